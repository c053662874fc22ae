-- What: the keys of the tables in models/marts/agent_score/parts.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(
    ref('int_agent_score_expected'),
    ['month_start_date', 'kpi_id', 'team_id', 'case_cell']
) }}
union all
{{ broken_keys(ref('int_agent_score_components'), ['agent_id', 'month_start_date', 'kpi_id']) }}
union all
{{ broken_keys(ref('int_agent_score_workload'), ['agent_id', 'month_start_date']) }}
union all
{{ broken_keys(ref('int_agent_scores'), ['agent_id', 'month_start_date']) }}
