{#- KPIs of self_service: what each one divides by what. Its meaning is in self_service.md. -#}

{% macro kpi_deflection_rate() %}
    {{ return(ratio(hit='is_deflected', of='is_deflection_eligible', mature='is_deflection_mature')) }}
{% endmacro %}
{% macro kpi_deflection_rate_48h() %}
    {{ return(ratio(hit='is_deflected_48h', of='is_deflection_eligible', mature='is_deflection_48h_mature')) }}
{% endmacro %}
{% macro kpi_deflection_rate_72h() %}
    {{ return(ratio(hit='is_deflected_72h', of='is_deflection_eligible', mature='is_deflection_72h_mature')) }}
{% endmacro %}
{% macro kpi_deflection_rate_anonymous_upper() %}
    {{ return(ratio(hit='is_deflected', of='is_upper_bound_eligible', mature='is_deflection_mature')) }}
{% endmacro %}
{% macro kpi_self_service_escalation_rate() %}
    {{ return(ratio(hit='not is_deflected', of='is_deflection_eligible', mature='is_deflection_mature')) }}
{% endmacro %}
{% macro kpi_self_service_ratio() %}{{ return(distinct_ratio(hit_key='reader_id', of_key='writer_id', statistic='ratio')) }}{% endmacro %}
{% macro kpi_implied_deflection() %}
    {{ return(ratio(hit='is_deflected_session', of='is_deflected_session or is_ticket', mature='is_deflection_mature')) }}
{% endmacro %}
{% macro kpi_support_page_views() %}{{ return(count_of(where='is_counted_view', needs=['help_center_events.page_view'])) }}{% endmacro %}
{% macro kpi_unique_viewers() %}{{ return(distinct_count(key='viewing_visitor_id', needs=['help_center_events.page_view'])) }}{% endmacro %}
{% macro kpi_help_center_sessions() %}{{ return(count_of(where='has_self_service')) }}{% endmacro %}
{% macro kpi_article_helpfulness_rate() %}
    {{ return(ratio(hit='is_helpful_vote', of='is_vote', needs=['help_center_events.article_vote'])) }}
{% endmacro %}
{% macro kpi_zero_result_search_rate() %}
    {{ return(ratio(hit='is_without_results', of='is_known_search', needs=['help_center_events.search'])) }}
{% endmacro %}
