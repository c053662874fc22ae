{# Raw values of a column that a mapping seed does not know, with their number of rows. #}
{% macro unmapped_values_of(model, column, seed, seed_column, condition='1 = 1') -%}
select
    cast('{{ seed }}' as {{ type_text() }}) as mapping_name,
    cast('{{ model }}' as {{ type_text() }}) as model_name,
    cast('{{ column }}' as {{ type_text() }}) as column_name,
    {{ published_text(mapping_key('staged.' ~ column)) }} as raw_value,
    count(*) as row_count
from {{ ref(model) }} as staged
left join {{ ref(seed) }} as mapping
    on {{ mapping_key('staged.' ~ column) }} = {{ mapping_key('mapping.' ~ seed_column) }}
where staged.{{ column }} is not null
    and mapping.{{ seed_column }} is null
    and {{ condition }}
group by {{ published_text(mapping_key('staged.' ~ column)) }}
{%- endmacro %}
