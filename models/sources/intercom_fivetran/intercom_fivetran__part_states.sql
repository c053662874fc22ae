{{ config(enabled=is_source_enabled('intercom_fivetran')) }}

-- Parts with the state that they leave. Whatever the customer writes opens a conversation again,
-- also where no part says so.
with numbered as (
    select
        *,
        count(state) over (
            partition by conversation_id order by created_at, id
            rows between unbounded preceding and current row
        ) as state_number
    from {{ ref('intercom_fivetran__parts') }}
),

final as (
    select
        id,
        conversation_id,
        author_type,
        author_id,
        created_at,
        message_type,
        case
            when
                state is null
                and not has_own_states
                and message_type = 'public_message'
                and author_type in ('user', 'lead', 'contact')
                and first_value(state) over since_state in ('closed', 'snoozed')
                then 'open'
            else state
        end as state,
        state_before,
        assigned_to,
        is_team,
        is_admin,
        _fivetran_synced
    from numbered
    window since_state as (
        partition by conversation_id, state_number order by created_at, id
    )
)

select * from final
