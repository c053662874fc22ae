{# The identity of a row as one text: the accepted values of the contract's key columns, joined by `|`.
   Ids are told apart by case, words are not. NULL where a required part was not accepted, because such a row has no
   identity. #}
{% macro row_key(contract) -%}
    {%- if contract.key | length == 1 -%}
        {{ return('cast(' ~ contract.key[0] ~ ' as ' ~ type_text() ~ ')') }}
    {%- endif -%}
    {%- set parts = [] -%}
    {%- for key_part in contract.key -%}
        {%- set column = contract.columns.get(key_part, {}) -%}
        {%- set accepted = (
            key_part if key_part not in contract.columns or column.config.meta.identifier
            else 'lower(' ~ key_part ~ ')' if column.data_type == 'text'
            else 'case when reason_' ~ key_part ~ ' is null then ' ~ key_part ~ ' end'
        ) -%}
        {%- do parts.append(
            'coalesce(replace(replace(cast(' ~ accepted ~ ' as ' ~ type_text()
            ~ "), '~', '~~'), '|', '~|'), '')"
        ) -%}
    {%- endfor -%}
    {%- set missing = [] -%}
    {%- for column in contract.columns.values() if column.config.meta.required -%}
        {%- if column.name in contract.key -%}
            {%- do missing.append('reason_' ~ column.name ~ ' is not null') -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(
        'case when not (' ~ missing | join(' or ') ~ ') then '
        ~ parts | join(" || '|' || ") ~ ' end'
    ) }}
{%- endmacro %}

{# The raw rows with `match_key`, a text of their raw key: rows of one identity always share it, few others do. It
   only finds the rows that need an order; the identity itself is `row_key`. #}
{% macro keyed_rows(relation, contract) -%}
    {%- set parts = [] -%}
    {%- set used = ['source_system'] -%}
    {%- set names = contract.columns | join('|') -%}
    {%- for key_part in contract.key -%}
        {%- set pieces = [] -%}
        {#- All names at once: what stands for one of them may hold the word of another. -#}
        {%- for piece in modules.re.split('\\b(' ~ names ~ ')\\b', key_part) -%}
            {%- if piece in contract.columns and piece not in used -%}
                {%- do used.append(piece) -%}
            {%- endif -%}
            {%- do pieces.append(
                match_value(contract.columns[piece]) if piece in contract.columns else piece
            ) -%}
        {%- endfor -%}
        {%- do parts.append('coalesce(' ~ pieces | join ~ ", '')") -%}
    {%- endfor -%}
    select
        *,
        {{ parts | join(" || '|' || ") }} as match_key
    from (
        select
            *,
            {{ published_text('folded_source_system') | indent(12) }} as raw_source_system
        from (
            select
                *,
                {%- for name in used %}
                {{ folded_text(name) | indent(16) }} as folded_{{ name }}{{ ',' if not loop.last }}
                {%- endfor %}
            from {{ relation }}
            {{ computed_once() }}
        ) as folded_rows
        {{ computed_once() }}
    ) as named_rows
{%- endmacro %}

{# A value of the raw key, equal wherever the accepted one is. Only ids of persons are hashed: other ids are equal
   before they are hashed, too. #}
{% macro match_value(column) -%}
    {%- set text = 'folded_' ~ column.name -%}
    {%- if column.config.meta.identifier -%}
        {{ return("lower(coalesce(raw_source_system || ':', '') || " ~ (
            unpersonal_id(text, true) if column.config.meta.is_person else text
        ) ~ ')') }}
    {%- endif -%}
    {%- set value = typed_value(column, text) -%}
    {%- if column.data_type == 'text' -%}
        {{ return('lower(' ~ value ~ ')') }}
    {%- endif -%}
    {{ return(
        'cast(case when not coalesce(' ~ is_out_of_range(column, value) ~ ', false) then ' ~ value
        ~ ' end as ' ~ type_text() ~ ')'
    ) }}
{%- endmacro %}

{# The last tie-break between versions of a row: any order will do, if it is always the same. #}
{% macro row_hash(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append("coalesce(" ~ column.name ~ ", '')") -%}
    {%- endfor -%}
    {{ return(md5_text(values | join(" || '|' || "))) }}
{%- endmacro %}
