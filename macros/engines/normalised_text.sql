{# Text in lower case without reply prefixes and with single spaces,
   to recognise the same subject again. #}
{% macro normalised_text(expression) -%}
    {{ return(adapter.dispatch('normalised_text')(expression)) }}
{%- endmacro %}

{% macro duckdb__normalised_text(expression) -%}
    nullif(trim(regexp_replace(
        regexp_replace(lower({{ expression }}), '^(\s*(re|fw|fwd|aw|wg)\s*:)+', ''), '\s+', ' ', 'g'
    )), '')
{%- endmacro %}

{% macro postgres__normalised_text(expression) -%}
    nullif(trim(regexp_replace(
        regexp_replace(lower({{ expression }}), '^(\s*(re|fw|fwd|aw|wg)\s*:)+', ''), '\s+', ' ', 'g'
    )), '')
{%- endmacro %}

{% macro spark__normalised_text(expression) -%}
    nullif(trim(regexp_replace(
        regexp_replace(lower({{ expression }}), r'^(\s*(re|fw|fwd|aw|wg)\s*:)+', ''), r'\s+', ' '
    )), '')
{%- endmacro %}
