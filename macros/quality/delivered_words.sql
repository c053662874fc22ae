{# Raw values of a column that a mapping seed groups, by system, with their number of rows. #}
{% macro delivered_words(model, column, seed, condition='1 = 1') -%}
select
    cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
    cast('{{ model }}' as {{ type_text() }}) as model_name,
    cast('{{ column }}' as {{ type_text() }}) as column_name,
    {{ column }} as raw_value,
    source_system,
    count(*) as row_count
from {{ ref(model) }}
where {{ column }} is not null and {{ condition }}
group by {{ column }}, source_system
{%- endmacro %}
