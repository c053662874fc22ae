{#- From the parts of a value to both ends of its 95 % interval. `of` begins the names of the columns, where they
    are sums of several periods. Rows of one cluster (the replies or agreed targets of one ticket) are alike: their
    errors come from sums over clusters, of which x is the number of rows and y what they add up to. -#}
{% macro kpi_interval_steps(of='') -%}
    {%- set n, ratio, m = of ~ 'counted', of ~ 'ratio', of ~ 'clusters' -%}
    {%- set variance, error, skew, t = of ~ 'variance', of ~ 'squared_error', of ~ 'skew', of ~ 't' -%}
    {%- set squares, cubes = of ~ 'sum_of_squares', of ~ 'sum_of_cubes' -%}
    {%- set has_clusters = m ~ ' is not null' -%}
    {%- set cluster_error -%}
        {{ m }} / nullif({{ m }} - 1, 0) * greatest(
            {{ of }}c_yy - 2 * {{ ratio }} * {{ of }}c_yx + {{ ratio }} * {{ ratio }} * {{ of }}c_xx, 0
        ) / ({{ n }} * {{ n }})
    {%- endset -%}
    {#- Over the cube of the standard error it is the skewness of the mean. -#}
    {%- set third -%}
        case
            when {{ has_clusters }}
                then (
                    {{ of }}c_yyy - 3 * {{ ratio }} * {{ of }}c_yyx + 3 * power({{ ratio }}, 2) * {{ of }}c_yxx
                    - power({{ ratio }}, 3) * {{ of }}c_xxx
                ) / power({{ n }}, 3)
            when {{ n }} > 1
                then ({{ cubes }} / {{ n }} - 3 * {{ ratio }} * {{ squares }} / {{ n }} + 2 * power({{ ratio }}, 3))
                    / (sqrt({{ n }} * ({{ n }} - 1)) * ({{ n }} - 1))
        end
    {%- endset -%}
    {#- Where nothing varies, the rows of one cluster are taken to say what one says. -#}
    {%- set effective -%}
        case when {{ of }}c_xx > 0 then
            {{ n }} / case
                when {{ m }} > 1 and not {{ never_varies(variance, ratio) }}
                    then greatest({{ of }}cluster_error * {{ n }} / {{ variance }}, 1)
                else {{ of }}c_xx / {{ n }}
            end
        end
    {%- endset -%}
    {#- No skewness of a mean is beyond 1, but that of rounded sums of equal values can be. Rounded, because the last
        digits of sums depend on the order in which threads add them. Two have none: one is as far below as the other
        is above. -#}
    {%- set bounded_skew -%}
        case
            when coalesce({{ m }}, {{ n }}) < 3 then 0
            else least(greatest(coalesce({{ of }}third / nullif({{ error }} * sqrt({{ error }}), 0), 0), -1), 1)
        end
    {%- endset -%}
    {{ return([
        {n: 'nullif(' ~ of ~ 'denominator, 0)'},
        {ratio: of ~ 'numerator / ' ~ n},
        {
            variance: "case statistic when 'rate' then " ~ ratio ~ ' * (1 - ' ~ ratio ~ ') else ' ~ squares
                ~ ' / ' ~ n ~ ' - ' ~ ratio ~ ' * ' ~ ratio ~ ' end',
            of ~ 'cluster_error': cluster_error,
            of ~ 'third': third,
        },
        {
            of ~ 'effective_sample_size': effective,
            error: 'case when ' ~ has_clusters ~ ' then ' ~ of ~ 'cluster_error when ' ~ n ~ ' > 1 then greatest('
                ~ variance ~ ', 0) / (' ~ n ~ ' - 1) end',
            t: t_quantile('(coalesce(' ~ m ~ ', ' ~ n ~ ') - 1)'),
        },
        {
            skew: published_number(bounded_skew, 9),
            of ~ 'trials': 'case when ' ~ has_clusters ~ ' then ' ~ of ~ 'effective_sample_size * power('
                ~ var('confidence_z') ~ ' / ' ~ t ~ ', 2) else ' ~ n ~ ' end',
        },
        {
            of ~ 'hits': 'case when ' ~ has_clusters ~ ' then ' ~ ratio ~ ' * ' ~ of ~ 'trials else ' ~ of
                ~ 'numerator end',
            of ~ 'low_cube': '1 + ' ~ skew ~ ' * (' ~ t ~ ' - ' ~ skew ~ ' / 6)',
            of ~ 'high_cube': '1 + ' ~ skew ~ ' * (-1 * ' ~ t ~ ' - ' ~ skew ~ ' / 6)',
        },
        {of ~ 'low_end': kpi_interval_end('low', of), of ~ 'high_end': kpi_interval_end('high', of)},
        {
            of ~ 'ci_low': within_range(of ~ 'low_end'),
            of ~ 'ci_high': within_range(of ~ 'high_end'),
        },
    ]) }}
{%- endmacro %}

{% macro kpi_interval_end(side, of) -%}
    {%- set skew, t = of ~ 'skew', of ~ 't' -%}
    {%- set cube = of ~ side ~ '_cube' -%}
    case
        when {{ of }}value is null then null
        when interval_method in ('wilson', 'wilson_clustered') and statistic = 'rate'
            then case when {{ of }}clusters = 1 then null else {{ wilson_bound(of ~ 'hits', of ~ 'trials', side) }} end
        {#- Hall's interval: Student's t, corrected for skewness. #}
        when interval_method in ('mean', 'mean_clustered') and statistic = 'mean'
            then case
                when coalesce({{ of }}clusters, {{ of }}counted) <= 1 then null
                when {{ never_varies(of ~ 'variance', of ~ 'ratio') }} then {{ of }}ratio
                when abs({{ skew }}) < 0.000001
                    then {{ of }}ratio {{ '-' if side == 'low' else '+' }} sqrt({{ of }}squared_error) * {{ t }}
                else
                    {{ of }}ratio - sqrt({{ of }}squared_error) * 3 / {{ skew }} * (
                        sign({{ cube }}) * power(abs({{ cube }}), cast(1 as {{ type_double() }}) / 3) - 1
                    )
            end
        {%- if not of %}
        {#- Below the smallest value there is the smallest possible one; above the largest, no end. #}
        when interval_method in ('mean', 'mean_clustered') and quantile_value is not null
            then {{ 'coalesce(quantile_low, minimum_value)' if side == 'low' else 'quantile_high' }}
        when interval_method = 'nps' and statistic = 'score'
            then {{ mean_bound('numerator', 'sum_of_squares', 'denominator', side) }}
        when interval_method = 'poisson' and statistic = 'count'
            then {{ poisson_bound('counted_numerator', side) }}
        {%- for factor in [100, 1000] %}
        {#- The numerator carries the factor; the events are what is uncertain. #}
        when interval_method = 'poisson_per_{{ factor }}' and statistic = 'ratio'
            then {{ factor }} * {{ poisson_bound('(numerator / ' ~ factor ~ ')', side) }} / denominator
        {%- endfor %}
        {%- endif %}
    end
{%- endmacro %}

{% macro never_varies(variance, ratio) -%}
    {#- Sums of equal values are rounded at the ninth decimal, also those of small shares. -#}
    ({{ variance }} <= 0.000000001 * greatest({{ ratio }} * {{ ratio }}, 1))
{%- endmacro %}

{% macro within_range(number) -%}
    {#- greatest and least skip NULL, so an end that is not there must be kept away from them. -#}
    case when {{ number }} is not null then least(greatest({{ number }}, minimum_value), maximum_value) end
{%- endmacro %}

{% macro wilson_bound(hits, trials, side) -%}
    {%- if side not in ('low', 'high') -%}
        {{ exceptions.raise_compiler_error("wilson_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
    {%- set z = var('confidence_z') -%}
    case
        when {{ trials }} > 0
            then
                ({{ hits }} + {{ z }} * {{ z }} / 2.0) / ({{ trials }} + {{ z }} * {{ z }})
                {{ '-' if side == 'low' else '+' }} {{ z }} / ({{ trials }} + {{ z }} * {{ z }})
                * sqrt(
                    cast({{ hits }} as {{ type_double() }}) * ({{ trials }} - {{ hits }}) / {{ trials }}
                    + {{ z }} * {{ z }} / 4.0
                )
    end
{%- endmacro %}

{% macro mean_bound(total, sum_of_squares, observations, side) -%}
    {%- if side not in ('low', 'high') -%}
        {{ exceptions.raise_compiler_error("mean_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
    {%- set average = '(' ~ total ~ ' / cast(' ~ observations ~ ' as ' ~ type_double() ~ '))' -%}
    case
        when {{ observations }} > 1
            then
                {{ average }} {{ '-' if side == 'low' else '+' }} {{ var('confidence_z') }} * sqrt(
                    greatest({{ sum_of_squares }} - {{ observations }} * {{ average }} * {{ average }}, 0)
                    / {{ observations }} / {{ observations }}
                )
    end
{%- endmacro %}

{% macro poisson_bound(events, side) -%}
    {%- set half_z = var('confidence_z') ~ ' / 2.0' -%}
    {%- if side == 'low' -%}
        case when {{ events }} > 0 then power(greatest(sqrt({{ events }}) - {{ half_z }}, 0), 2) else 0 end
    {%- elif side == 'high' -%}
        power(sqrt({{ events }} + 1) + {{ half_z }}, 2)
    {%- else -%}
        {{ exceptions.raise_compiler_error("poisson_bound: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
{%- endmacro %}

{% macro published_number(expression, decimals=6) -%}
    {#- Sums of fractions depend on the order in which threads add them, far behind the point; and so
        does the sign of a zero. Rounded finer first, an exact half does not waver with them. -#}
    {{ return('(' ~ round_double(round_double(expression, decimals + 4), decimals) ~ ' + 0)') }}
{%- endmacro %}
