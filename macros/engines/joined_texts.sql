{# The texts of a group in their order, joined; an aggregate. #}
{% macro joined_texts(expression, separator) -%}
    {{ return(adapter.dispatch('joined_texts', 'support_kpi')(expression, separator)) }}
{%- endmacro %}

{% macro default__joined_texts(expression, separator) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ expression }})
{%- endmacro %}

{% macro spark__joined_texts(expression, separator) -%}
    array_join(sort_array(collect_list({{ expression }})), '{{ separator }}')
{%- endmacro %}
