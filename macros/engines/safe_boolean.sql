{# Text as a boolean: true, t, yes, y, 1 and their opposites in any case; NULL for anything else. #}
{% macro safe_boolean(column) -%}
    {{ return(adapter.dispatch('safe_boolean')(column)) }}
{%- endmacro %}

{% macro default__safe_boolean(column) -%}
    case
        when lower({{ column }}) in ('true', 't', 'yes', 'y', '1', '1.0') then true
        when lower({{ column }}) in ('false', 'f', 'no', 'n', '0', '0.0') then false
    end
{%- endmacro %}
