{% macro explained_backlog(spans, part) -%}
    {#- Open spans at the end of a period, one by one: what backlog_movements adds up over time. -#}
    {%- if part == 'rows' -%}
        (
            select
                *,
                1 as open_tickets,
                case
                    when
                        resolution_due_at is not null
                        and {{ report_date('greatest(resolution_due_at, entered_at)') }} <= $end
                        and (left_at is null or resolution_due_at < left_at)
                        then 1
                    else 0
                end as overdue_tickets
            from {{ spans }}
        )
    {%- elif part == 'period' -%}
        {{ report_date('entered_at') }} <= $end
        and (left_at is null or {{ report_date('left_at') }} > $end)
    {%- else -%}
        {{ exceptions.raise_compiler_error("explained_backlog: part must be rows or period, not '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}
