{% macro registered_kpis() -%}
    {#- Everything that register_kpis has written, with the name of its model. -#}
    {%- set entries = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- for key, entry in node.config.meta.items() if key.startswith('kpis_of_') -%}
            {%- do entries.append(dict(entry, id=key ~ '|' ~ node.name, model=node.name)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(entries) }}
{%- endmacro %}
