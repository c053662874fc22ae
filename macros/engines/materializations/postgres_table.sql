{# A table on PostgreSQL: planned for whole tables, and known to the planner of the next one.

   The server knows nothing of the rows of a step within a query, guesses one, and loops: with its
   defaults some models take hours. They want hash joins. Compiling a query that runs once costs
   more than it gains. #}
{% macro postgres__create_table_as(temporary, relation, sql) -%}
    set enable_nestloop = off;
    set enable_mergejoin = off;
    set jit = off;
    set work_mem = '128MB';
    {{ dbt.postgres__create_table_as(temporary, relation, sql) }}
    analyze {{ relation }};
{%- endmacro %}
