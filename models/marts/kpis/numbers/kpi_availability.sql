with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

source_coverage as (
    select * from {{ ref('int_source_coverage') }}
),

deadlines as (
    select
        max(case when target_source != 'default' then 1 else 0 end) as has_agreed,
        count(*) as has_any
    from {{ ref('int_sla_targets') }}
),

-- A rule is there when its table was delivered or the tickets themselves carry it.
rules as (
    {%- for rule_table, raw_table, carried in [
        ('sla_policies', 'sla_policies', 'coalesce(deadlines.has_agreed, 0) > 0'),
        ('deadlines', 'sla_policies', 'coalesce(deadlines.has_any, 0) > 0'),
        ('business_hours', 'business_hours', 'false'),
    ] %}
    {{ 'union all' if not loop.first }}
    select
        '{{ rule_table }}' as rule_table,
        source_coverage.is_delivered or {{ carried }} as is_rule_there
    from source_coverage
    cross join deadlines
    where source_coverage.raw_table = '{{ raw_table }}'
    {%- endfor %}
),

-- A ticket's numbers go on while its events do.
sources as (
    select
        catalogue.kpi_id,
        max(
            case
                when
                    source_coverage.is_delivered
                    and '|' || catalogue.source_tables || '|'
                    like '%|' || source_coverage.raw_table || '|%' then 1
                else 0
            end
        ) = 1 as is_table_there,
        min({{ report_date('source_coverage.covered_from') }}) as covered_from,
        -- A register without a time of delivery was delivered with all the rest.
        max({{ report_date(
            'case when source_coverage.is_delivered'
            ~ ' then coalesce(source_coverage.covered_until, as_of.as_of) end'
        ) }}) as covered_until
    from catalogue
    cross join {{ ref('int_as_of') }} as as_of
    inner join source_coverage
        on
            '|' || catalogue.source_tables || '|' like '%|' || source_coverage.raw_table || '|%'
            or (
                source_coverage.raw_table = 'ticket_events'
                and '|' || catalogue.source_tables || '|' like '%|tickets|%'
            )
    group by catalogue.kpi_id
),

final as (
    select
        sources.kpi_id,
        sources.is_table_there and missing.missing_input is null as is_source_there,
        case
            when not sources.is_table_there then catalogue.source_tables
            else missing.missing_input
        end as missing_input,
        sources.covered_from,
        sources.covered_until,
        catalogue.rule_table is null or rules.is_rule_there as is_rule_there
    from sources
    inner join catalogue
        on sources.kpi_id = catalogue.kpi_id
    left join rules
        on catalogue.rule_table = rules.rule_table
    left join {{ ref('kpi_missing_inputs') }} as missing
        on sources.kpi_id = missing.kpi_id
)

select * from final
