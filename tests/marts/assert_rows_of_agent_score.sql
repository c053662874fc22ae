-- What: what the descriptions of models/marts/agent_score promise of their rows: keys, given and known values.
-- Why it matters: a doubled key multiplies what is joined to it, a missing or unknown value drops out.
-- How to fix: broken_rule names the table and the rule, broken_key the row.
{{ broken_rows([
    'agent_scorecard',
]) }}
union all
{{ broken_keys(ref('int_agent_score_components'), ['agent_id', 'month_start_date', 'kpi_id']) }}
union all
{{ broken_keys(ref('int_agent_scores'), ['agent_id', 'month_start_date']) }}
