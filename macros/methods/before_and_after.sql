{#- What an intervention changed: the level after it against the level before it, or, where the numbers moved
    already before, the lines through both sides at the first period after it (an interrupted time series). -#}

{% macro compared_interventions() -%}
    {#- One row per intervention: what it changed, and whether that is said. -#}
    {%- set double = type_double() -%}
    {%- set series = 'partition by series_id order by period_start' -%}
    {%- set number = var('signal_baseline_points') | int -%}
    {%- set before = series ~ ' rows between ' ~ number ~ ' preceding and 1 preceding' -%}
    {%- set last_eight = series ~ ' rows between 7 preceding and current row' -%}
with interventions as (
    {{ chosen_interventions() }}
),

periods as (
    select
        period_grain,
        period_start,
        period_end,
        row_number() over (partition by period_grain order by period_start) as period_number
    from {{ ref('int_periods') }}
    where period_grain in ('week', 'month')
),

points as (
    select found.*
    from (
        {{ kpi_signal_points() }}
    ) as found
    where found.kpi_id in (select interventions.kpi_id from interventions)
),

{{ kept_points('points', var('signal_minimum_points') | int, before, last_eight) }},

-- What was unusual before is no history; what came after counts as it is.
placed as (
    select
        interventions.intervention_id,
        kept_2.*,
        kept_2.slice_value = interventions.slice_value as is_own,
        cast(periods.period_number - begun.period_number as {{ double }}) as place,
        cast(interventions.wash_in_periods as {{ double }}) as starts_at,
        periods.period_start >= begun.period_start as is_after,
        row_number() over (
            partition by
                interventions.intervention_id, kept_2.series_id,
                periods.period_start >= begun.period_start
            order by abs(periods.period_number - begun.period_number)
        ) as distance
    from interventions
    inner join kept_2
        on
            interventions.kpi_id = kept_2.kpi_id
            and interventions.statistic = kept_2.statistic
            and interventions.slice_name = kept_2.slice_name
    inner join periods
        on
            kept_2.period_grain = periods.period_grain
            and kept_2.period_start = periods.period_start
    inner join periods as begun
        on
            kept_2.period_grain = begun.period_grain
            and interventions.started_on between begun.period_start and begun.period_end
    where
        kept_2.kept_2 is not null and periods.period_start < begun.period_start
        or periods.period_number >= begun.period_number + interventions.wash_in_periods
        and periods.period_end <= coalesce(interventions.ended_on, periods.period_end)
        and coalesce(periods.period_end < interventions.next_started_on, true)
),

compared as (
    {{ before_and_after(
        '(select * from placed where distance <= ' ~ number ~ ') as near_points'
    ) }}
)

select
    interventions.intervention_id,
    interventions.title,
    interventions.kpi_id,
    interventions.statistic,
    interventions.slice_name,
    interventions.slice_value,
    interventions.started_on,
    interventions.ended_on,
    interventions.owner,
    interventions.link,
    interventions.expected_change,
    compared.period_grain,
    compared.effect_from,
    cast(coalesce(compared.points_before, 0) as integer) as points_before,
    cast(coalesce(compared.points_after, 0) as integer) as points_after,
    compared.method,
    compared.is_relative,
    {%- for name in [
        'value_before', 'value_after', 'change', 'change_low', 'change_high', 'change_elsewhere',
    ] %}
    {{ published_number('compared.' ~ name) }} as {{ name }},
    {%- endfor %}
    {{ intervention_verdict('compared', 'interventions.direction') }} as verdict
from interventions
left join compared
    on interventions.intervention_id = compared.intervention_id
{%- endmacro %}

{% macro chosen_interventions() -%}
    select
        interventions.*,
        lead(interventions.started_on) over (
            partition by interventions.kpi_id, interventions.slice_name, interventions.slice_value
            order by interventions.started_on
        ) as next_started_on
    from (
        select
            interventions.intervention_id,
            interventions.title,
            interventions.kpi_id,
            catalogue.headline_statistic as statistic,
            catalogue.direction,
            coalesce(interventions.slice_name, 'overall') as slice_name,
            coalesce(interventions.slice_value, 'all') as slice_value,
            interventions.started_on,
            interventions.ended_on,
            interventions.wash_in_periods,
            interventions.owner,
            interventions.link,
            interventions.expected_change
        from {{ ref('interventions') }} as interventions
        inner join {{ ref('kpi_catalogue') }} as catalogue
            on interventions.kpi_id = catalogue.kpi_id
        where
            interventions.target_set is null
            or interventions.target_set = {{ sql_text(chosen_target_set()) }}
    ) as interventions
{%- endmacro %}

{% macro before_and_after(relation) -%}
    {#- One row per intervention, by week where there is one, else by month. -#}
    {%- set double = type_double() -%}
    {%- set with_sides -%}
        (
            select
                {%- for side, is_after in [('before', 'false'), ('after', 'true')] %}
                {%- set own = 'case when is_own and is_after = ' ~ is_after ~ ' then ' %}
                {%- set all = 'case when not is_own and is_after = ' ~ is_after ~ ' then ' %}
                cast(count({{ own }} point end) as {{ double }}) as points_{{ side }},
                sum({{ own }} weight end) as weight_{{ side }},
                sum({{ own }} weight * point end) as sum_{{ side }},
                sum({{ own }} weight * point * point end) as squares_{{ side }},
                avg({{ own }} place end) as place_{{ side }},
                avg({{ own }} point end) as mean_{{ side }},
                sum({{ own }} place * place end) - sum({{ own }} place end) * avg({{ own }} place end)
                    as places_{{ side }},
                sum({{ own }} place * point end) - sum({{ own }} place end) * avg({{ own }} point end)
                    as products_{{ side }},
                sum({{ own }} point * point end) - sum({{ own }} point end) * avg({{ own }} point end)
                    as spread_{{ side }},
                sum({{ all }} weight * point end) / sum({{ all }} weight end) as elsewhere_{{ side }},
                {%- endfor %}
                min(case when is_after then period_start end) as effect_from,
                max(starts_at) as starts_at,
                max(chance_scale) as chance_scale,
                max(case when is_share then 1 else 0 end) = 1 as is_share,
                max(case when is_logarithm then 1 else 0 end) = 1 as is_logarithm,
                intervention_id,
                period_grain
            from {{ relation }}
            group by intervention_id, period_grain
        ) as with_sides
    {%- endset -%}
    {%- set fitted = with_steps(with_sides, before_and_after_steps()) -%}
    {#- Periods follow each other: what one has too much, the next often has too. -#}
    {%- set residuals -%}
        (
            select
                intervention_id,
                period_grain,
                greatest(sum(error * error_before) / nullif(sum(error * error), 0), 0) as autocorrelation
            from (
                select
                    *,
                    lag(error) over (partition by intervention_id, period_grain order by place) as error_before
                from (
                    select
                        near_points.*,
                        near_points.point - case
                            {%- for side, condition in [('after', 'near_points.is_after'), ('before', 'true')] %}
                            when {{ condition }}
                                then case
                                    when fitted.method = 'level' then fitted.level_{{ side }}
                                    else fitted.mean_{{ side }}
                                        + fitted.slope_{{ side }} * (near_points.place - fitted.place_{{ side }})
                                end
                            {%- endfor %}
                        end as error
                    from {{ relation }}
                    inner join (select * from {{ fitted }}) as fitted
                        on
                            near_points.intervention_id = fitted.intervention_id
                            and near_points.period_grain = fitted.period_grain
                    where near_points.is_own
                ) as with_error
            ) as with_lag
            group by intervention_id, period_grain
        )
    {%- endset -%}
    select
        *,
        is_logarithm as is_relative,
        {%- for name in ['change', 'change_low', 'change_high'] %}
        {%- set number = {'change': 'difference', 'change_low': 'difference - half_width', 'change_high': 'difference + half_width'}[name] %}
        case when is_logarithm then exp({{ number }}) - 1 else {{ number }} end as {{ name }},
        {%- endfor %}
        {%- for side in ['before', 'after'] %}
        case when is_logarithm then exp(fit_{{ side }}) else fit_{{ side }} end as value_{{ side }},
        {%- endfor %}
        case
            when is_logarithm then exp(elsewhere_after - elsewhere_before) - 1
            else elsewhere_after - elsewhere_before
        end as change_elsewhere
    from (
        select
            fitted.*,
            {{ t_quantile('fitted.degrees') }} * fitted.standard_error * sqrt(
                (1 + residuals.autocorrelation) / nullif(1 - residuals.autocorrelation, 0)
            ) as half_width,
            row_number() over (
                partition by fitted.intervention_id
                order by
                    case when fitted.points_before > 0 then 0 else 1 end,
                    case when fitted.period_grain = 'week' then 0 else 1 end
            ) as grain_rank
        from (select * from {{ fitted }}) as fitted
        left join {{ residuals }} as residuals
            on
                fitted.intervention_id = residuals.intervention_id
                and fitted.period_grain = residuals.period_grain
    ) as estimated
    where grain_rank = 1
{%- endmacro %}

{% macro before_and_after_steps() -%}
    {%- set sides, lines, errors, fits = {}, {}, {}, {} -%}
    {%- for side in ['before', 'after'] -%}
        {%- do sides.update({
            'level_' ~ side: 'sum_' ~ side ~ ' / weight_' ~ side,
            'slope_' ~ side: 'products_' ~ side ~ ' / nullif(places_' ~ side ~ ', 0)',
        }) -%}
        {%- do lines.update({
            'line_' ~ side: 'mean_' ~ side ~ ' + slope_' ~ side ~ ' * (starts_at - place_' ~ side ~ ')',
            'rest_' ~ side: 'greatest(spread_' ~ side ~ ' - slope_' ~ side ~ ' * products_' ~ side ~ ', 0)',
            'distance_' ~ side: '1 / points_' ~ side ~ ' + power(starts_at - place_' ~ side ~ ', 2) / nullif(places_'
                ~ side ~ ', 0)',
            'scatter_' ~ side: 'greatest(squares_' ~ side ~ ' - sum_' ~ side ~ ' * level_' ~ side ~ ', 0)',
            'chance_' ~ side: 'points_' ~ side ~ ' * chance_scale * level_' ~ side ~ ' * case when is_share then 1 - level_'
                ~ side ~ ' else 1 end',
        }) -%}
        {%- do fits.update({
            'fit_' ~ side: "case when method = 'level' then level_" ~ side ~ ' else line_' ~ side ~ ' end',
        }) -%}
    {%- endfor -%}
    {#- A slope of less than its own error is none. -#}
    {%- set method -%}
        case
            when
                power(slope_before, 2) * places_before * (points_before - 2) < rest_before
                or abs(slope_before) <= 0.000000001 * abs(mean_before) or slope_before is null then 'level'
            else 'trend'
        end
    {%- endset -%}
    {%- set error -%}
        case
            when method = 'level'
                then sqrt(
                    greatest(
                        (scatter_before + scatter_after) / nullif(points_before + points_after - 2, 0),
                        (chance_before + chance_after) / nullif(points_before + points_after, 0)
                    ) * (1 / weight_before + 1 / weight_after)
                )
            else sqrt(
                (rest_before + rest_after) / nullif(points_before + points_after - 4, 0)
                * (distance_before + distance_after)
            )
        end
    {%- endset -%}
    {{ return([
        sides,
        lines,
        {'method': method},
        fits,
        {
            'difference': 'fit_after - fit_before',
            'standard_error': error,
            'degrees': "points_before + points_after - case when method = 'level' then 2 else 4 end",
        },
    ]) }}
{%- endmacro %}

{% macro intervention_verdict(compared, direction) -%}
    {#- 1.4 times the half width of 95 % is that of about 99 %: few interventions change anything. -#}
    {%- set rises = compared ~ '.change > 0' -%}
    case
        when coalesce({{ compared }}.points_before, 0) < 8 then 'too_little_history'
        when {{ compared }}.points_after < 4 then 'too_early'
        when {{ compared }}.method = 'trend' and ({{ compared }}.points_before < 12 or {{ compared }}.points_after < 8)
            then 'trend_before'
        when coalesce(abs({{ compared }}.difference) <= 1.4 * {{ compared }}.half_width, true)
            then 'no_difference_seen'
        when {{ direction }} in ('up', 'down')
            then case when ({{ rises }}) = ({{ direction }} = 'up') then 'better' else 'worse' end
        when {{ rises }} then 'higher'
        else 'lower'
    end
{%- endmacro %}
