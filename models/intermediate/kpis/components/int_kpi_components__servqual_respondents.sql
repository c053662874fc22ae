{{ kpi_components_by_period(
    rows=ref('int_servqual_respondents'),
    date_column='responded_date',
    kpis={
        'servqual_gap': kpi_servqual_gap,
        'servqual_gap_weighted': kpi_servqual_gap_weighted,
        'servqual_gap_tangibles': kpi_servqual_gap_tangibles,
        'servqual_gap_reliability': kpi_servqual_gap_reliability,
        'servqual_gap_responsiveness': kpi_servqual_gap_responsiveness,
        'servqual_gap_assurance': kpi_servqual_gap_assurance,
        'servqual_gap_empathy': kpi_servqual_gap_empathy,
        'servperf': kpi_servperf,
    },
    slices={
        'channel': 'channel',
    },
    grains=['week', 'month', 'quarter']
) }}
