{# The columns are the key of the model: none of them is NULL, and no two rows share them.

   Why it matters: a doubled or missing key multiplies or loses every number that is joined to it.
   How to fix: read the key of the model in its description and look for the join that fans out. #}
{% test unique_key(model, columns) %}
select
    {{ columns | join(',\n    ') }},
    count(*) as row_count
from {{ model }}
group by
    {{ columns | join(',\n    ') }}
having
    count(*) > 1
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}
{% endtest %}
