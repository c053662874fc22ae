{% macro with_refs(rows) -%}
    {#- The name of a model, or SQL with names of models in braces, as SQL with their relations. -#}
    {%- if '{' not in rows -%}
        {{ return(ref(rows) | string) }}
    {%- endif -%}
    {%- set found = {'sql': rows} -%}
    {%- for name in modules.re.findall('{(\\w+)}', rows) | unique -%}
        {%- do found.update({'sql': found.sql | replace('{' ~ name ~ '}', ref(name) | string)}) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}
