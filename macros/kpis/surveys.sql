{#- KPIs of surveys: what each one divides by what. Its meaning is in surveys.md. -#}

{% macro kpi_csat() %}{{ return(ratio(hit='is_satisfied', of='is_csat_response', needs=['surveys.csat'])) }}{% endmacro %}
{% macro kpi_csat_top_two_box() %}{{ return(ratio(hit='is_top_two_box', of='has_two_top_boxes', needs=['surveys.csat'])) }}{% endmacro %}
{% macro kpi_csat_mean() %}
    {{ return(mean(value='100 * normalised_score', where='is_csat_response', needs=['surveys.csat'])) }}
{% endmacro %}
{% macro kpi_csat_mean_1_to_5() %}
    {{ return(mean(value='score', where='is_csat_response and is_one_to_five_scale', needs=['surveys.csat'])) }}
{% endmacro %}
{% macro kpi_nps() %}
    {{ return(mean(value='nps_points', where='is_relationship_nps_response', statistic='score', needs=['surveys.nps_relationship'])) }}
{% endmacro %}
{% macro kpi_nps_transactional() %}
    {{ return(mean(value='nps_points', where='is_transactional_nps_response', statistic='score', needs=['surveys.nps_transactional'])) }}
{% endmacro %}
{% macro kpi_servqual_gap() %}
    {{ return(mean_of_means(values=['tangibles_gap', 'reliability_gap', 'responsiveness_gap', 'assurance_gap', 'empathy_gap'], row_value='mean_gap')) }}
{% endmacro %}
{% macro kpi_servqual_gap_weighted() %}{{ return(mean(value='weighted_gap')) }}{% endmacro %}
{% macro kpi_servqual_gap_tangibles() %}{{ return(mean(value='tangibles_gap')) }}{% endmacro %}
{% macro kpi_servqual_gap_reliability() %}{{ return(mean(value='reliability_gap')) }}{% endmacro %}
{% macro kpi_servqual_gap_responsiveness() %}{{ return(mean(value='responsiveness_gap')) }}{% endmacro %}
{% macro kpi_servqual_gap_assurance() %}{{ return(mean(value='assurance_gap')) }}{% endmacro %}
{% macro kpi_servqual_gap_empathy() %}{{ return(mean(value='empathy_gap')) }}{% endmacro %}
{% macro kpi_servperf() %}
    {{ return(mean_of_means(values=['tangibles_perception', 'reliability_perception', 'responsiveness_perception', 'assurance_perception', 'empathy_perception'], row_value='mean_perception')) }}
{% endmacro %}
{% macro kpi_survey_response_rate() %}
    {{ return(ratio(hit='is_answered', of='true', mature='is_response_mature', needs=['surveys.unanswered'])) }}
{% endmacro %}
{% macro kpi_csat_of_surveys_sent() %}
    {{ return(ratio(hit='is_answered_satisfied', of='is_csat_invitation', mature='is_response_mature', needs=['surveys.csat', 'surveys.unanswered'])) }}
{% endmacro %}
{% macro kpi_ces() %}{{ return(ratio(hit='is_easy', of='is_ces_response', needs=['surveys.ces'])) }}{% endmacro %}
{% macro kpi_ces_mean() %}
    {{ return(mean(value='(1 + 6 * normalised_score)', where='is_ces_response', needs=['surveys.ces'])) }}
{% endmacro %}
{% macro kpi_low_score_rate() %}{{ return(ratio(hit='is_low_score', of='is_csat_response', needs=['surveys.csat'])) }}{% endmacro %}
{% macro kpi_low_score_follow_up_rate() %}
    {{ return(ratio(hit='is_followed_up', of='is_follow_up_possible', mature='is_follow_up_mature', needs=['surveys.csat', 'messages.agent'])) }}
{% endmacro %}
{% macro kpi_complaint_satisfaction_rate() %}
    {{ return(ratio(hit='is_satisfied', of='is_complaint_response', needs=['tickets.ticket_type'])) }}
{% endmacro %}
