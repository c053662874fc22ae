with customers as (
    select * from {{ ref('stg_commerce__customers') }}
),

merged as (
    select * from {{ ref('int_customers_merged') }}
),

seen as (
    select merged_customer_id as customer_id from {{ ref('int_tickets_scoped') }}
    union
    select merged_customer_id as customer_id from {{ ref('int_calls_scoped') }}
    union
    select customer_id from {{ ref('fct_survey_responses') }}
    union
    select customer_id from {{ ref('fct_help_center_sessions') }}
    union
    select canonical_customer_id as customer_id from merged
),

merged_counts as (
    select
        canonical_customer_id,
        count(*) as account_count
    from merged
    group by canonical_customer_id
),

final as (
    select
        seen.customer_id,
        customers.segment,
        customers.country,
        customers.language,
        customers.active_from,
        customers.active_to,
        coalesce(customers.is_test, false) as is_test,
        customers.customer_id is not null as is_known,
        cast(coalesce(merged_counts.account_count, 1) as integer) as account_count
    from seen
    left join customers
        on seen.customer_id = customers.customer_id
    left join merged_counts
        on seen.customer_id = merged_counts.canonical_customer_id
    where seen.customer_id is not null
)

select * from final
