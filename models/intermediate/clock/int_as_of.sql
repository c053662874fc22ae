{%- if given_as_of() %}
select {{ safe_timestamp(quote_text(given_as_of())) }} as as_of
{%- else %}
{%- set raw_tables = {
    'tickets': ref('base_helpdesk__tickets'),
    'ticket_events': ref('base_helpdesk__ticket_events'),
    'calls': ref('base_telephony__calls'),
    'surveys': ref('base_surveys__surveys'),
    'help_center_events': ref('base_help_center__help_center_events'),
} %}
-- Read from the typed tables themselves, so that a fact waits for no table but these and its own.
with newest as (
    {%- for raw_table, relation in raw_tables.items() %}
    {{ 'union all' if not loop.first }}
    select
        max({{ latest_occurrence(raw_table) }}) as occurred_at,
        max(loaded_at) as delivered_at
    from {{ relation }}
    where version_rank = 1
    {%- endfor %}
),

newest_of_all as (
    select
        max(occurred_at) as occurred_at,
        max(delivered_at) as delivered_at
    from newest
),

final as (
    select
        case
            when delivered_at between occurred_at and {{ add_seconds('occurred_at', 2 * 86400) }}
                then delivered_at
            else occurred_at
        end as as_of
    from newest_of_all
)

select * from final
{%- endif %}
