{# A value inside a JSON text by its path, as text: `json_text('via', ['source', 'rel'])`. NULL where it is
   missing, null, or the text is no JSON object. #}
{% macro json_text(text, path) -%}
    {{ return(adapter.dispatch('json_text', 'support_kpi')(text, path)) }}
{%- endmacro %}

{% macro duckdb__json_text(text, path) -%}
    json_extract_string(case when json_valid({{ text }}) then {{ text }} end, '$.{{ path | join('.') }}')
{%- endmacro %}

{% macro postgres__json_text(text, path) -%}
    (
        case when pg_input_is_valid({{ text }}, 'jsonb') then cast({{ text }} as jsonb) end
        #>> '{ {{- path | join(',') -}} }'
    )
{%- endmacro %}

{% macro spark__json_text(text, path) -%}
    get_json_object({{ text }}, '$.{{ path | join('.') }}')
{%- endmacro %}

{# The items of a JSON list in a text column, one row each in `item`, beside other columns of a relation. #}
{% macro json_items(relation, columns, text) -%}
    {{ return(adapter.dispatch('json_items', 'support_kpi')(relation, columns, text)) }}
{%- endmacro %}

{% macro duckdb__json_items(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, json_extract_string(item, '$') as item
        from (
            select
                {{ columns | join(', ') }},
                unnest(from_json(
                    case when json_valid({{ text }}) and left(trim({{ text }}), 1) = '['
                        then {{ text }} end, '["json"]'
                )) as item
            from {{ relation }}
        ) as unnested
    )
{%- endmacro %}

{% macro postgres__json_items(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, items.item
        from {{ relation }}
        cross join lateral jsonb_array_elements_text(
            case when pg_input_is_valid({{ text }}, 'jsonb') and left(trim({{ text }}), 1) = '['
                then cast({{ text }} as jsonb) else '[]' end
        ) as items (item)
    )
{%- endmacro %}

{% macro spark__json_items(relation, columns, text) -%}
    (
        select {{ columns | join(', ') }}, explode(from_json({{ text }}, 'array<string>')) as item
        from {{ relation }}
    )
{%- endmacro %}
