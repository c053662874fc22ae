{% macro slice_grouping_sets(slices, keys, include_overall=true) -%}
    {%- set wanted = slice_columns(slices, 'names') -%}
    group by grouping sets (
        {%- if include_overall or not wanted %}
        ({{ keys }}){{ ',' if wanted }}
        {%- endif %}
        {%- for slice_name in wanted %}
        ({{ keys }}, {{ slice_identifier(slice_name) }}){{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
