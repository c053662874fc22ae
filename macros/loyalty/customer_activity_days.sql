{% macro customer_activity_days(spans, contacts, bounds) -%}
    {#- From when to when somebody is an active customer: by account or order, or by a contact. -#}
    {%- set contact_days = (var('customer_active_contact_days') | int) - 1 -%}
    select
        activity_spans.customer_id,
        greatest(
            coalesce(activity_spans.active_from, reporting_bounds.first_date),
            reporting_bounds.first_date
        ) as active_from,
        coalesce(activity_spans.active_to, reporting_bounds.as_of_date) as active_to
    from {{ spans }} as activity_spans
    cross join {{ bounds }} as reporting_bounds
    union all
    select distinct
        customer_id,
        contacted_date as active_from,
        {{ date_add_days('contacted_date', contact_days) }} as active_to
    from {{ contacts }}
    where customer_id is not null
{%- endmacro %}
