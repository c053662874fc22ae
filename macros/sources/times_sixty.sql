{# Minutes as seconds, or hours as minutes; NULL below zero and beyond what any agreement means. #}
{% macro times_sixty(number) -%}
    case when {{ number }} between 0 and 100000000 then {{ number }} * 60 end
{%- endmacro %}
