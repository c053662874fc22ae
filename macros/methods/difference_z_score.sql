{% macro difference_z_score(later, earlier) -%}
    {#- Two proportions with their common rate, two means with their own variances; not from few rows. -#}
    {%- set n1 = later ~ '.denominator' -%}
    {%- set n0 = earlier ~ '.denominator' -%}
    {%- set pooled -%}
        (({{ later }}.numerator + {{ earlier }}.numerator) / ({{ n1 }} + {{ n0 }}))
    {%- endset -%}
    {%- set variance_of_mean -%}
        {%- for side in [later, earlier] -%}
        greatest({{ side }}.sum_of_squares - {{ side }}.numerator * {{ side }}.numerator / {{ side }}.denominator, 0)
        / ({{ side }}.denominator - 1) / {{ side }}.denominator{{ ' + ' if not loop.last }}
        {%- endfor -%}
    {%- endset -%}
    case
        when
            {{ n1 }} < {{ var('min_sample_size') }} or {{ n0 }} < {{ var('min_sample_size') }}
            or {{ later }}.is_provisional or {{ earlier }}.is_provisional then null
        when {{ later }}.statistic = 'rate'
            then
                ({{ later }}.value - {{ earlier }}.value)
                / nullif(sqrt(greatest({{ pooled }} * (1 - {{ pooled }}), 0) * (1 / {{ n1 }} + 1 / {{ n0 }})), 0)
        when {{ later }}.statistic in ('mean', 'score')
            then ({{ later }}.value - {{ earlier }}.value) / nullif(sqrt({{ variance_of_mean }}), 0)
    end
{%- endmacro %}
