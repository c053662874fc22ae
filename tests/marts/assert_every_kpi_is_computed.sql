-- What: every KPI of the catalogue is computed by a model, in every statistic that it announces,
--   and nothing else is.
-- Why it matters: a count that no model computes would be published as 0.
-- How to fix: add the KPI to a results model, or give its statistics in the catalogue (and in the
--   seed `statistics` and the variable `kpi_quantiles`) as the model has them.
with announced as (
    select * from {{ ref('kpi_statistics') }}
),

computed as (
    select distinct * from (
        values
        {%- if execute %}
        {%- for entry in registered_kpis() if entry.part != 'components' %}
        {%- for kpi_id, kpi in entry.kpis.items() %}
        {%- set quantiles = var('kpi_quantiles') | list if kpi.has_quantiles else [] %}
        {%- for statistic in [kpi.statistic] + quantiles %}
        ('{{ kpi_id }}', '{{ statistic }}'),
        {%- endfor %}
        {%- endfor %}
        {%- endfor %}
        {%- endif %}
        ('', '')
    ) as listed (kpi_id, statistic)
    where kpi_id != ''
),

published as (
    select distinct
        kpi_id,
        statistic
    from {{ ref('kpi_results') }}
),

final as (
    select
        announced.kpi_id,
        announced.statistic,
        'announced, but no model computes it' as broken_rule
    from announced
    left join computed
        on announced.kpi_id = computed.kpi_id and announced.statistic = computed.statistic
    where computed.kpi_id is null
    union all
    select
        published.kpi_id,
        published.statistic,
        'computed, but not announced' as broken_rule
    from published
    left join announced
        on published.kpi_id = announced.kpi_id and published.statistic = announced.statistic
    where announced.kpi_id is null
)

select * from final
