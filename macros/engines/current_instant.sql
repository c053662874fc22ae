{# The clock of the engine, as a timestamp in UTC. #}
{% macro current_instant() -%}
    {{ return(adapter.dispatch('current_instant')()) }}
{%- endmacro %}

{% macro default__current_instant() -%}
    timezone('UTC', now())
{%- endmacro %}

{# The session's zone is UTC, and its timestamps have none. #}
{% macro spark__current_instant() -%}
    current_timestamp()
{%- endmacro %}
