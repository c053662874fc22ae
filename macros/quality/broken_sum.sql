{# The sum of a column of weights, where it is not 1 to nine decimals. #}
{% macro broken_sum(model, column) -%}
select
    '{{ column }} of {{ model.identifier }} must sum to 1' as broken_rule,
    cast(null as {{ type_text() }}) as broken_key,
    cast(sum({{ column }}) as {{ type_text() }}) as broken_value
from {{ model }}
having abs(coalesce(sum({{ column }}), 0) - 1) > 0.000000001
{%- endmacro %}
