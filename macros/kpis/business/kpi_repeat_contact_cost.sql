{% macro kpi_repeat_contact_cost(component) -%}
    {{ part_of_cost(component, cost='cost_amount', part='repeat_contacts', whole='contacts') }}
{%- endmacro %}
