with returns as (
    select * from {{ ref('stg_commerce__product_returns') }}
),

as_of as (
    select * from {{ ref('int_as_of') }}
),

final as (
    select
        returns.return_id,
        returns.order_id,
        returns.product_id,
        returns.ticket_id,
        returns.received_at,
        {{ report_date('returns.received_at') }} as received_date,
        coalesce(returns.units, 1) as units,
        returns.resolution,
        {{ is_word_of('returns.return_reason', 'defect_return_reasons') }} as is_defective,
        case
            when returns.resolution in ('refund', 'exchange') then coalesce(returns.units, 1)
            else 0
        end as given_back_units
    from returns
    cross join as_of
    where returns.received_at <= as_of.as_of
)

select * from final
