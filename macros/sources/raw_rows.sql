{# The rows of a raw table from everywhere: the raw files and the enabled sources, as an item of a
   `from` called raw_rows. Every column of the contract is text, as it is in the files. #}
{% macro raw_rows(source_name, table_name) -%}
    {%- set files = source(source_name, table_name) -%}
    {%- set models = {} -%}
    {%- for name, model in raw_row_models(table_name).items() -%}
        {%- do models.update({name: ref(model)}) -%}
    {%- endfor -%}
    {%- if not models or not execute -%}
        {{ return(files ~ ' as raw_rows') }}
    {%- endif -%}
    {%- set columns = landing_columns(table_name, contract_of(source_name, table_name)) -%}
    {%- set selects = [] -%}
    {%- for name, model in models.items() -%}
        {%- do selects.append(source_as_raw_rows(name, model, columns)) -%}
    {%- endfor -%}
    {{ return(
        '(select ' ~ columns | join(', ') ~ ', raw_line, raw_file, raw_file_modified_at from ' ~ files
        ~ ' union all ' ~ selects | join(' union all ') ~ ') as raw_rows'
    ) }}
{%- endmacro %}

{# Models with rows of a raw table, by the name under which their rows are known: those of the enabled sources, and
   the model of a project that uses this one as a package (variable `raw_models`). #}
{% macro raw_row_models(table_name) -%}
    {%- set models = {} -%}
    {%- for name in sources_of(table_name) -%}
        {%- do models.update({name: name ~ '__' ~ table_name}) -%}
    {%- endfor -%}
    {%- set own = var('raw_models').get(table_name) -%}
    {%- if own -%}
        {%- do models.update({own: own}) -%}
    {%- endif -%}
    {{ return(models) }}
{%- endmacro %}

{# Whether rows come from elsewhere than from raw files. #}
{% macro has_raw_models() -%}
    {{ return((enabled_sources() or var('raw_models')) | length > 0) }}
{%- endmacro %}

{# The rows of one source model under the names of the contract. Read now, they were delivered now, unless
   their `loaded_at` says otherwise. #}
{% macro source_as_raw_rows(name, model, columns) -%}
    {%- set given = adapter.get_columns_in_relation(model) | map(attribute='name') | list -%}
    {%- set selected = [] -%}
    {%- for column in columns -%}
        {%- do selected.append(
            'cast(' ~ (column if column in given else 'null') ~ ' as ' ~ type_text() ~ ') as ' ~ column
        ) -%}
    {%- endfor -%}
    {{ return(
        'select ' ~ selected | join(', ') ~ ', cast(null as bigint) as raw_line'
        ~ ", cast('" ~ name ~ "' as " ~ type_text()
        ~ ") as raw_file, cast('" ~ run_started_at.strftime('%Y-%m-%d %H:%M:%S')
        ~ "' as " ~ type_timestamp() ~ ') as raw_file_modified_at from ' ~ model
    ) }}
{%- endmacro %}
