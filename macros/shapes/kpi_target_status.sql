{% macro kpi_target_status(relation) -%}
    case
        when {{ relation }}.target_low is null and {{ relation }}.target_high is null then 'no_target'
        when {{ relation }}.value is null then 'no_value'
        when {{ relation }}.value_status in ('provisional', 'low_n') then {{ relation }}.value_status
        when
            coalesce({{ relation }}.value >= {{ relation }}.target_low, true)
            and coalesce({{ relation }}.value <= {{ relation }}.target_high, true) then 'green'
        when
            ({{ relation }}.amber_low is not null or {{ relation }}.amber_high is not null)
            and coalesce(
                {{ relation }}.value >= coalesce({{ relation }}.amber_low, {{ relation }}.target_low), true
            )
            and coalesce(
                {{ relation }}.value <= coalesce({{ relation }}.amber_high, {{ relation }}.target_high), true
            ) then 'amber'
        else 'red'
    end
{%- endmacro %}
