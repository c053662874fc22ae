{# Rows of a model that break its key, as `broken_rule` and `broken_key`.

   model: the relation. columns: what no two rows may share. is_null_allowed: whether NULL counts as
   a value among others; otherwise a key with NULL is broken too. #}
{% macro broken_keys(model, columns, is_null_allowed=false) -%}
select
    '{{ columns | join(", ") }} must be unique{{ " and not NULL" if not is_null_allowed }}'
        || ' in {{ model.identifier }}' as broken_rule,
    {{ text_of_key(columns) }} as broken_key,
    cast(null as {{ type_text() }}) as broken_value
from {{ model }}
group by {{ columns | join(', ') }}
having
    count(*) > 1
    {%- if not is_null_allowed %}
    {%- for column in columns %}
    or {{ column }} is null
    {%- endfor %}
    {%- endif %}
{%- endmacro %}
