{%- set names = {
    'api': 'API', 'email': 'E-mail', 'in_app': 'In-app', 'social': 'Social media', 'web': 'Web form'
} -%}

with mapped as (
    select distinct channel_group as channel from {{ ref('channel_groups') }}
),

seen as (
    select channel from {{ ref('fct_tickets') }}
    union
    select channel from {{ ref('fct_calls') }}
    union
    select channel from {{ ref('fct_survey_responses') }}
    union
    select channel from mapped
    union
    select 'other' as channel
    union
    select 'unknown' as channel
),

final as (
    select
        channel,
        case channel
            {%- for channel, name in names.items() %}
            when '{{ channel }}' then '{{ name }}'
            {%- endfor %}
            else upper(substr(channel, 1, 1)) || replace(substr(channel, 2), '_', ' ')
        end as channel_name,
        channel in ('phone', 'chat', 'video') as is_live
    from seen
    where channel is not null
)

select * from final
