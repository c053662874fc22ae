{#- KPIs of people: what each one divides by what. Its meaning is in people.md. -#}

{% macro kpi_agent_load() %}{{ return(per(amount='handled_contacts', base='worked_days')) }}{% endmacro %}
{% macro kpi_assigned_load() %}{{ return(per(amount='assigned_tickets', base='worked_days')) }}{% endmacro %}
{% macro kpi_occupancy() %}
    {{ return(per(amount='on_contact_hours', base='ready_hours', needs=['agent_shifts.available', 'agent_shifts.on_contact'])) }}
{% endmacro %}
{% macro kpi_utilisation() %}{{ return(per(amount='utilised_hours', base='utilisable_hours')) }}{% endmacro %}
{% macro kpi_agent_score() %}
    {{ return(per(amount='score * solved_tickets', base='case when score is not null then solved_tickets end', statistic='score')) }}
{% endmacro %}
{% macro kpi_schedule_adherence() %}
    {{ return(per(amount='adherent_hours', base='adherent_hours + missed_hours', needs=['agent_shifts.scheduled', 'agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_schedule_conformance() %}
    {{ return(per(amount='present_hours', base='scheduled_hours', needs=['agent_shifts.scheduled', 'agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_shrinkage() %}
    {{ return(per(amount='utilisable_hours - utilised_hours', base='utilisable_hours', needs=['agent_shifts.paid|agent_shifts.scheduled', 'agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_shrinkage_planned() %}
    {{ return(per(amount='away_hours', base='utilisable_hours', needs=['agent_shifts.paid|agent_shifts.scheduled', 'agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_agent_absence_rate() %}
    {{ return(ratio(hit='present_hours = 0', of='scheduled_hours > 0', needs=['agent_shifts.scheduled', 'agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_contacts_per_hour() %}
    {{ return(per(amount='case when ready_hours > 0 then handled_contacts end', base='ready_hours', needs=['agent_shifts.status'])) }}
{% endmacro %}
{% macro kpi_contacts_per_paid_hour() %}
    {{ return(per(amount='case when paid_hours > 0 then handled_contacts end', base='paid_hours', needs=['agent_shifts.paid|agent_shifts.scheduled'])) }}
{% endmacro %}
{% macro kpi_chat_concurrency() %}
    {{ return(per(amount='chat_hours', base='chatting_hours', needs=['calls.agent_id'])) }}
{% endmacro %}
{% macro kpi_qa_score() %}{{ return(mean(value='review_score', cluster='agent_id')) }}{% endmacro %}
{% macro kpi_qa_critical_error_accuracy() %}
    {{ return(ratio(hit='not has_critical_error', of='true', needs=['quality_reviews.is_critical_error'])) }}
{% endmacro %}
{% macro kpi_qa_coverage() %}
    {{ return(share_of_sum(amount='reviewed_contacts', of_amount='handled_contacts')) }}
{% endmacro %}
{% macro kpi_agent_turnover_rate() %}
    {{ return(per(amount='leavers', base='average_agents', needs=['agents.left_on'])) }}
{% endmacro %}
