{# Text from outside as an SQL string literal. #}
{% macro quote_text(value) -%}
    {{ return("'" ~ (value | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}

{# Text from outside as a literal of the engine that builds. #}
{% macro text_literal(value) -%}
    {{ return(adapter.dispatch('text_literal')(value)) }}
{%- endmacro %}

{% macro default__text_literal(value) -%}
    {{ return(quote_text(value)) }}
{%- endmacro %}

{% macro spark__text_literal(value) -%}
    {{ return(spark_text(value)) }}
{%- endmacro %}

{# A file name as an SQL string literal that DuckDB takes literally, not as a glob pattern. #}
{% macro quote_file(path) -%}
    {{ return(quote_text(path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]'))) }}
{%- endmacro %}

{# A list of files as an SQL list of literals. #}
{% macro quote_files(files) -%}
    {%- set quoted = [] -%}
    {%- for file in files -%}
        {%- do quoted.append(quote_file(file.path)) -%}
    {%- endfor -%}
    {{ return('[' ~ quoted | join(', ') ~ ']') }}
{%- endmacro %}
