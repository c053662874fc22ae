{# A key of several columns as one text, with NULL in words. #}
{% macro text_of_key(columns) -%}
{%- for column in columns -%}
    {{ " || ' ' || " if not loop.first }}coalesce(cast({{ column }} as {{ type_text() }}), 'NULL')
{%- endfor -%}
{%- endmacro %}
