{#- KPIs of contacts: what each one divides by what. Its meaning is in contacts.md. -#}

{% macro kpi_contact_volume() %}{{ return(count_of(where='is_inbound_contact')) }}{% endmacro %}
{% macro kpi_fcr_rate() %}
    {{ return(ratio(hit='is_resolved_at_first_contact', of='is_fcr_eligible', mature='is_fcr_mature', needs=['tickets.customer_id|calls.customer_id', 'ticket_events.public_message|calls.disposition'])) }}
{% endmacro %}
{% macro kpi_fcr_rate_of_resolved() %}
    {{ return(ratio(hit='is_resolved_at_first_contact', of='is_fcr_eligible and is_solved', mature='is_fcr_mature', needs=['tickets.customer_id|calls.customer_id', 'ticket_events.public_message|calls.disposition'])) }}
{% endmacro %}
{% macro kpi_identified_contact_rate() %}
    {{ return(ratio(hit='is_identified', of='is_inbound_contact', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
{% macro kpi_repeat_contact_share() %}
    {{ return(ratio(hit='is_repeat_contact', of='is_identified', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
{% macro kpi_contacts_per_customer() %}
    {{ return(distinct_ratio(hit_key='identified_contact_id', of_key='customer_id', statistic='ratio', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
{% macro kpi_repeat_contact_rate() %}
    {{ return(distinct_ratio(hit_key='repeating_customer_id', of_key='customer_id', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
{% macro kpi_contact_rate() %}
    {{ return(per(amount='identified_contacts', base='active_customers', needs=['tickets.customer_id|calls.customer_id'])) }}
{% endmacro %}
