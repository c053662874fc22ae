-- What: what the descriptions of staging models promise of their rows: keys and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'stg_commerce__customers', 'stg_commerce__orders', 'stg_commerce__product_returns',
    'stg_finance__costs', 'stg_help_center__help_center_events', 'stg_helpdesk__tickets',
    'stg_helpdesk__ticket_events', 'stg_helpdesk__sla_policies', 'stg_helpdesk__business_hours',
    'stg_helpdesk__holidays', 'stg_knowledge__kb_articles', 'quarantined_rows',
    'quarantined_values', 'raw_row_counts', 'unmapped_values', 'stg_surveys__surveys',
    'stg_surveys__survey_answers', 'stg_surveys__comments', 'stg_telephony__calls',
    'stg_workforce__agents', 'stg_workforce__agent_names', 'stg_workforce__agent_shifts',
    'stg_workforce__teams', 'stg_workforce__quality_reviews',
]) }}
