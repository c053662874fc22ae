{% macro is_open_status(status_group) -%}
    {{ status_group }} in ('new', 'open', 'pending', 'on_hold', 'other')
{%- endmacro %}

{% macro is_solved_status(status_group) -%}
    {{ status_group }} in ('solved', 'closed', 'closed_without_solve')
{%- endmacro %}

{# Whether a ticket's own time of its solve counts: who has one is solved, whatever the status is called. #}
{% macro is_over(status_group) -%}
    ({{ status_group }} = 'other' or {{ is_solved_status(status_group) }})
{%- endmacro %}

{# Whether a ticket was solved, as it stands or before it was reopened, and nobody knows when first. #}
{% macro is_first_solve_unknown(tickets) -%}
    (
        {{ tickets }}.first_solved_at is null
        and ({{ tickets }}.is_solved or {{ tickets }}.first_reopened_at is not null)
    )
{%- endmacro %}
