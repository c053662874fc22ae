{% macro kpi_measures(relation) -%}
    {#- What a point of a series says: value, interval, sample, and whether it can still change. -#}
    select
        measured.series_id,
        measured.period_start,
        measured.period_end,
        measured.previous_period_start,
        measured.is_source_there,
        measured.is_rule_there,
        measured.is_covered,
        {%- for name in kpi_added_parts() %}
        measured.{{ name }},
        {%- endfor %}
        measured.counted_numerator,
        measured.value,
        case
            when statistic in ('count', 'stock') then counted_numerator
            else coalesce(denominator, 0)
        end as sample_size,
        {{ effective_sample_size() }} as effective_sample_size,
        {{ kpi_interval('low') }} as ci_low,
        {{ kpi_interval('high') }} as ci_high,
        value is not null and is_not_final as is_provisional
    from (
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
                when statistic = 'max' then numerator
                when denominator > 0 then coalesce(quantile_value, numerator / denominator)
            end as value
        from {{ relation }}
    ) as measured
{%- endmacro %}
