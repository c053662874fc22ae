-- Who helped themselves and who wrote in; a person can be both.
with sessions as (
    select * from {{ ref('fct_help_center_sessions') }} where has_self_service
),

contacts as (
    select * from {{ ref('int_contacts') }}
),

final as (
    select
        started_date as active_date,
        coalesce('customer|' || customer_id, 'visitor|' || visitor_id) as reader_id,
        cast(null as {{ type_text() }}) as writer_id,
        is_deflection_eligible and is_deflected as is_deflected_session,
        false as is_ticket,
        is_deflection_mature
    from sessions
    union all
    select
        contacted_date as active_date,
        cast(null as {{ type_text() }}) as reader_id,
        coalesce('customer|' || customer_id, 'contact|' || contact_id) as writer_id,
        false as is_deflected_session,
        true as is_ticket,
        true as is_deflection_mature
    from contacts
    where contact_kind = 'ticket'
)

select * from final
