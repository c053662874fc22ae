-- What: promoters, passives and detractors are together all counted NPS answers, one answer per
--   subject and kind of NPS.
-- Why it matters: an answer in no group, or in two, moves the score without a customer.
-- How to fix: see the bands nps_promoter_from and nps_detractor_to, and fct_survey_responses.
with responses as (
    select * from {{ ref('fct_survey_responses') }}
    where is_relationship_nps_response or is_transactional_nps_response
)

select
    survey_id,
    nps_points
from responses
where nps_points is null or nps_points not in (-100, 0, 100)
union all
select
    min(survey_id) as survey_id,
    count(*) as nps_points
from {{ ref('fct_survey_responses') }}
where is_counted_response
group by survey_type, rated_subject_id, case when survey_type = 'nps' then nps_kind end
having count(*) > 1
