{# No number of the column lies below the minimum; NULL is none.

   Why it matters: a negative count or a share below nought is a broken calculation, not a low
   value.
   How to fix: list the rows that the test returns and follow the column back to where it is
   computed. #}
{% test at_least(model, column_name, minimum) %}
select *
from {{ model }}
where {{ column_name }} < {{ minimum }}
{% endtest %}
