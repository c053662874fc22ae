{# A raw value that may be shown to find a fault. A shifted column can put an address or a telephone
   number where a status belongs, so nothing that looks like one is shown. #}
{% macro published_raw_value(value) -%}
    {%- set phone = '^ *([+]|00)([ ().-]*[0-9]){7,15} *$' -%}
    case
        when {{ value }} not like '%@%' and not {{ matches(value, phone) }} then {{ value }}
    end
{%- endmacro %}
