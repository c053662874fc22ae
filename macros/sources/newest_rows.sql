{# The rows of a table of a source that is loaded again and again: of each key the last version, as a subquery. #}
{% macro newest_rows(source_name, table_name, key='id', moment='updated_at') -%}
    (
        select *
        from (
            select
                *,
                row_number() over (partition by {{ key }} order by {{ moment }} desc nulls last) as version_rank
            from {{ source_rows(source_name, table_name) }} as versions
        ) as ranked
        where version_rank = 1
    )
{%- endmacro %}
