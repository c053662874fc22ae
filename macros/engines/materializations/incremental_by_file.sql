{# Incremental base models on DuckDB and PostgreSQL: the rows of files that are gone or were written anew
   leave, and every key that the new rows hold is put in again with all its versions.

   Only files that changed are read, and the table is the same as if it were built whole: a typed row
   depends on nothing but its file, its rank on nothing but the rows of its key. Everything happens in
   one transaction. Where no file is unchanged the table is made anew, with whatever columns.

   The materialization has a name of its own: dbt takes no built-in one from a package. #}
{% materialization by_file, adapter='duckdb' %}
    {{ return(written_by_file()) }}
{% endmaterialization %}

{% materialization by_file, adapter='postgres' %}
    {{ return(written_by_file()) }}
{% endmaterialization %}

{% macro written_by_file() -%}
    {%- set goal = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set typed = make_temp_relation(goal) -%}
    {%- set changes = raw_file_changes_of(model.name, existing) -%}

    {%- if changes.unchanged -%}
        {%- set names = base_table_columns(goal) -%}
    {%- endif -%}

    {{ run_hooks(pre_hooks) }}
    {%- do end_of_reading() -%}
    {%- if existing is not none and not changes.unchanged and target.type == 'postgres' -%}
        {#- Views go with it, and dbt must know that. #}
        {%- do adapter.drop_relation(existing) -%}
    {%- endif -%}
    {% call statement('main', auto_begin=target.type != 'duckdb') -%}
        {%- if target.type == 'duckdb' %}
        begin transaction;
        {%- endif %}
        {% if changes.unchanged -%}
        {{ create_table_as(True, typed, compiled_code) }};
        delete from {{ goal }} where {{ is_among('raw_file', changes.gone) }};
        delete from {{ goal }} where row_key in (select row_key from {{ typed }});
        insert into {{ goal }} ({{ names }}) select {{ names }} from {{ typed }};
        drop table {{ typed }};
        {%- else -%}
        {%- if existing is not none and target.type == 'duckdb' %}
        drop {{ existing.type }} if exists {{ existing }} cascade;
        {%- endif %}
        {{ create_table_as(False, goal, compiled_code) }};
        {%- endif %}
        {%- if target.type == 'duckdb' %}
        commit;
        {%- endif %}
    {%- endcall %}
    {{ run_hooks(post_hooks) }}
    {%- do adapter.commit() -%}

    {{ return({'relations': [goal]}) }}
{%- endmacro %}

{# On DuckDB dbt opens a transaction for columns that are asked for, unless its profile says
   `disable_transactions`; a table is written in one of its own. Without one this does nothing. #}
{% macro end_of_reading() -%}
    {%- if target.type == 'duckdb' -%}
        {%- do adapter.commit() -%}
    {%- endif -%}
{%- endmacro %}

{# Columns of a table as a list in SQL. #}
{% macro base_table_columns(relation) -%}
    {{ return(adapter.get_columns_in_relation(relation) | map(attribute='quoted') | join(', ')) }}
{%- endmacro %}
