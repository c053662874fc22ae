{{ config(materialized='ephemeral') }}
{%- set year_1 = "cast('0001-01-01' as " ~ type_timestamp() ~ ')' -%}
-- From when to when no version of a policy begins or ends, without a gap, up to now.
with starts as (
    {%- for boundary in ['valid_from', 'valid_to', year_1] %}
    {{ 'union' if not loop.first }}
    select
        policy_id,
        metric,
        {{ boundary }} as valid_from
    from {{ ref('int_sla_policy_versions') }}
    {%- endfor %}
),

final as (
    select
        starts.*,
        lead(starts.valid_from) over (
            partition by starts.policy_id, starts.metric order by starts.valid_from
        ) as valid_to
    from starts
    cross join {{ ref('int_as_of') }} as as_of
    where starts.valid_from <= as_of.as_of
)

select * from final
