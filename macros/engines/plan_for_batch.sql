{# Settings of the session for building tables from whole tables; a hook before every model. #}
{% macro plan_for_batch() -%}
    {{ return(adapter.dispatch('plan_for_batch')()) }}
{%- endmacro %}

{% macro default__plan_for_batch() -%}
{%- endmacro %}

{# PostgreSQL knows nothing of the rows of a step within a query, guesses one, and loops: with its
   defaults some models take hours. They want hash joins. Compiling a query that runs once costs
   more than it gains. #}
{% macro postgres__plan_for_batch() -%}
    set enable_nestloop = off;
    set enable_mergejoin = off;
    set jit = off;
    set work_mem = '128MB'
{%- endmacro %}
