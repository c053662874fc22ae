{# Raw values of a column that a mapping seed does not know, with their number of rows. #}
{% macro unmapped_values_of(model, column, seed, condition='1 = 1') -%}
select
    cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
    cast('{{ model }}' as {{ type_text() }}) as model_name,
    cast('{{ column }}' as {{ type_text() }}) as column_name,
    {{ published_text(mapping_key('staged.' ~ column)) }} as raw_value,
    count(*) as row_count
from {{ ref(model) }} as staged
{{ join_mapping(seed, 'staged.' ~ column, alias='mapping') }}
where staged.{{ column }} is not null
    and mapping.{{ mapping_seeds()[seed] }} is null
    and mapping_of_system.{{ mapping_seeds()[seed] }} is null
    and {{ condition }}
group by {{ published_text(mapping_key('staged.' ~ column)) }}
{%- endmacro %}
