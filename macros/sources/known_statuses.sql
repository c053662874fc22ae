{# Statuses that seed `ticket_status_groups` knows for a system, as a subquery: `word`, and `is_done` where a ticket is
   over with it. Systems whose statuses are free names say of each whether it ends a ticket: a name that the seed
   does not know, or knows otherwise, gives way to that. #}
{% macro known_statuses(system) -%}
    (
        select distinct
            {{ mapping_key('raw_status') }} as word,
            not {{ is_open_status('status_group') }} as is_done
        from {{ ref('ticket_status_groups') }}
        where coalesce(source_system, '') in ('', '{{ system }}')
    )
{%- endmacro %}
