{% macro kpi_value_status(statistic='measured.statistic') -%}
    case
        when not measured.is_source_there then 'no_source'
        when not measured.is_rule_there then 'no_rule'
        when measured.value is null then 'no_data'
        when measured.is_provisional then 'provisional'
        when
            {{ statistic }} not in ('count', 'stock')
            and coalesce(measured.effective_sample_size, measured.sample_size)
            < {{ var('min_sample_size') }} then 'low_n'
        else 'ok'
    end
{%- endmacro %}
