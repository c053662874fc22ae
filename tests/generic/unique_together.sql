{# No two rows share the same values in all of the columns; NULL counts as a value.

   Why it matters: a doubled key multiplies every number that is joined to it.
   How to fix: read the key of the model in its description and look for the join that fans out. #}
{% test unique_together(model, columns) %}
select
    {{ columns | join(',\n    ') }},
    count(*) as row_count
from {{ model }}
group by
    {{ columns | join(',\n    ') }}
having count(*) > 1
{% endtest %}
