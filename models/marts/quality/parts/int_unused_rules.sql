{{ config(materialized='ephemeral') }}
{%- set watched = "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" -%}
{%- set in_force = '(target_set is null or target_set = ' ~ sql_text(chosen_target_set()) ~ ')' -%}

with series as (
    select * from {{ ref('kpi_series') }}
),

-- Of a KPI without any of these there are no data at all, and its status says so.
measured as (
    select distinct
        kpi_id,
        statistic
    from series
    where slice_name != 'overall' or period_grain != 'month'
),

numbers as (
    select
        kpi_id,
        statistic,
        period_grain,
        slice_name,
        slice_value
    from series
    union all
    select distinct
        kpi_id,
        statistic,
        period_grain,
        '' as slice_name,
        '' as slice_value
    from series
),

named as (
    select
        'kpi_targets' as seed_name,
        kpi_id,
        statistic,
        period_grain,
        coalesce(slice_name, '') as slice_name,
        coalesce(slice_value, '') as slice_value
    from {{ ref('kpi_targets') }}
    where {{ in_force }}
    union all
    -- Effects are of watched slices, which have weeks; what has weeks has months too.
    select
        'interventions' as seed_name,
        interventions.kpi_id,
        catalogue.headline_statistic as statistic,
        case when interventions.slice_name not in ({{ watched }}) then 'week' else 'month' end
            as period_grain,
        coalesce(interventions.slice_name, '') as slice_name,
        coalesce(interventions.slice_value, '') as slice_value
    from {{ ref('interventions') }} as interventions
    inner join {{ ref('kpi_catalogue') }} as catalogue
        on interventions.kpi_id = catalogue.kpi_id
    where {{ in_force }}
),

queues as (
    select distinct
        queue_id,
        media
    from {{ ref('int_calls') }}
    where queue_id is not null
),

final as (
    select
        named.seed_name,
        case when named.slice_name = '' then 'period_grain' else 'slice_value' end as column_name,
        trim(
            named.kpi_id || ' ' || named.statistic || ' ' || named.period_grain || ' '
            || named.slice_name || ' ' || named.slice_value
        ) as detail
    from named
    inner join measured
        on named.kpi_id = measured.kpi_id and named.statistic = measured.statistic
    left join numbers
        on
            named.kpi_id = numbers.kpi_id
            and named.statistic = numbers.statistic
            and named.period_grain = numbers.period_grain
            and named.slice_name = numbers.slice_name
            and named.slice_value = numbers.slice_value
    where numbers.kpi_id is null
    union all
    select
        'staffing_groups' as seed_name,
        'queue_id' as column_name,
        rules.queue_id || ' ' || rules.media as detail
    from {{ ref('staffing_groups') }} as rules
    left join queues
        on rules.queue_id = queues.queue_id and rules.media = queues.media
    where queues.queue_id is null and exists (select 1 from queues)
)

select * from final
