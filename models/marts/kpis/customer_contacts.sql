{%- set all_customers = 'cast(max(all_customers) as ' ~ type_double() ~ ')' -%}
{%- set all_contacts = 'cast(max(all_contacts) as ' ~ type_double() ~ ')' -%}

with contacts as (
    select * from {{ ref('fct_contacts') }} where customer_id is not null
),

per_customer as (
    select
        cast(date_trunc('month', contacted_date) as date) as month_start_date,
        customer_id,
        count(*) as contacts
    from contacts
    group by 1, 2
),

ranked as (
    select
        *,
        case
            when contacts < 3 then cast(contacts as {{ type_text() }})
            else '3_or_more'
        end as bucket,
        row_number() over (
            partition by month_start_date order by contacts desc, customer_id
        ) as customer_rank,
        count(*) over (partition by month_start_date) as all_customers,
        sum(contacts) over (partition by month_start_date) as all_contacts
    from per_customer
),

bucketed as (
    select
        month_start_date,
        bucket,
        contacts,
        all_customers,
        all_contacts
    from ranked
    union all
    -- The busiest hundredth of the customers, at least one; they stand in their bucket too.
    select
        month_start_date,
        'top_1_percent' as bucket,
        contacts,
        all_customers,
        all_contacts
    from ranked
    where customer_rank <= ceil(all_customers / 100.0)
),

final as (
    select
        month_start_date,
        bucket,
        cast(count(*) as bigint) as customers,
        cast(sum(contacts) as bigint) as contacts,
        {{ published_number('count(*) / ' ~ all_customers) }} as customer_share,
        {{ published_number('sum(contacts) / ' ~ all_contacts) }} as contact_share
    from bucketed
    group by month_start_date, bucket
)

select * from final
