with tests as (
    select * from {{ ref('kpi_focus_tests') }}
),

kpi_values as (
    select * from {{ ref('kpi_values') }} where slice_name = 'overall'
),

kpis as (
    select * from {{ ref('dim_kpis') }}
),

final as (
    select
        tests.kpi_id,
        kpis.kpi_name_en,
        kpis.kpi_name_fa,
        kpis.kpi_name_ro,
        kpis.kpi_name_ru,
        tests.focus_rank,
        tests.period_grain,
        tests.period_start,
        tests.statistic,
        kpi_values.value,
        {{ display_value('kpi_values.value', 'kpis.display_unit') }} as display_value,
        kpi_values.value_status,
        kpi_values.target_low,
        kpi_values.target_high,
        kpi_values.target_status,
        kpi_values.target_side,
        kpi_values.previous_value,
        kpi_values.change,
        tests.p_value,
        -- Nothing is said where nothing was tested.
        case when tests.p_value is not null then coalesce(tests.is_below_limit, false) end
            as is_significant_change,
        kpi_values.as_of
    from tests
    inner join kpis
        on tests.kpi_id = kpis.kpi_id
    left join kpi_values
        on
            tests.kpi_id = kpi_values.kpi_id
            and tests.statistic = kpi_values.statistic
            and tests.period_grain = kpi_values.period_grain
            and tests.period_start = kpi_values.period_start
)

select * from final
