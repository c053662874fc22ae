{{ kpi_components(
    rows=ref('fct_help_center_sessions'),
    date_column='started_date',
    kpis={
        'deflection_rate': kpi_deflection_rate,
        'deflection_rate_48h': kpi_deflection_rate_48h,
        'deflection_rate_72h': kpi_deflection_rate_72h,
        'deflection_rate_anonymous_upper': kpi_deflection_rate_anonymous_upper,
        'self_service_escalation_rate': kpi_self_service_escalation_rate,
        'help_center_sessions': kpi_help_center_sessions,
    },
    slices={
        'topic': 'topic_id',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
    }
) }}
