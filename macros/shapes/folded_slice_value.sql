{#- Values of a slice that are too many to be published each: joined as `folded`, they add up to one. -#}
{% macro join_folded(relation) -%}
    left join {{ ref('int_small_slice_values') }} as folded
            on
                {{ relation }}.slice_name = folded.slice_name
                and {{ relation }}.slice_value = folded.slice_value
                and folded.is_folded
{%- endmacro %}

{% macro folded_slice_value(relation) -%}
    case when folded.slice_value is not null then '(other)' else {{ relation }}.slice_value end
{%- endmacro %}

{#- What cannot be added up is left out for them. -#}
{% macro without_folded(relation) -%}
    select {{ relation }}.*
        from {{ relation }}
        {{ join_folded(relation) }}
        where folded.slice_value is null
{%- endmacro %}
