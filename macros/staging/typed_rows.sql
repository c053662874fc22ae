{# What the sources' YAML says of one raw table: {columns, key, prefer, newest_by}. #}
{% macro contract_of(source_name, table_name) -%}
    {%- if graph.sources is not defined -%}
        {{ return(contract_in_unit_test(table_name)) }}
    {%- endif -%}
    {%- for source_table in graph.sources.values()
        if source_table.source_name == source_name and source_table.name == table_name -%}
        {%- set columns = {} -%}
        {%- for column in source_table.columns.values() -%}
            {%- do columns.update({column.name: {
                'name': column.name,
                'data_type': column.data_type,
                'config': {'meta': column.config.meta},
            }}) -%}
        {%- endfor -%}
        {{ return({
            'columns': columns,
            'key': source_table.config.meta.key,
            'prefer': source_table.config.meta.get('prefer'),
            'newest_by': source_table.config.meta.get('newest_by'),
        }) }}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(
        'The contract has no table ' ~ source_name ~ '.' ~ table_name ~ '.'
    ) -%}
{%- endmacro %}

{# dbt gives unit tests no graph, so there the contract is read from the copy that the start of
   every run leaves in the landing schema. #}
{% macro contract_in_unit_test(table_name) -%}
    {%- set found = run_query(
        "select contract from landing.raw_contract where raw_table = '" ~ table_name ~ "'"
    ) -%}
    {{ return(fromjson(found.rows[0][0])) }}
{%- endmacro %}

{# All rows of a raw table, typed as the contract says, checked and ordered: the body of a
   base model.

   The contract (types, required, identifiers, keys) is read from the sources' YAML, so that no rule
   is written twice. Only keys that occur more than once are sorted: sorting 80 million wide rows
   to find a few repeats would cost more than all the rest.

   An incremental base model types the raw files that are new or changed since its last build, and
   orders their rows anew together with the older rows of the same keys; `written_by_file` puts them in. #}
{% macro typed_rows(source_name, table_name) -%}
{%- set relation = raw_rows(source_name, table_name) -%}
{%- if not execute -%}
select * from {{ relation }}
{%- elif config.get('materialized') != 'by_file' -%}
{{ typed_rows_of(relation, contract_of(source_name, table_name), table_name, [], none) }}
{%- else -%}
{%- set changes = (
    raw_file_changes_of(model.name, load_cached_relation(this))
) -%}
{%- set rows = rows_with_file_version(relation, source_name, table_name) -%}
{%- if changes.unchanged -%}
    {%- set rows = rows_of_files(rows, changes.arrived) -%}
{%- endif -%}
{{ typed_rows_of(
    rows, contract_of(source_name, table_name), table_name, ['raw_file_version'],
    changes if changes.unchanged else none
) }}
{%- endif -%}
{%- endmacro %}

{# The same for given raw rows. `passed_columns` go through as they are; `changes` says which files an
   incremental model types, none that all rows are there. #}
{% macro typed_rows_of(relation, contract, table_name, passed_columns, changes) -%}
{%- set columns = contract.columns.values() | list -%}
{%- set names = base_columns(table_name, columns) + passed_columns -%}
{#- `column as alias` where a column is renamed; later steps know the alias alone. -#}
{%- set typed_names = [] -%}
{%- for name in names -%}
    {%- do typed_names.append(name.split(' as ')[-1]) -%}
{%- endfor -%}
{%- do typed_names.append('rank_in_file') -%}
with typed as (
    {{ judged_rows(relation, table_name, contract, passed_columns) | indent(4) }}
),

-- Keys with more than one row: only these need an order.
repeated_keys as (
    select row_key
    from typed
    where row_key is not null
    group by row_key
    having count(*) > 1
),

single_rows as (
    select
        {% for name in names -%}
        typed.{{ name }},
        {% endfor -%}
        cast(1 as {{ type_integer() }}) as rank_in_file
    from typed
    left join repeated_keys
        on typed.row_key = repeated_keys.row_key
    where repeated_keys.row_key is null
),

-- Of the equally new rows in a file the last one counts: here its line is known. Rows of sources have
-- none, and any order will do that is always the same.
repeated_rows as (
    select
        {% for name in names -%}
        typed.{{ name }},
        {% endfor -%}
        cast(row_number() over (
            partition by typed.row_key, typed.raw_file
            order by
                case when typed.rejected_reason is null then 0 else 1 end,
                typed.raw_line desc nulls last,
                typed.row_hash
        ) as {{ type_integer() }}) as rank_in_file
    from typed
    inner join repeated_keys
        on typed.row_key = repeated_keys.row_key
),

-- Rows that need an order among each other.
rows_to_order as (
    {% if changes -%}
    {{ rows_with_older_versions(
        ['single_rows', 'repeated_rows'], typed_names, changes
    ) | indent(4) }}
    {%- else -%}
    select * from repeated_rows
    {%- endif %}
),

-- The newest version first; a rejected one keeps its place, so that a gap above the first
-- accepted version shows that the version in force is stale.
ordered_rows as (
    select
        *,
        row_number() over newest_first as delivery_rank,
        sum(case when rejected_reason is null then 1 else 0 end) over newest_first
            as accepted_rank
    from rows_to_order
    window newest_first as (
        partition by row_key
        order by
            {%- if contract.prefer %}
            {{ contract.prefer }},
            {%- endif %}
            updated_at desc nulls last,
            loaded_at desc nulls last,
            {%- for column in contract.newest_by or [] %}
            {{ column }} desc nulls last,
            {%- endfor %}
            raw_file desc nulls last,
            rank_in_file
        rows between unbounded preceding and current row
    )
),

final as (
    {%- if not changes %}
    select
        *,
        case when rejected_reason is null then cast(1 as {{ type_integer() }}) end as version_rank,
        false as is_stale
    from single_rows
    union all
    {%- endif %}
    select
        {{ typed_names | join(',\n        ') }},
        case
            when rejected_reason is null then cast(accepted_rank as {{ type_integer() }})
        end as version_rank,
        rejected_reason is null and accepted_rank = 1 and delivery_rank > 1 as is_stale
    from ordered_rows
)

select * from final
{%- endmacro %}

{# The typed value of a raw column. `text` is the expression of its cleaned text. #}
{% macro typed_value(column, text) -%}
    {%- set type = column.data_type -%}
    {%- if column.config.meta.identifier -%}
        {{ return(qualified_id(
            unreserved(text, column.config.meta.reserved), is_person=column.config.meta.is_person
        )) }}
    {%- elif column.config.meta.month -%}
        {{ return(safe_date(
            "case when length(" ~ text ~ ") = 7 then " ~ text ~ " || '-01' else " ~ text ~ " end"
        )) }}
    {%- elif column.config.meta.personal_data == 'hashed' -%}
        {{ return(
            personal_hash(text) if column.config.meta.is_person else md5_text(normalised_text(text))
        ) }}
    {%- elif type == 'text' -%}
        {%- if column.config.meta.personal_data or column.config.meta.mapped
            or column.name == 'source_system' -%}
            {{ return(text) }}
        {%- endif -%}
        {{ return(published_text(
            'folded_' ~ column.name if column.config.meta.verbatim else text, text
        )) }}
    {%- elif type == 'timestamp' -%}
        {{ return(safe_timestamp(text)) }}
    {%- elif type == 'date' -%}
        {{ return(safe_date(text)) }}
    {%- elif type == 'time' -%}
        {{ return(safe_time_of_day(text)) }}
    {%- elif type in ['double', 'duration'] -%}
        {%- set readings = [written_number(text, type_double(), '(?:[.][0-9]{0,15})?')] -%}
        {%- do readings.append(written_duration(text)) if type == 'duration' -%}
        {{ return(first_reading(text, [safe_double(text)] + readings)) }}
    {%- elif type == 'integer' -%}
        {{ return(first_reading(text, [safe_integer(text), written_number(text, type_integer())])) }}
    {%- elif type == 'boolean' -%}
        {{ return(first_reading(text, [safe_boolean(text), check_mark(text)])) }}
    {%- endif -%}
    {%- do exceptions.raise_compiler_error(
        'The contract gives column ' ~ column.name ~ ' the type ' ~ type
        ~ '; use text, timestamp, date, time, double, duration, integer or boolean.'
    ) -%}
{%- endmacro %}

{# The first of several readings that a text has. Nearly every text has the first, or is NULL: neither is looked at twice. #}
{% macro first_reading(text, readings) -%}
    {{ return(
        'coalesce(' ~ readings[0] ~ ', case when ' ~ text ~ ' is not null then coalesce('
        ~ readings[1:] | join(', ') ~ ') end)'
    ) }}
{%- endmacro %}

{# An id that is unique across systems and tells nothing about a person. `is_person` says whether it is the id of a
   customer or visitor: true, false, or an SQL condition. #}
{% macro qualified_id(text, source_system='raw_source_system', is_person=false) -%}
    {%- if is_person is string -%}
        {%- set id = (
            'case when ' ~ is_person ~ ' then ' ~ unpersonal_id(text, true) ~ ' else '
            ~ unpersonal_id(text) ~ ' end'
        ) -%}
    {%- else -%}
        {%- set id = unpersonal_id(text, is_person) -%}
    {%- endif -%}
    {#- The id once: an engine prepares its expressions as often as they are written. No colon of a system's name is
        one that ends it. -#}
    {{ return(
        "case when " ~ source_system ~ " is null then '' else replace(" ~ source_system
        ~ ", ':', '%3A') || ':' end || " ~ id
    ) }}
{%- endmacro %}

{# A text that is not the word by which the models call something of their own: such a name gets a sign more, and so
   does every longer one, so that two names stay two. #}
{% macro unreserved(text, word) -%}
    {{ return(
        'case when left(' ~ text ~ ', ' ~ word | length ~ ") = '" ~ word ~ "' then " ~ text ~ " || '_' else " ~ text
        ~ ' end' if word else text
    ) }}
{%- endmacro %}
