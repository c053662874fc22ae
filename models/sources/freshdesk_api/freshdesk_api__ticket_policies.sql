{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- A ticket does not name its policy: it is the first active one whose conditions it fulfils, else
-- the default. Segments of contacts and companies are not landed: where such a condition comes
-- first, the policy of the ticket is unknown.
{%- set conditions = {
    'group_ids': 'group_id', 'company_ids': 'company_id', 'product_ids': 'product_id',
    'sources': 'source', 'ticket_types': 'type'
} %}
{%- set brackets = "translate({}, '[]\" ', ',,')" %}
with policies as (
    select
        *,
        {%- for key in conditions %}
        {{ brackets.format(json_text('applicable_to', [key])) }} as {{ key }},
        {%- endfor %}
        coalesce(
            {{ json_text('applicable_to', ['contact_segments']) }},
            {{ json_text('applicable_to', ['company_segments']) }}
        ) is not null as has_segments
    from {{ newest_rows('freshdesk_api', 'sla_policies') }} as policies
    where {{ safe_boolean('active') }}
),

fitting as (
    select
        tickets.id as ticket_id,
        policies.id as sla_policy_id,
        policies.has_segments,
        row_number() over (
            partition by tickets.id
            order by
                case when {{ safe_boolean('policies.is_default') }} then 1 else 0 end,
                {{ safe_integer('policies.position') }}
        ) as place
    from {{ newest_rows('freshdesk_api', 'tickets') }} as tickets
    inner join policies
        on
            1 = 1
            {%- for key, column in conditions.items() %}
            and (
                policies.{{ key }} is null
                or policies.{{ key }} like '%,' || replace(tickets.{{ column }}, ' ', '') || ',%'
            )
            {%- endfor %}
),

final as (
    select
        ticket_id,
        case when not has_segments then sla_policy_id end as sla_policy_id
    from fitting
    where place = 1
)

select * from final
