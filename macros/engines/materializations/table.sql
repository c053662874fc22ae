{# A table on DuckDB, written under its own name in one transaction.

   dbt-duckdb builds beside it, renames and drops, four more statements for each of some two hundred
   tables. Here nobody reads the build before it is published, and a transaction that fails leaves
   the table as it was. #}
{% materialization table, adapter='duckdb' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}

    {{ run_hooks(pre_hooks, inside_transaction=True) }}
    {%- if existing is not none -%}
        {%- do drop_relation_if_exists(existing) -%}
    {%- endif -%}
    {% call statement('main') -%}
        {{ create_table_as(False, target_relation, compiled_code) }}
    {%- endcall %}
    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {{ adapter.commit() }}

    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
