{# A raw value that may be shown to find a fault. A shifted column can put an address where a date
   belongs, so nothing that looks like one is shown. #}
{% macro published_raw_value(value) -%}
    case when {{ value }} not like '%@%' then {{ value }} end
{%- endmacro %}
