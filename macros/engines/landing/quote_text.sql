{# Text from outside as an SQL string literal. #}
{% macro quote_text(value) -%}
    {{ return("'" ~ (value | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}

{# A file name as an SQL string literal that DuckDB takes literally, not as a glob pattern. #}
{% macro quote_file(path) -%}
    {%- set literal = (
        path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]')
        | replace('\\', '[\\]')
    ) -%}
    {{ return(quote_text(literal)) }}
{%- endmacro %}

{# A list of files as an SQL list of literals. #}
{% macro quote_files(files) -%}
    {%- set quoted = [] -%}
    {%- for file in files -%}
        {%- do quoted.append(quote_file(file.path)) -%}
    {%- endfor -%}
    {{ return('[' ~ quoted | join(', ') ~ ']') }}
{%- endmacro %}
