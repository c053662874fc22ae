{# The team that had a ticket at an instant; needs `team_at_join`. #}
{% macro team_at() -%}
    coalesce(team_spans.attribute_value, ticket_teams.created_team_id)
{%- endmacro %}

{# Whether an instant lies in a span of `int_ticket_attribute_spans`; SQL condition. Each comparison has the instant
   on one side alone: otherwise DuckDB takes a hundred times as long for the join. #}
{% macro is_held_at(instant, spans) -%}
    {{ instant }} >= case
        when {{ spans }}.starts_after_work then {{ add_seconds(spans ~ '.valid_from', '0.000001') }}
        else {{ spans }}.valid_from
    end
    and {{ instant }} < coalesce(
        case
            when {{ spans }}.ends_after_work then {{ add_seconds(spans ~ '.valid_to', '0.000001') }}
            else {{ spans }}.valid_to
        end,
        cast('9999-12-31' as {{ type_timestamp() }})
    )
{%- endmacro %}

{# Joins what `team_at` reads. #}
{% macro team_at_join(ticket_id, instant) -%}
    left join {{ ref('int_ticket_teams') }} as ticket_teams
        on {{ ticket_id }} = ticket_teams.ticket_id
    left join {{ ref('int_ticket_attribute_spans') }} as team_spans
        on
            {{ ticket_id }} = team_spans.ticket_id
            and team_spans.attribute = 'team'
            and team_spans.attribute_value is not null
            -- At an unknown time nobody knows which of several teams it was.
            and {{ is_held_at(instant, 'team_spans') }}
{%- endmacro %}
