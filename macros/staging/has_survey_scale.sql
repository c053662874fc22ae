{# SQL condition: a survey is one of those whose scale a row of stg_surveys__scales tells. #}
{% macro has_survey_scale(surveys, scales) -%}
    lower({{ surveys }}.survey_type) = {{ scales }}.survey_type
    and {{ mapping_key(surveys ~ '.source_system') }} is not distinct from {{ scales }}.source_system
    and {{ mapping_key(surveys ~ '.channel') }} is not distinct from {{ scales }}.channel
    and {{ surveys }}.scale_min is not distinct from {{ scales }}.delivered_min
    and {{ surveys }}.scale_max is not distinct from {{ scales }}.delivered_max
    and lower({{ surveys }}.scale_direction) is not distinct from {{ scales }}.delivered_direction
{%- endmacro %}
