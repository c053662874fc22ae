with catalogue as (
    select * from {{ ref('kpi_catalogue') }}
),

source_coverage as (
    select * from {{ ref('int_source_coverage') }}
),

deadlines as (
    select
        max(case when target_source in ('ticket', 'policy') then 1 else 0 end) as has_agreed,
        count(*) as has_any
    from {{ ref('int_sla_deadlines') }}
),

-- A rule is there when its table was delivered or the tickets themselves carry it.
rules as (
    select
        'sla_policies' as rule_table,
        source_coverage.is_delivered or coalesce(deadlines.has_agreed, 0) > 0 as is_rule_there
    from source_coverage
    cross join deadlines
    where source_coverage.raw_table = 'sla_policies'
    union all
    select
        'deadlines' as rule_table,
        source_coverage.is_delivered or coalesce(deadlines.has_any, 0) > 0 as is_rule_there
    from source_coverage
    cross join deadlines
    where source_coverage.raw_table = 'sla_policies'
    union all
    select
        'business_hours' as rule_table,
        source_coverage.is_delivered as is_rule_there
    from source_coverage
    where source_coverage.raw_table = 'business_hours'
),

sources as (
    select
        catalogue.kpi_id,
        max(case when source_coverage.is_delivered then 1 else 0 end) = 1 as is_source_there,
        min({{ report_date('source_coverage.covered_from') }}) as covered_from,
        max({{ report_date('source_coverage.covered_until') }}) as covered_until
    from catalogue
    inner join source_coverage
        on '|' || catalogue.source_tables || '|' like '%|' || source_coverage.raw_table || '|%'
    group by catalogue.kpi_id
),

final as (
    select
        sources.kpi_id,
        sources.is_source_there,
        sources.covered_from,
        sources.covered_until,
        catalogue.rule_table is null or rules.is_rule_there as is_rule_there
    from sources
    inner join catalogue
        on sources.kpi_id = catalogue.kpi_id
    left join rules
        on catalogue.rule_table = rules.rule_table
)

select * from final
