{# The engine's name of text of any length. #}
{% macro type_text() -%}
    {{ return(adapter.dispatch('type_text')()) }}
{%- endmacro %}

{% macro default__type_text() -%}
    varchar
{%- endmacro %}

{% macro spark__type_text() -%}
    string
{%- endmacro %}

{# The engine's name of a 64-bit integer: event sequences may be epoch milliseconds. #}
{% macro type_integer() -%}
    {{ return(adapter.dispatch('type_integer')()) }}
{%- endmacro %}

{% macro default__type_integer() -%}
    bigint
{%- endmacro %}

{# The engine's name of a double precision number. #}
{% macro type_double() -%}
    {{ return(adapter.dispatch('type_double')()) }}
{%- endmacro %}

{% macro default__type_double() -%}
    double precision
{%- endmacro %}

{% macro duckdb__type_double() -%}
    double
{%- endmacro %}

{% macro spark__type_double() -%}
    double
{%- endmacro %}

{# The engine's name of a timestamp without a zone. #}
{% macro type_timestamp() -%}
    {{ return(adapter.dispatch('type_timestamp')()) }}
{%- endmacro %}

{% macro default__type_timestamp() -%}
    timestamp
{%- endmacro %}
