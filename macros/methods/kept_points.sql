{% macro kept_points(relation, minimum, before, last_eight) -%}
    {#- Steps that leave special points out of the baselines of later ones (`kept_2` is NULL), unless they last:
        then they are the new level. The second round finds those that the first ones had hidden. -#}
    {% for round, kept in [(1, 'point'), (2, 'kept_1')] -%}
with_baseline_{{ round }} as (
    select
        *,
        {{ baseline_sums('round_' ~ round, kept, before) }}
    from {{ relation if loop.first else kept }}
),

marked_{{ round }} as (
    select
        *,
        case
            when
                round_{{ round }}_points >= {{ minimum }}
                and abs(point - {{ baseline_centre('round_' ~ round) }})
                > {{ baseline_limit('round_' ~ round, 3, 'weight') }} then 1
            else 0
        end as is_special_{{ round }}
    from with_baseline_{{ round }}
),

kept_{{ round }} as (
    select
        *,
        case
            when
                is_special_{{ round }} = 1
                and sum(is_special_{{ round }}) over ({{ last_eight }}) <= 3
                then null
            else point
        end as kept_{{ round }}
    from marked_{{ round }}
)
    {%- if not loop.last %},

{% endif -%}
    {%- endfor -%}
{%- endmacro %}
