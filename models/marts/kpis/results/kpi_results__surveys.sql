{{ config(materialized=part_materialization()) }}
-- One relationship NPS per customer and period, the last: none is added up from days.
{{ kpi_results([
    kpi_components(
        'fct_survey_responses', 'responded_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'csat': kpi_csat(),
            'csat_top_two_box': kpi_csat_top_two_box(),
            'csat_mean': kpi_csat_mean(),
            'csat_mean_1_to_5': kpi_csat_mean_1_to_5(),
            'nps_transactional': kpi_nps_transactional(),
            'ces': kpi_ces(),
            'ces_mean': kpi_ces_mean(),
            'low_score_rate': kpi_low_score_rate(),
            'complaint_satisfaction_rate': kpi_complaint_satisfaction_rate(),
        }
    ),
    kpi_components(
        'int_survey_invitations', 'sent_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'survey_response_rate': kpi_survey_response_rate(),
            'csat_of_surveys_sent': kpi_csat_of_surveys_sent(),
        }
    ),
    kpi_components(
        'int_low_scores', 'responded_date', slices=slices_of('of_ticket', agent='agent_id'), kpis={
            'low_score_follow_up_rate': kpi_low_score_follow_up_rate(),
        }
    ),
    kpi_components_by_period(
        'int_servqual_respondents', 'responded_date', slices={'channel': 'channel'}, kpis={
            'servqual_gap': kpi_servqual_gap(),
            'servqual_gap_weighted': kpi_servqual_gap_weighted(),
            'servqual_gap_tangibles': kpi_servqual_gap_tangibles(),
            'servqual_gap_reliability': kpi_servqual_gap_reliability(),
            'servqual_gap_responsiveness': kpi_servqual_gap_responsiveness(),
            'servqual_gap_assurance': kpi_servqual_gap_assurance(),
            'servqual_gap_empathy': kpi_servqual_gap_empathy(),
            'servperf': kpi_servperf(),
        }, grains=['week', 'month', 'quarter']
    ),
    kpi_components_by_period(
        '(select * from {fct_survey_responses} where is_relationship_nps_response)', 'responded_date',
        slices={'channel': 'channel', 'customer_segment': 'customer_segment'}, kpis={
            'nps': kpi_nps(),
        }, grains=['week', 'month', 'quarter'], watched_only=true,
        first_of="coalesce(customer_id, 'survey|' || survey_id)",
        first_by=answered_at() ~ ' desc, survey_id desc'
    ),
]) }}
