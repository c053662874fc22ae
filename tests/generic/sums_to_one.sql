{# The values of a column sum to 1, to nine decimals.

   Why it matters: weights that sum to something else stretch or squeeze every score silently.
   How to fix: change the weights until they sum to 1. #}
{% test sums_to_one(model, value) %}
select sum({{ value }}) as total
from {{ model }}
having abs(coalesce(sum({{ value }}), 0) - 1) > 0.000000001
{% endtest %}
