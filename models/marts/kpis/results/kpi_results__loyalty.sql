{{ config(materialized=part_materialization()) }}
-- Customers at the two ends of a period, and each customer once per period from the first solve (or
-- order) in it: none is added up from days.
{{ kpi_results([
    kpi_components_of_periods(
        "(
            select
                *,
                case when is_active_at_start then 1 else 0 end as started,
                case when is_active_at_end then 1 else 0 end as ended
            from {int_customer_retention}
        )",
        slices=slices_of('customer'), kpis={
            'customer_retention_rate': kpi_customer_retention_rate(),
            'customer_churn_rate': kpi_customer_churn_rate(),
            'customer_retention_rate_naive': kpi_customer_retention_rate_naive(),
        }
    ),
    kpi_components_by_period(
        'int_customer_repurchases', 'started_date', slices=slices_of('customer'), kpis={
            'post_service_repurchase_rate': kpi_post_service_repurchase_rate(),
            'repurchase_rate_without_contact': kpi_repurchase_rate_without_contact(),
        }, grains=['week', 'month', 'quarter'], first_of='start_kind, customer_id', first_by='started_at, start_id'
    ),
]) }}
