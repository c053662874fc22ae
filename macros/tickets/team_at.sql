{# The team that had a ticket at an instant; needs `team_at_join`. #}
{% macro team_at() -%}
    coalesce(team_spans.attribute_value, ticket_teams.created_team_id)
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
            -- At an unknown time nobody knows which of several teams it was. Plain comparisons: with a
            -- function around them DuckDB takes a hundred times as long.
            and {{ instant }} >= team_spans.valid_from
            and {{ instant }} < coalesce(team_spans.valid_to, cast('9999-12-31' as {{ type_timestamp() }}))
{%- endmacro %}
