{# A table on DuckDB, written under its own name by one statement that is a transaction of its own.

   dbt-duckdb builds beside it, renames and drops, six more statements for each of some two hundred
   tables and views. Here nobody reads the build before it is published, and a statement that fails
   leaves the table as it was. #}
{% materialization table, adapter='duckdb' %}
    {{ return(written_in_place('table')) }}
{% endmaterialization %}

{# The same for a view. It names no database, so that it is read under whatever name its file is
   opened. #}
{% materialization view, adapter='duckdb' %}
    {{ return(written_in_place('view')) }}
{% endmaterialization %}

{% macro written_in_place(relation_type) -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type=relation_type) -%}

    {{ run_hooks(pre_hooks) }}
    {%- do end_of_reading() -%}
    {% call statement('main', auto_begin=False) -%}
        begin transaction;
        {% if existing is not none -%}
            drop {{ existing.type }} if exists {{ existing }} cascade;
        {%- endif %}
        {% if relation_type == 'view' -%}
            {%- set own_database = adapter.quote(this.database) ~ '.' %}
            {{ create_view_as(target_relation, compiled_code | replace(own_database, '')) }}
        {%- else -%}
            {{ create_table_as(False, target_relation, compiled_code) }}
        {%- endif %}
        commit;
    {%- endcall %}
    {{ run_hooks(post_hooks) }}

    {{ return({'relations': [target_relation]}) }}
{%- endmacro %}
