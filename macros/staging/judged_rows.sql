{# Types raw rows and judges each value. A required value that fails rejects the row; an optional one becomes NULL and
   is listed in `unparsed_values`. #}
{% macro judged_rows(relation, table_name, contract, passed_columns) -%}
{%- set tolerance_seconds = var('future_tolerance_minutes') * 60 -%}
{%- set columns = contract.columns.values() | list -%}
{%- set kept = columns | rejectattr('config.meta.personal_data', 'equalto', 'dropped') | list -%}
{%- set judged = [] -%}
{%- for column in kept if is_judged(column) -%}
    {%- do judged.append(column) -%}
{%- endfor -%}
{%- set verbatim = kept | selectattr('config.meta.verbatim') | map(attribute='name') | list
    + landing_extra_columns(table_name) -%}
{#- A total has no time: only where ids alone are required would it be a row. -#}
{%- set may_have_totals = kept | selectattr('config.meta.required') | rejectattr('config.meta.identifier') | list == [] -%}
{%- set folded = folded_text('{name}') -%}
{%- set delivered_at -%}
    coalesce(
                case
                    when not {{ is_out_of_range(contract.columns.loaded_at, 'loaded_at') }}
                        and loaded_at <= {{ add_seconds(current_instant(), tolerance_seconds) }}
                        then loaded_at
                end,
                raw_file_modified_at
            )
{%- endset -%}
select
    {{ row_key(contract) }} as row_key,
    {%- for column in kept %}
    {%- if column.config.meta.required and column.data_type == 'text' or not is_judged(column) %}
    {{ column.name }},
    {%- else %}
    case when reason_{{ column.name }} is null then {{ column.name }} end as {{ column.name }},
    {%- endif %}
    {%- endfor %}
    {%- for name in landing_extra_columns(table_name) + passed_columns %}
    {{ name }},
    {%- endfor %}
    raw_file,
    raw_line,
    row_hash,
    delivered_at,
    {{ first_rejection(judged, "'{name}'") }} as rejected_column,
    {{ first_rejection(judged, 'left(raw_{name}, 200)') }} as rejected_value,
    {{ first_rejection(judged, 'reason_{name}') }} as rejected_reason,
    {{ unparsed_values(judged) }} as unparsed_values
from (
    select
        *,
        {%- for column in judged %}
        {{ judged_value(column, may_have_totals) | indent(8) }} as reason_{{ column.name }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            *,
            {{ delivered_at }} as delivered_at,
            {{ add_seconds('least(' ~ delivered_at ~ ', ' ~ current_instant() ~ ')', tolerance_seconds) }}
                as latest_at,
            {{ add_seconds(current_instant(), tolerance_seconds) }} as latest_delivery_at
        from (
            select
                {%- for column in kept %}
                {{ typed_value(column, 'raw_' ~ column.name) | indent(16) }} as {{ column.name }},
                {%- endfor %}
                {%- for column in judged %}
                raw_{{ column.name }},
                {%- endfor %}
                {%- for name in landing_extra_columns(table_name) %}
                {{ published_text('folded_' ~ name, name) | indent(16) }} as {{ name }},
                {%- endfor %}
                {%- for name in passed_columns %}
                {{ name }},
                {%- endfor %}
                raw_file,
                raw_file_modified_at,
                raw_line,
                row_hash
            from (
                select
                    {{ unpersonal_name('folded_source_system') | indent(20) }} as raw_source_system,
                    {%- for column in kept
                        if column.name not in verbatim and column.name != 'source_system' %}
                    {{ read_text(column, folded | replace('{name}', column.name)) | indent(20) }} as raw_{{ column.name }},
                    {%- endfor %}
                    {%- for name in verbatim %}
                    {{ folded | replace('{name}', name) | indent(20) }} as folded_{{ name }},
                    nullif(trim({{ without_turns(name) }}), '') as {{ '' if name in landing_extra_columns(table_name) else 'raw_' }}{{ name }},
                    {%- endfor %}
                    {%- for name in passed_columns %}
                    {{ name }},
                    {%- endfor %}
                    raw_file,
                    raw_file_modified_at,
                    raw_line,
                    {{ row_hash(columns) }} as row_hash
                from (
                    select
                        *,
                        {{ folded_text('source_system') | indent(24) }} as folded_source_system
                    from {{ relation }}
                    {{ computed_once() }}
                ) as named
                {{ computed_once() }}
            ) as cleaned
            {{ computed_once() }}
        ) as typed
    ) as delivered
) as judged
{%- endmacro %}

{# Whether a value of a column can be refused. #}
{% macro is_judged(column) -%}
    {%- set meta = column.config.meta -%}
    {{ return(meta.required or column.data_type != 'text' or may_be_an_id(column)) }}
{%- endmacro %}

{# Why a value is not accepted, as a code; NULL where it is. #}
{% macro judged_value(column, may_be_total=false) -%}
{%- set meta = column.config.meta -%}
{%- set codes = {
    'text': 'missing_value', 'timestamp': 'not_a_timestamp', 'date': 'not_a_date',
    'time': 'not_a_time', 'double': 'not_a_number', 'integer': 'not_a_whole_number',
    'boolean': 'not_a_boolean', 'duration': 'not_a_duration',
} -%}
case
    when raw_{{ column.name }} is null then {{ "'missing_value'" if meta.required else 'null' }}
    {%- if meta.identifier and meta.required %}
    when {{ is_heading('raw_' ~ column.name, column.name) }} then 'heading'
    {%- if may_be_total %}
    when {{ is_total('raw_' ~ column.name) }} then 'total'
    {%- endif %}
    {%- endif %}
    {%- if may_be_an_id(column) %}
    when {{ is_rounded_id('raw_' ~ column.name) }}{{ ' and ' ~ changes_an_id('raw_event_type') if meta.changed }}
        then 'rounded_id'
    when {{ is_nested('raw_' ~ column.name) }}{{ ' and ' ~ changes_an_id('raw_event_type') if meta.changed }}
        then 'nested_id'
    {%- endif %}
    {%- if column.data_type != 'text' %}
    when {{ column.name }} is null then
        case
            when not {{ is_nothing('raw_' ~ column.name) }} then '{{ codes[column.data_type] }}'
            {{ "else 'missing_value'" if meta.required }}
        end
    {%- endif %}
    {%- if is_out_of_range(column, column.name) != 'false' %}
    when {{ is_out_of_range(column, column.name) }} then 'out_of_range'
    {%- endif %}
    {%- if meta.occurrence %}
    when {{ column.name }} > latest_at then 'in_the_future'
    {%- elif column.name == 'loaded_at' %}
    when {{ column.name }} > latest_delivery_at then 'in_the_future'
    {%- endif %}
end
{%- endmacro %}

{# Whether a typed value is beyond what the contract accepts: its `minimum` and `maximum`, and for every day and
   instant the years in which a support desk can have worked or planned. The first day of either is what programs write
   where there is none. #}
{% macro is_out_of_range(column, value) -%}
    {%- set bounds = {
        'timestamp': ("timestamp '1970-01-02 00:00:00'", "timestamp '2100-12-31 23:59:59.999999'"),
        'date': ("date '1900-01-02'", "date '2100-12-31'"),
    } -%}
    {%- set lowest, highest = bounds.get(
        column.data_type, (column.config.meta.minimum, column.config.meta.maximum)
    ) -%}
    {{ return(
        'not ' ~ value ~ ' between ' ~ lowest ~ ' and ' ~ highest
        if lowest is defined and lowest is not none else 'false'
    ) }}
{%- endmacro %}

{# The first required column that rejects the row, seen through a template of its name. #}
{% macro first_rejection(judged, template) -%}
case
    {%- for column in judged if column.config.meta.required %}
    when reason_{{ column.name }} is not null
        then {{ template | replace('{name}', column.name) }}
    {%- endfor %}
end
{%- endmacro %}

{# Optional values that were not accepted, one line each: `column: reason: value`. #}
{% macro unparsed_values(judged) -%}
{%- set optional = [] -%}
{%- set lines = [] -%}
{%- for column in judged if not column.config.meta.required -%}
    {%- do optional.append('reason_' ~ column.name) -%}
    {%- do lines.append(
        "coalesce(chr(10) || '" ~ column.name ~ ": ' || reason_" ~ column.name
        ~ " || ': ' || replace(left(raw_" ~ column.name ~ ", 200), chr(10), ' '), '')"
    ) -%}
{%- endfor -%}
case
    when coalesce({{ optional | join(', ') }}) is not null
        then substr({{ lines | join('\n            || ') }}, 2)
end
{%- endmacro %}

{# Columns of a base model in their order. #}
{% macro base_columns(table_name, columns) -%}
    {%- set names = ['row_key'] -%}
    {%- for column in columns if column.config.meta.personal_data != 'dropped' -%}
        {%- if column.config.meta.personal_data == 'hashed' -%}
            {%- do names.append(column.name ~ ' as ' ~ column.name ~ '_hash') -%}
        {%- else -%}
            {%- do names.append(column.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(names + landing_extra_columns(table_name) + [
        'raw_file', 'delivered_at', 'rejected_column', 'rejected_value', 'rejected_reason',
        'unparsed_values',
    ]) }}
{%- endmacro %}

{# The extra slices are the only columns that no contract names; the tickets always have three. #}
{% macro landing_extra_columns(table_name) -%}
    {%- set columns = [] -%}
    {%- for number in range([extra_columns_of(table_name) | length, 3 if table_name == 'tickets' else 0] | max) -%}
        {%- do columns.append('extra_slice_' ~ (number + 1)) -%}
    {%- endfor -%}
    {{ return(columns) }}
{%- endmacro %}

{# The identity of a row as one text: the accepted values of the contract's key columns, joined by `|`.
   Ids are told apart by case, words are not. NULL where a required part was not accepted, because such a row has no
   identity. #}
{% macro row_key(contract) -%}
    {%- if contract.key | length == 1 -%}
        {{ return('case when reason_' ~ contract.key[0] ~ ' is null then ' ~ contract.key[0] ~ ' end') }}
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

{# The last tie-break between versions of a row, where no line tells them apart: any order will do, if it is always
   the same. #}
{% macro row_hash(columns) -%}
    {%- set values = [] -%}
    {%- for column in columns -%}
        {%- do values.append("coalesce(" ~ column.name ~ ", '')") -%}
    {%- endfor -%}
    {{ return('case when raw_line is null then ' ~ md5_text(values | join(" || '|' || ")) ~ ' end') }}
{%- endmacro %}
