{# Values of a column that stand in no row of the table to which they refer. #}
{% macro broken_references(model, column, goal, goal_column) -%}
select
    '{{ column }} of {{ model.identifier }} is not in {{ goal.identifier }}' as broken_rule,
    cast({{ column }} as {{ type_text() }}) as broken_key,
    cast({{ column }} as {{ type_text() }}) as broken_value
from {{ model }}
where
    {{ column }} is not null
    and {{ column }} not in (select {{ goal_column }} from {{ goal }} where {{ goal_column }} is not null)
{%- endmacro %}
