{{ config(materialized='ephemeral') }}
{#- More bands than a hundred points can hold apart; whoever is left stays in the last. -#}
{%- set most_bands = 12 -%}
{%- set z = var('agent_score_z') -%}

-- Agents whose difference could be luck share a band. A new one starts at the first agent whose
-- upper limit lies below the lower limit of the agent who leads the band. No recursion: Spark
-- stops it.
with ranked as (
    select
        agent_id,
        month_start_date,
        score - {{ z }} * score_error as score_low,
        score + {{ z }} * score_error as score_high,
        row_number()
            over (partition by month_start_date order by score desc, agent_id)
            as score_place
    from {{ ref('int_agent_scores') }}
    where not_ranked_reason is null
),

leaders_1 as (
    select
        month_start_date,
        score_place,
        score_low
    from ranked
    where score_place = 1
),

{% for band in range(2, most_bands + 1) -%}
places_{{ band }} as (
    select
        ranked.month_start_date,
        min(ranked.score_place) as score_place
    from ranked
    inner join leaders_{{ band - 1 }} as leaders
        on
            ranked.month_start_date = leaders.month_start_date
            and ranked.score_place > leaders.score_place
            and ranked.score_high < leaders.score_low
    group by ranked.month_start_date
),

leaders_{{ band }} as (
    select
        ranked.month_start_date,
        ranked.score_place,
        ranked.score_low
    from ranked
    inner join places_{{ band }} as places
        on
            ranked.month_start_date = places.month_start_date
            and ranked.score_place = places.score_place
),

{% endfor -%}
leaders as (
    {%- for band in range(1, most_bands + 1) %}
    {{ 'union all' if not loop.first }}
    select
        month_start_date,
        score_place,
        {{ band }} as score_band
    from leaders_{{ band }}
    {%- endfor %}
),

final as (
    select
        ranked.agent_id,
        ranked.month_start_date,
        cast(max(leaders.score_band) as integer) as score_band
    from ranked
    inner join leaders
        on
            ranked.month_start_date = leaders.month_start_date
            and ranked.score_place >= leaders.score_place
    group by ranked.agent_id, ranked.month_start_date
)

select * from final
