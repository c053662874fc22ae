{% macro kpi_defect_share_needing_return(component) -%}
    {{ share_of_sum(component, amount='given_back_units', of_amount='decided_units') }}
{%- endmacro %}
