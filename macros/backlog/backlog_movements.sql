{% macro backlog_movements(spans, slice_name, slice_value, grouping, slices) -%}
    {#- One row per entry, exit and due time of an open span, summed by day and slice. -#}
    {%- set kinds = ['created', 'reopened', 'moved_in', 'solved', 'removed', 'moved_out'] -%}
    {%- set steps = [
        ('entered_at', 'entry_kind', 1, 'true'),
        ('left_at', 'exit_kind', -1, 'left_at is not null'),
        ('greatest(resolution_due_at, entered_at)', "'due'", 1,
            'resolution_due_at is not null and (left_at is null or resolution_due_at < left_at)'),
        ('left_at', "'no_longer_due'", -1,
            'resolution_due_at is not null and left_at is not null and resolution_due_at < left_at'),
    ] -%}
    {%- set wanted = slice_columns(slices, 'names') -%}
    select
        movement_date,
        {{ slice_name }} as slice_name,
        {{ slice_value }} as slice_value,
        {%- for kind in kinds %}
        sum(case when movement_kind = '{{ kind }}' then 1 else 0 end) as {{ kind }}_tickets,
        {%- endfor %}
        sum(case when movement_kind in ('due', 'no_longer_due') then step else 0 end) as overdue_change
    from (
        {%- for instant, kind, step, condition in steps %}
        {{ 'union all' if not loop.first }}
        select
            {{ report_date(instant) }} as movement_date,
            {{ kind }} as movement_kind,
            {{ step }} as step
            {%- for wanted_slice in wanted %},
            {{ slice_identifier(wanted_slice) }}
            {%- endfor %}
            {%- if not slices %},
            slice_name,
            known_slice_value
            {%- endif %}
        from {{ spans }}
        where {{ condition }}
        {%- endfor %}
    ) as steps
    {{ grouping }}
{%- endmacro %}
