{{ config(materialized=part_materialization()) }}
{{ kpi_results([
    kpi_components(
        'int_help_center_actions', 'occurred_date', slices=dict(slices_of('visit'), article='article_id'), kpis={
            'support_page_views': kpi_support_page_views(),
            'article_helpfulness_rate': kpi_article_helpfulness_rate(),
            'zero_result_search_rate': kpi_zero_result_search_rate(),
        }
    ),
    kpi_components(
        'fct_help_center_sessions', 'started_date', slices=slices_of('visit'), kpis={
            'deflection_rate': kpi_deflection_rate(),
            'deflection_rate_48h': kpi_deflection_rate_48h(),
            'deflection_rate_72h': kpi_deflection_rate_72h(),
            'deflection_rate_anonymous_upper': kpi_deflection_rate_anonymous_upper(),
            'self_service_escalation_rate': kpi_self_service_escalation_rate(),
            'help_center_sessions': kpi_help_center_sessions(),
        }
    ),
    kpi_components_by_period(
        'int_help_center_actions', 'occurred_date', slices={}, kpis={
            'unique_viewers': kpi_unique_viewers(),
        }, grains=['day', 'week', 'month', 'quarter', 'rolling_28d']
    ),
    kpi_components_by_period(
        'int_self_service_people', 'active_date', slices={}, kpis={
            'self_service_ratio': kpi_self_service_ratio(),
            'implied_deflection': kpi_implied_deflection(),
        }, grains=['week', 'month', 'quarter']
    ),
]) }}
