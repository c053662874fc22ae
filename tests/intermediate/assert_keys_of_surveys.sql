-- What: the keys of the tables in models/intermediate/surveys.
-- Why it matters: a doubled key multiplies what is joined to it, a missing one drops out.
-- How to fix: broken_rule names the table and its key; look there for the join that doubles.
{{ broken_keys(ref('int_survey_responses_scoped'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_survey_invitations'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_low_scores'), ['survey_id']) }}
union all
{{ broken_keys(ref('int_servqual_respondents'), ['survey_id']) }}
