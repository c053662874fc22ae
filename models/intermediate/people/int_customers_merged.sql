with customers as (
    select * from {{ ref('stg_commerce__customers') }}
),

-- Merges of merges are followed four steps; a circle ends at the smallest id in it.
chains as (
    select
        customers.customer_id,
        coalesce(step_one.canonical_customer_id, customers.canonical_customer_id) as second_id,
        step_two.canonical_customer_id as third_id,
        step_three.canonical_customer_id as fourth_id,
        customers.canonical_customer_id as first_id
    from customers
    left join customers as step_one
        on customers.canonical_customer_id = step_one.customer_id
    left join customers as step_two
        on step_one.canonical_customer_id = step_two.customer_id
    left join customers as step_three
        on step_two.canonical_customer_id = step_three.customer_id
),

roots as (
    select
        customer_id,
        case
            when customer_id in (first_id, second_id, third_id, fourth_id)
                then least(customer_id, first_id, second_id, third_id, fourth_id)
            else coalesce(fourth_id, third_id, second_id, first_id, customer_id)
        end as canonical_customer_id
    from chains
),

final as (
    select
        roots.customer_id,
        roots.canonical_customer_id,
        survivors.segment,
        survivors.country,
        survivors.language,
        coalesce(customers.is_test, false) or coalesce(survivors.is_test, false) as is_test
    from roots
    inner join customers
        on roots.customer_id = customers.customer_id
    left join customers as survivors
        on roots.canonical_customer_id = survivors.customer_id
)

select * from final
