{# Groups the files of one table by format and columns, because each group is read by one
   statement. Returns a list of {format, files, columns, names, …}; `columns` are the names as
   delivered, `names` those of the contract or none, and the rest is how the format is read. #}
{% macro landing_file_groups(files, contract) -%}
    {%- set groups = [] -%}
    {%- for format in ['csv', 'jsonl', 'parquet'] -%}
        {%- set own_files = files | selectattr('format', 'equalto', format) | list -%}
        {%- if own_files -%}
            {%- do groups.extend(landing_groups_of_format(format, own_files, contract)) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(groups) }}
{%- endmacro %}

{% macro landing_groups_of_format(format, files, contract) -%}
    {%- if format == 'csv' -%}
        {%- set headers = landing_csv_headers(files, contract) -%}
    {%- elif format == 'jsonl' -%}
        {%- set headers = landing_json_headers(files) -%}
    {%- else -%}
        {%- set headers = landing_parquet_headers(files) -%}
    {%- endif -%}
    {%- set groups = {} -%}
    {%- for file in files -%}
        {%- set header = headers[file.path] -%}
        {%- if header.signature not in groups -%}
            {%- set group = {'format': format, 'files': [], 'forms': {}} -%}
            {%- do group.update(header) -%}
            {%- do group.update({'names': landing_names(header.columns, contract)}) -%}
            {%- do groups.update({header.signature: group}) -%}
        {%- endif -%}
        {%- do groups[header.signature].files.append(file) -%}
    {%- endfor -%}
    {{ return(groups.values() | list) }}
{%- endmacro %}

{# The names of the contract for delivered names, none for one that the contract does not know. Case,
   spaces, underscores, hyphens and dots make no difference. #}
{% macro landing_names(columns, contract) -%}
    {%- set known = contract.columns | list + contract.extra_slices -%}
    {%- set folded = {} -%}
    {%- for name in known -%}
        {%- do folded.update({landing_folded(name): name}) -%}
    {%- endfor -%}
    {%- set names = [] -%}
    {%- for column in columns -%}
        {%- set plain = column | trim | lower -%}
        {%- do names.append(plain if plain in known else folded.get(landing_folded(column))) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# A name without what makes no difference. #}
{% macro landing_folded(name) -%}
    {{ return(modules.re.sub('[\\s_.\\-]+', '', name | lower)) }}
{%- endmacro %}

{# Top-level columns of each Parquet file. Types are part of the signature: an integer id that is
   read together with a float one would become 1.0. #}
{% macro landing_parquet_headers(files) -%}
    {%- set broken = run_query(
        "select filename from read_blob(" ~ quote_files(files) ~ ") where size < 12 or "
        ~ "(size < 1000000000 and (content[1:4] <> 'PAR1'::blob or content[-4:] <> 'PAR1'::blob)) "
        ~ 'order by filename limit 1'
    ) -%}
    {%- for row in broken.rows -%}
        {%- set file = (files | selectattr('path', 'equalto', row['filename']) | list)[0] -%}
        {%- do refuse_inputs(
            "file '" ~ file.raw_file ~ "' is no whole Parquet file; deliver it again."
        ) -%}
    {%- endfor -%}
    {%- set statement -%}
        select file_name as path, name, coalesce(num_children, 0) as num_children, duckdb_type
        from parquet_schema({{ quote_files(files) }})
        order by file_name, column_id
    {%- endset -%}
    {%- set headers = {} -%}
    {%- set walk = {'nested': 0} -%}
    {%- for row in run_query(statement).rows -%}
        {%- if row['path'] not in headers -%}
            {# The first row of a file is its root, not a column. #}
            {%- do headers.update({row['path']: {'columns': [], 'signature': 'parquet:'}}) -%}
            {%- do walk.update({'nested': 0}) -%}
        {%- else -%}
            {%- set header = headers[row['path']] -%}
            {%- if walk.nested > 0 -%}
                {%- do walk.update({'nested': walk.nested - 1 + row['num_children'] | int}) -%}
            {%- else -%}
                {%- do header.columns.append(row['name']) -%}
                {%- do walk.update({'nested': row['num_children'] | int}) -%}
            {%- endif -%}
            {%- do header.update({
                'signature': header.signature ~ '\x1f' ~ row['name'] ~ ':' ~ row['duckdb_type']
            }) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for path, durations in landing_arrow_durations(files).items() if durations -%}
        {%- do headers[path].update({
            'durations': durations, 'signature': headers[path].signature ~ '\x1f' ~ durations
        }) -%}
    {%- endfor -%}
    {{ return(headers) }}
{%- endmacro %}
