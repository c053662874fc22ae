with source_coverage as (
    select * from {{ ref('int_source_coverage') }}
),

newest_occurrence as (
    select max(covered_until) as as_of
    from source_coverage
    where raw_table in ('tickets', 'ticket_events', 'calls', 'surveys', 'help_center_events')
),

final as (
    select
        {%- if given_as_of() %}
        {{ safe_timestamp("'" ~ (given_as_of() | string | replace("'", "''")) ~ "'") }} as as_of
        {%- else %}
        as_of
        {%- endif %}
    from newest_occurrence
)

select * from final
