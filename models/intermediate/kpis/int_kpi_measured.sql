with kpi_keys as (
    select * from {{ ref('int_kpi_keys') }}
),

results as (
    select * from {{ ref('int_kpi_results') }}
),

periods as (
    select * from {{ ref('int_periods') }}
),

catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

availability as (
    select * from {{ ref('int_kpi_availability') }}
),

joined as (
    select
        kpi_keys.*,
        periods.period_end,
        catalogue.interval_method,
        catalogue.minimum_value,
        catalogue.maximum_value,
        availability.is_source_there,
        availability.is_rule_there,
        availability.is_source_there
        and availability.is_rule_there
        and periods.period_end >= availability.covered_from
        and periods.period_start <= availability.covered_until as is_covered,
        coalesce(results.immature_count, 0) > 0
        or periods.is_unfinished
        or periods.period_end > availability.covered_until
        or catalogue.is_always_provisional as is_not_final,
        -- No row means that nothing happened; a row without a number, that nobody knows
        -- (a forecast).
        coalesce(results.numerator, case when results.kpi_id is null then 0 end)
            as numerator_or_nought,
        results.numerator,
        results.denominator,
        results.sum_of_squares,
        results.quantile_value
    from kpi_keys
    inner join periods
        on
            kpi_keys.period_grain = periods.period_grain
            and kpi_keys.period_start = periods.period_start
    inner join catalogue
        on kpi_keys.kpi_id = catalogue.kpi_id
    inner join availability
        on kpi_keys.kpi_id = availability.kpi_id
    left join results
        on
            kpi_keys.kpi_id = results.kpi_id
            and kpi_keys.statistic = results.statistic
            and kpi_keys.period_grain = results.period_grain
            and kpi_keys.period_start = results.period_start
            and kpi_keys.slice_name = results.slice_name
            and kpi_keys.slice_value = results.slice_value
),

valued as (
    select
        *,
        case
            when not is_covered then null
            when statistic in ('count', 'stock') then numerator_or_nought
            when statistic = 'max' then null
            else numerator
        end as counted_numerator,
        case
            when not is_covered then null
            when statistic in ('count', 'stock') then numerator_or_nought
            when statistic in ('median', 'p90') then quantile_value
            when statistic = 'max' then numerator
            when denominator > 0 then numerator / denominator
        end as value
    from joined
),

final as (
    select
        *,
        case
            when statistic in ('count', 'stock') then counted_numerator
            else coalesce(denominator, 0)
        end as sample_size,
        {{ kpi_interval('low') }} as ci_low,
        {{ kpi_interval('high') }} as ci_high,
        value is not null and is_not_final as is_provisional
    from valued
)

select * from final
