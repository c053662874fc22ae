{% macro is_test_call(calls, customers, agents) -%}
    (
        coalesce({{ calls }}.is_test, false)
        or coalesce({{ customers }}.is_test, false)
        or coalesce({{ agents }}.is_test, false)
    )
{%- endmacro %}
