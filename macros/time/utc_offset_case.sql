{% macro utc_offset_case(timestamp_column, steps) -%}
    {#- Binary search over the steps: seven comparisons where a zone changed a hundred times. -#}
    {%- if steps | length == 1 -%}
        {{ steps[0][1] }}
    {%- else -%}
        {%- set middle = steps | length // 2 -%}
        case
            when {{ timestamp_column }} < timestamp '{{ steps[middle][0] }}'
                then {{ utc_offset_case(timestamp_column, steps[:middle]) }}
            else {{ utc_offset_case(timestamp_column, steps[middle:]) }}
        end
    {%- endif -%}
{%- endmacro %}
