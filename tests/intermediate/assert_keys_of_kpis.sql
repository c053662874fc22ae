-- What: the keys of the tables in models/intermediate/kpis.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_kpi_focus_tests'), ['kpi_id', 'period_grain']) }}
union all
{{ broken_keys(
    ref('int_kpi_balance_points'),
    ['kpi_id', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(
    ref('int_kpi_results'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(ref('int_kpi_statistics'), ['kpi_id', 'statistic']) }}
union all
{{ broken_keys(ref('int_kpi_availability'), ['kpi_id']) }}
union all
{{ broken_keys(
    ref('int_kpi_keys'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(
    ref('int_kpi_measured'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(
    ref('int_kpi_signals'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
