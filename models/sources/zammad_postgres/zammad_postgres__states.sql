{{ config(enabled=is_source_enabled('zammad_postgres')) }}

-- Names of states are free, their types are not.
with final as (
    select
        states.id,
        types.name as state_type
    from {{ source_rows('zammad_postgres', 'ticket_states') }} as states
    inner join {{ source_rows('zammad_postgres', 'ticket_state_types') }} as types
        on states.state_type_id = types.id
)

select * from final
