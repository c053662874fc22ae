with source_coverage as (
    select * from {{ ref('int_source_coverage') }}
),

newest as (
    select
        max(covered_until) as occurred_at,
        max(delivered_until) as delivered_at
    from source_coverage
    where raw_table in ('tickets', 'ticket_events', 'calls', 'surveys', 'help_center_events')
),

final as (
    select
        {%- if given_as_of() %}
        {{ safe_timestamp(quote_text(given_as_of())) }} as as_of
        {%- else %}
        case
            when delivered_at between occurred_at and {{ add_seconds('occurred_at', 2 * 86400) }}
                then delivered_at
            else occurred_at
        end as as_of
        {%- endif %}
    from newest
)

select * from final
