{% macro explained_active_customers() -%}
    {#- The customers that int_active_customers counts at the end of a period, one by one. -#}
    (
        select distinct
            active.customer_id,
            0 as identified_contacts,
            0 as complaints,
            1 as active_customers
        from ({{ customer_activity_days(
            '{int_customer_activity_spans}', '{fct_contacts}', '{int_reporting_bounds}'
        ) }}) as active
        cross join {int_reporting_bounds} as reporting_bounds
        where least($end, reporting_bounds.as_of_date) between active.active_from and active.active_to
    )
{%- endmacro %}
