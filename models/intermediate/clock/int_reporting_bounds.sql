{%- set history_days = (var('history_years') | int) * 366 -%}

with as_of as (
    select
        as_of,
        {{ report_date('as_of') }} as as_of_date
    from {{ ref('int_as_of') }}
),

source_coverage as (
    select min({{ report_date('covered_from') }}) as first_date
    from {{ ref('int_source_coverage') }}
    where
        raw_table in (
            'tickets', 'ticket_events', 'calls', 'surveys', 'help_center_events', 'orders'
        )
),

final as (
    select
        as_of.as_of,
        as_of.as_of_date,
        greatest(
            source_coverage.first_date, {{ date_add_days('as_of.as_of_date', '-' ~ history_days) }}
        ) as first_date
    from as_of
    cross join source_coverage
)

select * from final
