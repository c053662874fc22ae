{# The group of a raw value after a left join with its mapping seed: NULL without a raw value,
   `other` for a value that the seed does not know. #}
{% macro mapped_group(raw_column, group_column, if_missing='null') -%}
    case
        when {{ raw_column }} is null then {{ if_missing }}
        else coalesce({{ group_column }}, 'other')
    end
{%- endmacro %}

{# How raw values and seed rows are brought together: whatever keyboard and case either was written with. #}
{% macro mapping_key(column) -%}
    lower({{ folded_text(column) }})
{%- endmacro %}
