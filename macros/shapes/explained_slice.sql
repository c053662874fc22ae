{% macro explained_slice(slice_name, slice_column) -%}
    {%- if slice_column -%}
        coalesce(cast({{ slice_column }} as {{ type_text() }}), '{{ missing_slice_value(slice_name) }}') = $slice_value
    {%- else -%} true
    {%- endif -%}
{%- endmacro %}
