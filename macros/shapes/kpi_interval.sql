{% macro kpi_interval(side, of='') -%}
    {#- `of` begins the names of the columns, where they are sums of several periods. -#}
    {%- set numerator, denominator = of ~ 'numerator', of ~ 'denominator' -%}
    {%- set sum_of_squares = of ~ 'sum_of_squares' -%}
    {%- set bound -%}
        case
            when {{ of }}value is null then null
            when interval_method = 'wilson' and statistic = 'rate'
                then {{ wilson_bound(numerator, denominator, side) }}
            when interval_method = 'wilson_clustered' and statistic = 'rate'
                then {{ clustered_share_bound(side, of) }}
            when interval_method = 'mean_clustered' and statistic = 'mean'
                then {{ clustered_mean_bound(side, of) }}
            when interval_method = 'nps' and statistic = 'score'
                then {{ mean_bound(numerator, sum_of_squares, denominator, side) }}
            when interval_method = 'mean' and statistic = 'mean'
                then {{ mean_interval_bound(numerator, sum_of_squares, of ~ 'sum_of_cubes', denominator, side) }}
            {%- if not of %}
            {#- Below the smallest value there is the smallest possible one; above the largest, no end. #}
            when interval_method in ('mean', 'mean_clustered') and quantile_value is not null
                then {{ 'coalesce(quantile_low, minimum_value)' if side == 'low' else 'quantile_high' }}
            {%- endif %}
            when interval_method = 'poisson' and statistic = 'count'
                then {{ poisson_bound(of ~ 'counted_numerator', side) }}
            {%- for factor in [100, 1000] %}
            {#- The numerator carries the factor; the events are what is uncertain. #}
            when interval_method = 'poisson_per_{{ factor }}' and statistic = 'ratio'
                then {{ factor }} * {{ poisson_bound('(' ~ numerator ~ ' / ' ~ factor ~ ')', side) }} / {{ denominator }}
            {%- endfor %}
        end
    {%- endset -%}
    {#- greatest and least skip NULL, so an absent interval must be kept absent. -#}
    case when ({{ bound }}) is not null then
        least(greatest({{ bound }}, minimum_value), maximum_value)
    end
{%- endmacro %}
