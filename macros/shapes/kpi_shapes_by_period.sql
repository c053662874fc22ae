{#- Shapes that cannot be added up from shorter periods: they belong into kpi_components_by_period. -#}

{% macro count_in_period(where, needs=[]) -%}
    {#- A count whose condition looks at the end of the period (`period_end`). -#}
    {{ return(kpi_value(
        statistic='count',
        numerator='sum(case when ' ~ where ~ ' then 1 else 0 end)',
        numerator_rows=where,
        needs=needs
    )) }}
{%- endmacro %}

{% macro distinct_count(key, needs=[]) -%}
    {#- The key is an expression that is NULL for rows that do not count. -#}
    {{ return(kpi_value(
        statistic='count',
        numerator='count(distinct ' ~ key ~ ')',
        numerator_rows=key ~ ' is not null',
        measures={'numerator': ['count_distinct', key]},
        needs=needs
    )) }}
{%- endmacro %}

{% macro distinct_ratio(hit_key, of_key, statistic='rate', needs=[]) -%}
    {#- Keys are expressions that are NULL for rows that do not count. -#}
    {{ return(kpi_value(
        statistic=statistic,
        numerator='count(distinct ' ~ hit_key ~ ')',
        denominator='count(distinct ' ~ of_key ~ ')',
        numerator_rows=hit_key ~ ' is not null',
        denominator_rows=of_key ~ ' is not null',
        measures={'numerator': ['count_distinct', hit_key], 'denominator': ['count_distinct', of_key]},
        needs=needs
    )) }}
{%- endmacro %}

{% macro longest(value, where='true', needs=[]) -%}
    {%- set counted = 'case when ' ~ where ~ ' then ' ~ value ~ ' end' -%}
    {{ return(kpi_value(
        statistic='max',
        numerator='max(' ~ counted ~ ')',
        denominator='count(' ~ counted ~ ')',
        numerator_rows='(' ~ where ~ ') and ' ~ value ~ ' is not null',
        needs=needs
    )) }}
{%- endmacro %}

{% macro mean_of_means(values, row_value, needs=[]) -%}
    {#- Each part has its own mean, however many rows it has; the rows that count carry row_value,
        whose spread gives the interval. NULL unless every part has a value. -#}
    {%- set average = '(avg(' ~ values | join(') + avg(') ~ ')) / ' ~ values | length -%}
    {%- set observations = 'count(' ~ row_value ~ ')' -%}
    {{ return(kpi_value(
        statistic='mean',
        numerator=observations ~ ' * ' ~ average,
        denominator=observations,
        sum_of_squares=(
            observations ~ ' * power(' ~ average ~ ', 2) + sum(cast(' ~ row_value ~ ' as ' ~ type_double() ~ ') * (' ~ row_value ~ '))'
            ~ ' - power(sum(' ~ row_value ~ '), 2) / nullif(' ~ observations ~ ', 0)'
        ),
        numerator_rows=row_value ~ ' is not null',
        needs=needs
    )) }}
{%- endmacro %}

{% macro km_median(time, is_event, needs=[]) -%}
    {#- time: seconds until the event or, without it, until now. Belongs into kpi_survival. -#}
    {%- set kpi = kpi_value(
        statistic='median',
        numerator='null',
        denominator='count(case when ' ~ time ~ ' >= 0 then 1 end)',
        numerator_rows=time ~ ' >= 0 and ' ~ is_event,
        denominator_rows=time ~ ' >= 0',
        needs=needs
    ) -%}
    {%- do kpi.update({'time': time, 'is_event': is_event}) -%}
    {{ return(kpi) }}
{%- endmacro %}
