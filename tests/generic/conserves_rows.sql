{# Rows read = rows staged + repeats dropped + rows quarantined, for one raw table.

   Why it matters: a row that is lost or doubled on the way changes every KPI without a trace.
   How to fix: compare the raw files with the base model first, then the base with staging. #}
{% test conserves_rows(model, raw_table) %}
with counted as (
    select * from {{ model }} where raw_table = '{{ raw_table }}'
),

-- A table without a row in the counts must fail too.
expected as (
    select cast('{{ raw_table }}' as {{ type_text() }}) as raw_table
)

select
    expected.raw_table as missing_or_wrong_table,
    counted.*
from expected
left join counted on expected.raw_table = counted.raw_table
where counted.rows_read is distinct from (
        counted.rows_staged + counted.rows_repeated + counted.rows_quarantined
    )
    or counted.rows_read is null
{% endtest %}
