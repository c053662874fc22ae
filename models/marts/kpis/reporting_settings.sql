select
    as_of.as_of,
    {{ sql_text(var('report_timezone')) }} as report_timezone,
    cast({{ var('week_start_dow') | int }} as integer) as week_start_dow,
    {{ sql_text(var('ticket_url_template')) }} as ticket_url_template,
    cast({{ var('agent_pages') }} as boolean) as has_agent_pages,
    {{ sql_text(chosen_target_set()) }} as target_set
from {{ ref('int_as_of') }} as as_of
