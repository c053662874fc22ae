{# Incremental base models on Spark. Plain Parquet tables cannot lose single rows, so the
   rows that stay are written anew beside the new ones; what is saved is typing them. Killed between
   the last statements the table is missing, and the next build writes it whole. #}
{% materialization by_file, adapter='spark' %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set goal = this.incorporate(type='table') -%}
    {%- set typed = make_intermediate_relation(goal, '__typed') -%}
    {%- set next = make_intermediate_relation(goal, '__next') -%}
    {%- set changes = raw_file_changes_of(model.name, existing) -%}

    {{ run_hooks(pre_hooks) }}
    {%- do run_query('drop table if exists ' ~ typed) -%}
    {%- do run_query('drop table if exists ' ~ next) -%}
    {%- if changes.unchanged -%}
        {%- do run_query(create_table_as(False, typed, compiled_code)) -%}
        {%- set names = adapter.get_columns_in_relation(typed) | map(attribute='name') -%}
        {%- set rows = rows_that_stay(names | join(', '), goal, typed, changes.gone) -%}
    {%- endif -%}
    {% call statement('main') -%}
        {{ create_table_as(False, next, rows or compiled_code) }}
    {%- endcall %}
    {%- do run_query('drop table if exists ' ~ typed) -%}
    {%- do run_query('drop table if exists ' ~ goal) -%}
    {%- do run_query('alter table ' ~ next ~ ' rename to ' ~ goal) -%}
    {{ run_hooks(post_hooks) }}

    {{ return({'relations': [goal]}) }}
{% endmaterialization %}

{# Old rows that no new row replaces, and the new ones. A row without a key has no other version. #}
{% macro rows_that_stay(names, goal, typed, gone) -%}
    select {{ names }}
    from {{ goal }} as kept
    where not ({{ is_among('kept.raw_file', gone) }})
        and not exists (select 1 from {{ typed }} as typed where typed.row_key = kept.row_key)
    union all
    select {{ names }} from {{ typed }}
{%- endmacro %}
