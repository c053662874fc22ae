{{ config(materialized='ephemeral') }}
with contacts as (
    select * from {{ ref('int_contacts_joined') }}
),

teams as (
    select * from {{ ref('int_team_tiers') }}
),

-- Who had the call and, where it was passed on, to which tier: a name that is no team's is that of
-- a queue or a person, and says it by the leg that follows.
calls as (
    select
        calls.root_call_id,
        calls.outcome = 'answered' and not calls.is_bot_agent as is_taken,
        calls.transferred_to,
        calls.is_callback_accepted,
        own_teams.tier,
        coalesce(
            named_teams.tier,
            lead(own_teams.tier) over (
                partition by calls.root_call_id order by calls.started_at, calls.call_id
            )
        ) as next_tier
    from {{ ref('int_calls_scoped') }} as calls
    left join teams as own_teams
        on
            calls.team_id = own_teams.team_id
            and {{ is_within_span('calls.started_at', 'own_teams') }}
    left join teams as named_teams
        on
            calls.transferred_to = named_teams.team_id
            and {{ is_within_span('calls.started_at', 'named_teams') }}
    where
        calls.direction = 'inbound'
        and not calls.is_ring_only
        and not calls.is_offered_elsewhere
),

-- Routing by a queue or a bot is no hand-over: a person must have had the call to pass it on. Nor
-- is a call that the agent makes meanwhile.
call_handovers as (
    select
        root_call_id,
        {%- if var('fcr_allow_same_tier_transfer') %}
        count(distinct case when is_taken then coalesce(tier, '') end) > 1
        {%- else %}
        sum(case when is_taken then 1 else 0 end) > 1
        {%- endif %}
        or max(
            case
                when is_callback_accepted then 1
                when
                    is_taken and transferred_to is not null
                    {%- if var('fcr_allow_same_tier_transfer') %}
                    and tier is distinct from next_tier
                    {%- endif %}
                    then 1
                else 0
            end
        ) = 1 as is_handed_over
    from calls
    group by root_call_id
),

-- A ticket is one contact with all calls that belong to it, not only with the first.
handed_over_contacts as (
    select distinct
        coalesce('ticket|' || links.ticket_id, 'call|' || call_handovers.root_call_id)
            as contact_id
    from call_handovers
    left join {{ ref('int_call_ticket_links') }} as links
        on call_handovers.root_call_id = links.call_id
    where call_handovers.is_handed_over
),

final as (
    select
        contacts.contact_id,
        replies.replies_before_solve,
        -- A session without a ticket is one contact; so is the call that a phone ticket notes.
        coalesce(replies.answered_contacts, 0)
        + case when contacts.ticket_id is null or contacts.channel = 'phone' then 1 else 0 end
            as answered_contacts,
        coalesce(handovers.first_transferred_at <= contacts.first_solved_at, false)
        or handed_over_contacts.contact_id is not null as is_handed_over
    from contacts
    left join {{ ref('int_contact_replies') }} as replies
        on contacts.ticket_id = replies.ticket_id
    left join {{ ref('int_ticket_handovers') }} as handovers
        on contacts.ticket_id = handovers.ticket_id
    left join handed_over_contacts
        on contacts.contact_id = handed_over_contacts.contact_id
)

select * from final
