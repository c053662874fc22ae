{% macro slice_value_of(slice_name, slice_column) -%}
    {#- The value of a slice that a row belongs to; rows without one have a value of their own. -#}
    {{ return(
        'coalesce(cast(' ~ slice_column ~ ' as ' ~ type_text() ~ "), '" ~ missing_slice_value(slice_name) ~ "')"
    ) }}
{%- endmacro %}
