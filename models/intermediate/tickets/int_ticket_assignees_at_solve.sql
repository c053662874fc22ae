with resolutions as (
    select * from {{ ref('int_ticket_resolutions') }}
),

owners as (
    select * from {{ ref('int_ticket_owners_at_solves') }}
),

final as (
    select
        resolutions.ticket_id,
        owners.agent_id
    from resolutions
    inner join owners
        on
            resolutions.ticket_id = owners.ticket_id
            and resolutions.last_solve_span_number = owners.span_number
    where resolutions.solved_at is not null
)

select * from final
