{{ config(materialized='table') }}
with costs as (
    select * from {{ ref('base_finance__costs') }}
),

final as (
    select
        ---------- ids
        costs.cost_id,
        costs.team_id,

        ---------- dates
        cast(date_trunc('month', costs.month) as date) as month,

        ---------- categories
        lower(costs.category) as category,
        costs.cost_item,
        upper(costs.currency) as currency,
        costs.channel as raw_channel,
        {{ mapped_group('costs.channel', 'channel_groups.channel_group') }} as channel,

        ---------- numerics
        costs.amount,

        ---------- delivery
        costs.source_system,
        costs.updated_at,
        costs.loaded_at,
        costs.is_stale
    from costs
    {{ join_mapping('channel_groups', 'costs.channel') }}
    where costs.version_rank = 1
)

select * from final
