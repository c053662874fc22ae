{% macro missing_slice_value(slice_name) -%}
    {{ return('unassigned' if slice_name in ('agent', 'team') else 'unknown') }}
{%- endmacro %}
