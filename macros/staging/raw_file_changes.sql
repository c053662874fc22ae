{# What an incremental base model must do about the raw files since its last build: `arrived` are to
   be typed, the rows of `gone` leave the model, those of `unchanged` may stay. A file that was written
   anew is both of the first; so is every file when contract, variables, macros or engine have changed,
   because its rows were typed otherwise. Where no file is unchanged, the model is built whole. #}
{% macro raw_file_changes(relation, source_name, table_name) -%}
    {%- set changes = {'arrived': [], 'gone': [], 'unchanged': []} -%}
    {%- set files = run_query(
        'select delivered.raw_file as delivered, known.raw_file as known from '
        ~ raw_file_versions(source_name, table_name) ~ ' as delivered full outer join '
        ~ '(select distinct raw_file, raw_file_version from ' ~ relation ~ ') as known '
        ~ 'on delivered.raw_file = known.raw_file '
        ~ 'and delivered.raw_file_version = known.raw_file_version'
    ) -%}
    {%- for file in files.rows -%}
        {%- if file['known'] is none -%}
            {%- do changes.arrived.append(file['delivered']) -%}
        {%- elif file['delivered'] is none -%}
            {%- do changes.gone.append(file['known']) -%}
        {%- else -%}
            {%- do changes.unchanged.append(file['known']) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(changes) }}
{%- endmacro %}

{# The delivered files of a raw table with their versions, as a subquery. A version changes with the
   file and with what is made of it. The rows of a source are read anew in every build. #}
{% macro raw_file_versions(source_name, table_name) -%}
    {%- set sources = [] -%}
    {%- for name in raw_row_models(table_name) -%}
        {%- do sources.append(" union all select '" ~ name ~ "', '" ~ invocation_id ~ "'") -%}
    {%- endfor -%}
    {{ return(
        '(select raw_file, ' ~ md5_text(
            'cast(modified_at as ' ~ type_text() ~ ") || ' ' || cast(size_bytes as " ~ type_text()
            ~ ") || ' ' || landed_as || ' " ~ typing_version(source_name, table_name) ~ "'"
        ) ~ " as raw_file_version from landing.raw_files where raw_table = '" ~ table_name ~ "'"
        ~ sources | join('') ~ ')'
    ) }}
{%- endmacro %}

{# A checksum of all that decides what a raw row becomes, the row aside. #}
{% macro typing_version(source_name, table_name) -%}
    {%- set contract = contract_of(source_name, table_name) -%}
    {%- set landed = (landing_contracts()[table_name] if graph.sources is defined else {
        'columns': contract.columns, 'extra_slices': [],
    }) -%}
    {%- set readers = [] -%}
    {%- for format in ['csv', 'jsonl', 'parquet'] -%}
        {%- do readers.append(
            {
                'format': format, 'files': [], 'columns': landed.columns | list + landed.extra_slices,
                'names': landed.columns | list + landed.extra_slices, 'forms': {},
                'delimiter': ',', 'skipped_lines': 0, 'json_format': 'newline_delimited',
            }
        ) -%}
    {%- endfor -%}
    {{ return(local_md5([
        typed_rows_of('raw_rows', contract, table_name, [], none),
        landing_view(table_name, landed, readers),
        run_query('select version()').rows[0][0],
    ] | join('\n'))) }}
{%- endmacro %}

{# Raw rows with the version of the file that they came from. #}
{% macro rows_with_file_version(relation, source_name, table_name) -%}
    {{ return(
        '(select raw_rows.*, versions.raw_file_version from ' ~ relation
        ~ ' left join ' ~ raw_file_versions(source_name, table_name)
        ~ ' as versions on raw_rows.raw_file = versions.raw_file) as raw_rows'
    ) }}
{%- endmacro %}

{# The raw rows of some files. #}
{% macro rows_of_files(rows, raw_files) -%}
    {{ return(
        '(select * from ' ~ rows ~ ' where ' ~ is_among('raw_file', raw_files) ~ ') as raw_rows'
    ) }}
{%- endmacro %}

{# The newly typed rows and, from the table as it stands, the older rows whose order may change: those
   that share a key with a new row or with a row that leaves. #}
{% macro rows_with_older_versions(typed, names, changes) -%}
{%- for cte_name in typed %}
select * from {{ cte_name }}
union all
{%- endfor %}
select {{ names | join(', ') }}
from {{ this }}
where not ({{ is_among('raw_file', changes.gone) }})
    and row_key in (
        {%- for cte_name in typed %}
        select row_key from {{ cte_name }}
        union all
        {%- endfor %}
        select row_key from {{ this }} where {{ is_among('raw_file', changes.gone) }}
    )
{%- endmacro %}

{# Whether a text is one of a list; false for an empty list. #}
{% macro is_among(expression, values) -%}
    {%- set quoted = [] -%}
    {%- for value in values -%}
        {%- do quoted.append(text_literal(value)) -%}
    {%- endfor -%}
    {{ return(expression ~ ' in (' ~ quoted | join(', ') ~ ')' if quoted else '1 = 0') }}
{%- endmacro %}

{# The same for a base model by name, about the table that stands there: `unchanged` is empty where there is
   none, or everything shall be typed again. #}
{% macro raw_file_changes_of(model_name, existing) -%}
    {%- if existing is none or existing.type != 'table' or should_full_refresh() -%}
        {{ return({'arrived': [], 'gone': [], 'unchanged': []}) }}
    {%- endif -%}
    {%- set source_name, table_name = model_name.split('_', 1)[1].split('__') -%}
    {{ return(raw_file_changes(existing, source_name, table_name)) }}
{%- endmacro %}
