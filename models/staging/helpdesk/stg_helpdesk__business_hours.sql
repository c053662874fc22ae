with business_hours as (
    select * from {{ ref('base_helpdesk__business_hours') }}
),

final as (
    select
        ---------- ids
        business_hours.schedule_id,

        ---------- categories
        coalesce(zones.iana_name, business_hours.timezone) as timezone,

        ---------- numerics
        business_hours.iso_weekday,
        business_hours.open_time as opens_at_second,
        business_hours.close_time as closes_at_second,

        ---------- booleans
        coalesce(business_hours.is_default, false) as is_default,

        ---------- dates
        business_hours.valid_from,
        business_hours.valid_to,

        ---------- delivery
        business_hours.source_system,
        business_hours.updated_at,
        business_hours.loaded_at,
        business_hours.is_stale
    from business_hours
    left join {{ ref('time_zone_names') }} as zones
        on {{ mapping_key('business_hours.timezone') }} = zones.zone_name
    where business_hours.version_rank = 1
)

select * from final
