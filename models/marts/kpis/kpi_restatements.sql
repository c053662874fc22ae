-- The log spans releases, and a build knows nothing of them: its rows are written when the
-- release is.
select
    cast(null as timestamp) as released_at,
    cast(null as {{ type_text() }}) as run_id,
    cast(null as {{ type_text() }}) as previous_run_id,
    cast(null as timestamp) as as_of,
    cast(null as timestamp) as previous_as_of,
    cast(null as {{ type_text() }}) as kpi_id,
    cast(null as {{ type_text() }}) as statistic,
    cast(null as {{ type_text() }}) as period_grain,
    cast(null as date) as period_start,
    cast(null as {{ type_text() }}) as slice_name,
    cast(null as {{ type_text() }}) as slice_value,
    cast(null as {{ type_double() }}) as old_value,
    cast(null as {{ type_double() }}) as new_value,
    cast(null as {{ type_double() }}) as old_numerator,
    cast(null as {{ type_double() }}) as new_numerator,
    cast(null as {{ type_double() }}) as old_denominator,
    cast(null as {{ type_double() }}) as new_denominator,
    cast(null as {{ type_text() }}) as old_status,
    cast(null as {{ type_text() }}) as new_status,
    cast(null as boolean) as was_provisional,
    cast(null as boolean) as is_withdrawn,
    cast(null as {{ type_text() }}) as reason,
    cast(null as {{ type_text() }}) as reason_details
where 1 = 0
