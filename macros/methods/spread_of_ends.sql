{# Sums in another order differ in the last digits: ends that differ no more are alike. #}
{% macro spread_of_ends(low, high) -%}
    (case when {{ high }} - {{ low }} > 0.000000001 then {{ high }} - {{ low }} end)
{%- endmacro %}
