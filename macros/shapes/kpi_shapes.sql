{#- Shapes of a KPI. Each returns the KPI as a value: the SQL of its components over the rows of a fact,
    and what must be delivered before the number means anything (`needs`). -#}

{% macro kpi_value(
    statistic, numerator, numerator_rows, denominator='null', denominator_rows=none, sum_of_squares='null',
    sum_of_cubes='null', immature_count='0', row_value=none, measures=none, cluster=none,
    needs=[]
) -%}
    {{ return({
        'statistic': statistic,
        'numerator': numerator,
        'denominator': denominator,
        'sum_of_squares': sum_of_squares,
        'sum_of_cubes': sum_of_cubes,
        'immature_count': immature_count,
        'numerator_rows': numerator_rows,
        'denominator_rows': denominator_rows or numerator_rows,
        'row_value': row_value,
        'measures': measures,
        'cluster': cluster,
        'needs': needs,
    }) }}
{%- endmacro %}

{% macro ratio(hit, of, mature='true', cluster=none, needs=[]) -%}
    {%- set counted = '(' ~ of ~ ')' ~ ('' if mature == 'true' else ' and (' ~ mature ~ ')') -%}
    {%- set hits = 'case when ' ~ counted ~ ' and (' ~ hit ~ ') then 1 else 0 end' -%}
    {%- set trials = 'case when ' ~ counted ~ ' then 1 else 0 end' -%}
    {{ return(kpi_value(
        statistic='rate',
        numerator='sum(' ~ hits ~ ')',
        denominator='sum(' ~ trials ~ ')',
        immature_count=(
            '0' if mature == 'true' else 'sum(case when (' ~ of ~ ') and not (' ~ mature ~ ') then 1 else 0 end)'
        ),
        numerator_rows=counted ~ ' and (' ~ hit ~ ')',
        denominator_rows=counted,
        measures={'numerator': ['sum', hits], 'denominator': ['sum', trials]},
        cluster=cluster and {'key': cluster, 'x': trials, 'y': hits},
        needs=needs
    )) }}
{%- endmacro %}

{% macro mean(value, where='true', statistic='mean', cluster=none, needs=[]) -%}
    {%- set counted = value if where == 'true' else 'case when ' ~ where ~ ' then ' ~ value ~ ' end' -%}
    {#- Of counts too: 66,667 messages of one ticket squared are beyond an integer. -#}
    {%- set squared = 'cast(' ~ value ~ ' as ' ~ type_double() ~ ') * (' ~ value ~ ')' -%}
    {{ return(kpi_value(
        statistic=statistic,
        numerator='sum(' ~ counted ~ ')',
        denominator='count(' ~ counted ~ ')',
        sum_of_squares=(
            'sum(' ~ squared ~ ')' if where == 'true' else 'sum(case when ' ~ where ~ ' then ' ~ squared ~ ' end)'
        ),
        sum_of_cubes='sum(power(cast(' ~ counted ~ ' as ' ~ type_double() ~ '), 3))',
        numerator_rows=('' if where == 'true' else '(' ~ where ~ ') and ') ~ value ~ ' is not null',
        row_value=counted,
        measures={'numerator': ['average', counted]},
        cluster=cluster and {
            'key': cluster, 'x': 'case when (' ~ counted ~ ') is not null then 1 else 0 end', 'y': counted
        },
        needs=needs
    )) }}
{%- endmacro %}

{% macro duration(value, where='true', cluster=none, needs=[]) -%}
    {#- A mean whose quantiles are computed from the rows as well. -#}
    {%- set kpi = mean(value, where, cluster=cluster, needs=needs) -%}
    {%- do kpi.update({'has_quantiles': true}) -%}
    {{ return(kpi) }}
{%- endmacro %}

{% macro count_of(where, needs=[]) -%}
    {%- set counted = 'case when ' ~ where ~ ' then 1 else 0 end' -%}
    {{ return(kpi_value(
        statistic='count',
        numerator='sum(' ~ counted ~ ')',
        numerator_rows=where,
        measures={'numerator': ['sum', counted]},
        needs=needs
    )) }}
{%- endmacro %}

{% macro share_of_sum(amount, of_amount, mature='true', needs=[]) -%}
    {#- A share of units rather than of rows; the amount is a part of what it is divided by. -#}
    {%- set hits = 'case when ' ~ mature ~ ' then ' ~ amount ~ ' else 0 end' -%}
    {%- set trials = 'case when ' ~ mature ~ ' then ' ~ of_amount ~ ' else 0 end' -%}
    {{ return(kpi_value(
        statistic='rate',
        numerator='sum(' ~ hits ~ ')',
        denominator='sum(' ~ trials ~ ')',
        immature_count='sum(case when ' ~ of_amount ~ ' > 0 and not (' ~ mature ~ ') then 1 else 0 end)',
        numerator_rows='(' ~ mature ~ ') and ' ~ amount ~ ' > 0',
        denominator_rows='(' ~ mature ~ ') and ' ~ of_amount ~ ' > 0',
        measures={'numerator': ['sum', hits], 'denominator': ['sum', trials]},
        needs=needs
    )) }}
{%- endmacro %}

{% macro per(amount, base, factor=1, statistic='ratio', needs=[]) -%}
    {#- A ratio of two sums that is no share: complaints per 100 tickets, seconds per second. -#}
    {{ return(kpi_value(
        statistic=statistic,
        numerator=('' if factor == 1 else factor ~ ' * ') ~ 'sum(' ~ amount ~ ')',
        denominator='sum(' ~ base ~ ')',
        numerator_rows='coalesce(' ~ amount ~ ', 0) != 0',
        denominator_rows='coalesce(' ~ base ~ ', 0) != 0',
        measures={
            'numerator': ['sum', amount if factor == 1 else factor ~ ' * (' ~ amount ~ ')'],
            'denominator': ['sum', base],
        },
        needs=needs
    )) }}
{%- endmacro %}

{% macro part_of_cost(cost, part, whole, needs=[]) -%}
    {#- Cost per unit of the whole, times the units of the part: the mean cost is that of the slice. -#}
    {{ return(kpi_value(
        statistic='ratio',
        numerator='sum(' ~ cost ~ ') * sum(' ~ part ~ ')',
        denominator='sum(' ~ whole ~ ')',
        numerator_rows='coalesce(' ~ part ~ ', 0) != 0',
        denominator_rows='coalesce(' ~ whole ~ ', 0) != 0',
        needs=needs
    )) }}
{%- endmacro %}

{% macro stock(value, statistic='stock', needs=[]) -%}
    {{ return(kpi_value(
        statistic=statistic,
        numerator='sum(' ~ value ~ ')',
        numerator_rows='coalesce(' ~ value ~ ', 0) > 0',
        needs=needs
    )) }}
{%- endmacro %}

{% macro stock_share(value, of, needs=[]) -%}
    {{ return(kpi_value(
        statistic='rate',
        numerator='sum(' ~ value ~ ')',
        denominator='sum(' ~ of ~ ')',
        numerator_rows='coalesce(' ~ value ~ ', 0) > 0',
        denominator_rows='coalesce(' ~ of ~ ', 0) > 0',
        needs=needs
    )) }}
{%- endmacro %}
