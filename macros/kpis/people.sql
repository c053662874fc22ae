{#- KPIs of people: what each one divides by what. Its meaning is in people.md. -#}

{% macro kpi_agent_load() %}{{ return(per(amount='handled_contacts', base='worked_days')) }}{% endmacro %}
{% macro kpi_assigned_load() %}{{ return(per(amount='assigned_tickets', base='worked_days')) }}{% endmacro %}
{% macro kpi_occupancy() %}{{ return(per(amount='on_contact_hours', base='ready_hours')) }}{% endmacro %}
{% macro kpi_utilisation() %}{{ return(per(amount='utilised_hours', base='utilisable_hours')) }}{% endmacro %}
{% macro kpi_agent_score() %}
    {{ return(per(amount='score * solved_tickets', base='case when score is not null then solved_tickets end', statistic='score')) }}
{% endmacro %}
