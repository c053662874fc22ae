{% macro kpi_results(parts) -%}
    {#- One model per fact: each part is one date of it, or one way of adding up. -#}
    {%- for part in parts %}
    {{ 'union all' if not loop.first }}
    select * from (
        {{ part }}
    ) as part_{{ loop.index }}
    {%- endfor %}
{%- endmacro %}
