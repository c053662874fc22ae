with row_counts as (
    select * from {{ ref('raw_row_counts') }}
),

findings as (
    select
        'rows_repeated' as finding,
        raw_table as subject,
        cast(null as {{ type_text() }}) as column_name,
        cast(null as {{ type_text() }}) as detail,
        rows_repeated as affected_rows
    from row_counts
    where rows_repeated > 0
    {%- for what in ['rows', 'values'] %}
    union all
    select
        '{{ what }}_quarantined' as finding,
        raw_table as subject,
        column_name,
        reason as detail,
        count(*) as affected_rows
    from {{ ref('quarantined_' ~ what) }}
    group by raw_table, column_name, reason
    {%- endfor %}
    union all
    select
        'values_unmapped' as finding,
        mapping_name as subject,
        column_name,
        raw_value as detail,
        sum(row_count) as affected_rows
    from {{ ref('unmapped_values') }}
    group by mapping_name, column_name, raw_value
    union all
    select
        'impossible_times' as finding,
        subject,
        column_name,
        detail,
        affected_rows
    from {{ ref('int_impossible_times') }}
    where affected_rows > 0
    union all
    select
        'authors_unknown' as finding,
        'ticket_events' as subject,
        'actor_id' as column_name,
        'nobody knows who wrote: no first response and no reply' as detail,
        count(*) as affected_rows
    from {{ ref('int_ticket_messages') }}
    where author_role = 'unknown'
    having count(*) > 0
    union all
    select
        'slice_folded' as finding,
        slice_name as subject,
        cast(null as {{ type_text() }}) as column_name,
        cast(count(*) as {{ type_text() }})
        || ' values are published together as (other)' as detail,
        sum(row_count) as affected_rows
    from {{ ref('int_small_slice_values') }}
    where is_folded
    group by slice_name
    union all
    select
        'rules_unused' as finding,
        seed_name as subject,
        column_name,
        detail,
        count(*) as affected_rows
    from {{ ref('int_unused_rules') }}
    group by seed_name, column_name, detail
    union all
    select
        'reported_values' as finding,
        metric as subject,
        cast(null as {{ type_text() }}) as column_name,
        cause as detail,
        count(*) as affected_rows
    from {{ ref('ticket_reconciliation') }}
    group by metric, cause
),

final as (
    select
        findings.finding,
        findings.subject,
        findings.column_name,
        findings.detail,
        cast(findings.affected_rows as bigint) as affected_rows,
        cast(row_counts.rows_read as bigint) as rows_read,
        findings.affected_rows / nullif(cast(row_counts.rows_read as {{ type_double() }}), 0)
            as affected_share
    from findings
    left join row_counts
        on findings.subject = row_counts.raw_table
)

select * from final
