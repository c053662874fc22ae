{% macro kpi_contacts_per_customer(component) -%}
    {{ distinct_ratio(component, hit_key='identified_contact_id', of_key='customer_id', statistic='ratio') }}
{%- endmacro %}
