-- What: what the descriptions of models/marts/core promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'dim_dates', 'dim_agents', 'dim_teams', 'dim_customers', 'dim_channels', 'dim_topics',
    'fct_tickets', 'fct_replies', 'fct_ticket_status_spans', 'fct_contacts', 'fct_calls',
    'fct_survey_responses', 'fct_sla_targets', 'fct_servqual_responses', 'fct_help_center_sessions',
    'fct_agent_days', 'fct_requests', 'fct_ticket_journeys',
]) }}
