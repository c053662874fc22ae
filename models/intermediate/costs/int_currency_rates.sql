{{ config(materialized=part_materialization()) }}
{%- set reporting = "'" ~ var('reporting_currency') ~ "'" -%}

with given as (
    select
        upper(trim(currency)) as currency,
        valid_from,
        rate_to_reporting_currency as rate
    from {{ ref('currency_rates') }}
),

rates as (
    select
        currency,
        valid_from,
        lead(valid_from) over (partition by currency order by valid_from) as valid_to,
        rate,
        min(rate) over (partition by currency) = 1 and max(rate) over (partition by currency) = 1
            as is_always_one
    from given
),

-- What the reporting currency is worth in that of the rates. Without a row of its own it is that
-- currency, unless another one is always 1: in that one its worth is unknown.
own_rates as (
    select
        valid_from,
        valid_to,
        rate
    from rates
    where currency = {{ reporting }}
    union all
    select
        cast('1900-01-01' as date) as valid_from,
        cast(null as date) as valid_to,
        cast(1 as {{ type_double() }}) as rate
    from (
        select count(case when currency = {{ reporting }} or is_always_one then 1 end) as units
        from rates
    ) as counted
    where units = 0
),

final as (
    select
        rates.currency,
        greatest(rates.valid_from, own_rates.valid_from) as valid_from,
        case
            when rates.valid_to is null or own_rates.valid_to < rates.valid_to
                then own_rates.valid_to
            else rates.valid_to
        end as valid_to,
        rates.rate / nullif(own_rates.rate, 0) as rate_to_reporting_currency
    from rates
    inner join own_rates
        on
            (own_rates.valid_to is null or rates.valid_from < own_rates.valid_to)
            and (rates.valid_to is null or rates.valid_to > own_rates.valid_from)
    where rates.currency != {{ reporting }}
    union all
    select
        {{ reporting }} as currency,
        cast('1900-01-01' as date) as valid_from,
        cast(null as date) as valid_to,
        cast(1 as {{ type_double() }}) as rate_to_reporting_currency
)

select * from final
