{{ config(materialized='table') }}

-- What was read is counted in the raw data and what was staged in the staging model, not both in
-- the base between them: only so can a lost or doubled row show.
with final as (
    {%- for source_name, table_name, staging_model in raw_tables() %}
    select
        cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
        (select count(*) from {{ raw_rows(source_name, table_name) }}) as rows_read,
        (select count(*) from {{ ref(staging_model) }}) as rows_staged,
        coalesce(sum(case when version_rank > 1 then 1 else 0 end), 0) as rows_repeated,
        coalesce(sum(case when rejected_reason is not null then 1 else 0 end), 0)
            as rows_quarantined
    from {{ ref('base_' ~ source_name ~ '__' ~ table_name) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    raw_table,
    cast(rows_read as {{ type_integer() }}) as rows_read,
    cast(rows_staged as {{ type_integer() }}) as rows_staged,
    cast(rows_repeated as {{ type_integer() }}) as rows_repeated,
    cast(rows_quarantined as {{ type_integer() }}) as rows_quarantined
from final
