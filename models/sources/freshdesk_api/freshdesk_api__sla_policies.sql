{{ config(enabled=is_source_enabled('freshdesk_api')) }}

-- Seconds. Only the targets of today are delivered: they hold for the past as well.
with policies as (
    select * from {{ newest_rows('freshdesk_api', 'sla_policies') }} as policies
    where {{ safe_boolean('active') }}
),

targets as (
    {%- for priority in ['low', 'medium', 'high', 'urgent'] %}
    {%- set number = 'priority_' ~ loop.index %}
    {%- for metric, key in [
        ('first_reply', 'respond_within'),
        ('next_reply', 'next_respond_within'),
        ('resolution', 'resolve_within')
    ] %}
    select
        id as policy_id,
        '{{ metric }}' as metric,
        '{{ priority }}' as priority,
        {{ safe_integer(json_text('sla_target', [number, key])) }} as target_seconds,
        {{ json_text('sla_target', [number, 'business_hours']) }} as business_hours_flag
    from policies
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

final as (
    select
        'freshdesk' as source_system,
        policy_id,
        metric,
        priority,
        target_seconds,
        business_hours_flag
    from targets
    where target_seconds is not null
)

select * from final
