{%- set window_seconds = variable_seconds('repurchase_window_days') -%}

with orders as (
    select * from {{ ref('int_orders_counted') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

tickets as (
    select * from {{ ref('int_tickets') }}
    where is_handled and first_solved_at is not null and customer_id is not null
),

contacts as (
    select * from {{ ref('int_contacts') }} where customer_id is not null
),

returned_tickets as (
    select distinct ticket_id
    from {{ ref('stg_commerce__product_returns') }}
    where ticket_id is not null
),

-- After-sales: the ticket is about a product, or an order came back through it.
solves as (
    select
        'service' as start_kind,
        'ticket|' || tickets.ticket_id as start_id,
        tickets.customer_id,
        tickets.first_solved_at as started_at,
        tickets.customer_segment,
        tickets.country,
        tickets.language
    from tickets
    left join returned_tickets
        on tickets.ticket_id = returned_tickets.ticket_id
    where tickets.product_id is not null or returned_tickets.ticket_id is not null
),

quiet_orders as (
    select
        'order_without_contact' as start_kind,
        'order|' || orders.order_id as start_id,
        orders.customer_id,
        orders.ordered_at as started_at,
        orders.customer_segment,
        orders.country,
        orders.language
    from orders
    left join contacts
        on
            orders.customer_id = contacts.customer_id
            and orders.ordered_at < contacts.contacted_at
            and {{ add_seconds('orders.ordered_at', window_seconds) }} >= contacts.contacted_at
    where contacts.contact_id is null
),

starts as (
    select * from solves
    union all
    select * from quiet_orders
),

with_orders as (
    select
        starts.start_id,
        min(orders.ordered_at) as first_ordered_at,
        min(
            case when orders.ordered_at > starts.started_at then orders.ordered_at end
        ) as next_ordered_at
    from starts
    inner join orders
        on starts.customer_id = orders.customer_id
    group by starts.start_id
),

final as (
    select
        starts.*,
        {{ report_date('starts.started_at') }} as started_date,
        coalesce(
            with_orders.next_ordered_at <= {{ add_seconds('starts.started_at', window_seconds) }},
            false
        ) as is_repurchased,
        {{ add_seconds('starts.started_at', window_seconds) }} <= as_of.as_of
            as is_repurchase_mature
    from starts
    cross join as_of
    inner join with_orders
        on starts.start_id = with_orders.start_id
    where with_orders.first_ordered_at <= starts.started_at
)

select * from final
