{{ config(materialized=part_materialization()) }}
with rates as (
    select
        upper(trim(currency)) as currency,
        valid_from,
        rate_to_reporting_currency
    from {{ ref('currency_rates') }}
),

final as (
    select
        currency,
        valid_from,
        lead(valid_from) over (partition by currency order by valid_from) as valid_to,
        rate_to_reporting_currency
    from rates
    where currency != '{{ var("reporting_currency") }}'
    union all
    select
        '{{ var("reporting_currency") }}' as currency,
        cast('1900-01-01' as date) as valid_from,
        cast(null as date) as valid_to,
        cast(1 as {{ type_double() }}) as rate_to_reporting_currency
)

select * from final
