{# Rows read = rows staged + repeats dropped + rows quarantined, for every raw table.

   Why it matters: a row that is lost or doubled on the way changes every KPI without a trace.
   How to fix: compare the raw files with the base model first, then the base with staging. #}
{% test conserves_rows(model) %}
-- A table without a row in the counts must fail too.
with expected as (
    {%- for source_name, table_name, staging_model in raw_tables() %}
    select cast('{{ table_name }}' as {{ type_text() }}) as raw_table
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    expected.raw_table as missing_or_wrong_table,
    counted.*
from expected
left join {{ model }} as counted on expected.raw_table = counted.raw_table
where counted.rows_read is distinct from (
        counted.rows_staged + counted.rows_repeated + counted.rows_quarantined
    )
    or counted.rows_read is null
{% endtest %}
