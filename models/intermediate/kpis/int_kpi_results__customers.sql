{%- set pieces = [
    'survey_invitations',
    'survey_responses',
    'relationship_nps',
    'low_scores',
    'servqual_respondents',
    'customer_retention',
    'customer_repurchases',
    'help_center_actions',
    'help_center_sessions',
    'help_center_visitors',
    'self_service_people',
] -%}

with final as (
    {%- for piece in pieces %}
    {{ 'union all' if not loop.first }}
    select * from {{ ref('int_kpi_components__' ~ piece) }}
    {%- endfor %}
)

select * from final
