{% macro kpi_measures(relation) -%}
    {#- What a point of a series says: value, interval, sample, and whether it can still change. -#}
    {%- set value -%}
        case
            when not is_covered then null
            when statistic in ('count', 'stock') then numerator_or_nought
            when statistic = 'max' then numerator
            when denominator > 0 then coalesce(quantile_value, numerator / denominator)
        end
    {%- endset -%}
    {%- set counted_numerator -%}
        case
            when not is_covered then null
            when statistic in ('count', 'stock') then numerator_or_nought
            when statistic = 'max' then null
            else numerator
        end
    {%- endset -%}
    {%- set steps = [{'counted_numerator': counted_numerator, 'value': value}] + kpi_interval_steps() -%}
    select
        series_id,
        period_start,
        period_end,
        previous_period_start,
        is_source_there,
        is_rule_there,
        is_covered,
        {%- for name in kpi_added_parts() %}
        {{ name }},
        {%- endfor %}
        counted_numerator,
        value,
        case
            when statistic in ('count', 'stock') then counted_numerator
            else coalesce(denominator, 0)
        end as sample_size,
        effective_sample_size,
        ci_low,
        ci_high,
        value is not null and is_not_final as is_provisional,
        is_begun_late
    from {{ with_steps(relation, steps) }}
{%- endmacro %}
