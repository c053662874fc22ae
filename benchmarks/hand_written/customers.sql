create temp table customers as
with newest as (
    select
        hidden(customer_id) as customer_id,
        hidden(canonical_customer_id) as canonical_customer_id,
        segment,
        upper(given(country)) as country,
        lower(given(language)) as language,
        is_yes(is_test) as is_test
    from raw_customers
    qualify row_number() over (partition by customer_id order by loaded_at desc) = 1
),

rooted as (
    select
        newest.*,
        coalesce(
            three.canonical_customer_id, two.canonical_customer_id, one.canonical_customer_id,
            newest.canonical_customer_id, newest.customer_id
        ) as root_id
    from newest
    left join newest as one on newest.canonical_customer_id = one.customer_id
    left join newest as two on one.canonical_customer_id = two.customer_id
    left join newest as three on two.canonical_customer_id = three.customer_id
)

select
    rooted.customer_id,
    rooted.root_id as canonical_customer_id,
    survivors.segment,
    survivors.country,
    survivors.language,
    rooted.is_test or coalesce(survivors.is_test, false) as is_test
from rooted
left join newest as survivors on rooted.root_id = survivors.customer_id
