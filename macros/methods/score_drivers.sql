{% macro score_driver_steps() -%}
    {#- From sums of a reason and of the rest to their difference: of shares with Newcombe's interval, of scores
        from -100 to 100 with the normal one. -#}
    {%- set ends, sides, hits = {}, {}, {} -%}
    {%- set is_share = "kpi_id != 'nps_transactional'" -%}
    {%- for name in ['own', 'rest'] -%}
        {%- do hits.update({name ~ '_hits': 'case when ' ~ is_share ~ ' then ' ~ name ~ '_total end'}) -%}
        {%- do sides.update({
            name ~ '_value': name ~ '_total / nullif(' ~ name ~ '_answers, 0)',
            name ~ '_error': '(' ~ name ~ '_squares - ' ~ name ~ '_total * ' ~ name ~ '_total / nullif(' ~ name
                ~ '_answers, 0)) / nullif(' ~ name ~ '_answers * ' ~ name ~ '_answers, 0)',
            name ~ '_low': wilson_bound(name ~ '_hits', name ~ '_answers', 'low'),
            name ~ '_high': wilson_bound(name ~ '_hits', name ~ '_answers', 'high'),
        }) -%}
    {%- endfor -%}
    {%- set normal = var('confidence_z') ~ ' * sqrt(greatest(own_error + rest_error, 0))' -%}
    {%- set both = '(own_total + rest_total) / (own_answers + rest_answers)' -%}
    {%- do ends.update({
        'gain': '-1 * own_answers / (own_answers + rest_answers) * difference',
        'difference_low': 'difference - case when ' ~ is_share
            ~ ' then sqrt(power(own_value - own_low, 2) + power(rest_high - rest_value, 2)) else ' ~ normal ~ ' end',
        'difference_high': 'difference + case when ' ~ is_share
            ~ ' then sqrt(power(own_high - own_value, 2) + power(rest_value - rest_low, 2)) else ' ~ normal ~ ' end',
        'z_score': 'difference / sqrt(nullif(greatest(case when ' ~ is_share ~ ' then ' ~ both ~ ' * (1 - ' ~ both
            ~ ') * (1 / own_answers + 1 / nullif(rest_answers, 0)) else own_error + rest_error end, 0), 0))',
    }) -%}
    {{ return([
        hits,
        sides,
        {'difference': 'own_value - rest_value'},
        ends,
        {'p_value': published_number(two_sided_p_value('z_score'))},
    ]) }}
{%- endmacro %}
