{% macro sql_text(text) -%}
    {{ return("'" ~ (text | replace('\n', ' ') | replace("'", "''")) ~ "'") }}
{%- endmacro %}
