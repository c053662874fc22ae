{{ config(materialized='ephemeral') }}
-- What a KPI needs, as its definition lists it, and nobody has delivered: all needs must be met, by
-- one of their inputs each.
with needs as (
    select * from (
        values
        {%- for kpi_id, number, inputs in kpi_needs() %}
        {%- set told = inputs | reject('equalto', 'tickets.none') | join('|') %}
        {%- for input in inputs %}
        ('{{ kpi_id }}', {{ number }}, '{{ input }}', '{{ told }}'),
        {%- endfor %}
        {%- endfor %}
        ('', 0, '', '')
    ) as listed (kpi_id, need_number, input_name, inputs)
),

delivered as (
    select * from {{ ref('kpi_delivered_inputs') }}
),

met as (
    select
        needs.kpi_id,
        needs.need_number,
        needs.inputs,
        max(case when delivered.is_delivered then 1 else 0 end) = 1 as is_met
    from needs
    left join delivered
        on needs.input_name = delivered.input_name
    where needs.kpi_id != ''
    group by needs.kpi_id, needs.need_number, needs.inputs
),

final as (
    select
        kpi_id,
        min(inputs) as missing_input
    from met
    where not is_met
    group by kpi_id
)

select * from final
