-- What: the keys of the tables in models/marts/kpis/numbers.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('kpi_focus_tests'), ['kpi_id', 'period_grain']) }}
union all
{{ broken_keys(
    ref('kpi_balance_points'),
    ['kpi_id', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(
    ref('kpi_results'),
    ['kpi_id', 'statistic', 'period_grain', 'period_start', 'slice_name', 'slice_value']
) }}
union all
{{ broken_keys(ref('kpi_statistics'), ['kpi_id', 'statistic']) }}
union all
{{ broken_keys(ref('kpi_availability'), ['kpi_id']) }}
union all
{{ broken_keys(ref('kpi_series'), ['series_id']) }}
union all
{{ broken_keys(ref('kpi_measured'), ['series_id', 'period_start']) }}
union all
{{ broken_keys(ref('kpi_signals'), ['series_id', 'period_start']) }}
