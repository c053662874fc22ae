{# The schema of the views that people read. #}
{% macro spark_published_schema() -%}
    {{ return(env_var('SUPPORT_KPI_SPARK_PUBLISHED', 'support_kpi')) }}
{%- endmacro %}

{# A pattern of what follows the prefix in the name of a build: its time. #}
{% macro spark_build_name() -%}
    {{ return('_[0-9]{8}t[0-9]{6,9}z$') }}
{%- endmacro %}

{# Public models and seeds, by name. dbt knows access for models only; on a seed it is a plain entry
   of its configuration. #}
{% macro spark_public_tables() -%}
    {%- set tables = {} -%}
    {%- for node in graph.nodes.values() | sort(attribute='name')
        if node.resource_type in ['model', 'seed']
        and node.config.get('materialized') != 'ephemeral'
        and 'public' in [node.get('access'), node.config.get('access')] -%}
        {%- do tables.update({node.name: node}) -%}
    {%- endfor -%}
    {{ return(tables) }}
{%- endmacro %}

{# Names of the tables that stand in the schemas of some nodes. #}
{% macro spark_tables_of(nodes) -%}
    {%- set names = [] -%}
    {%- for schema in nodes | map(attribute='schema') | unique -%}
        {%- if run_query("show schemas like '" ~ schema ~ "'").rows -%}
            {%- for row in run_query('show tables in ' ~ schema).rows -%}
                {%- do names.append(row['tableName']) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# The schemas of all builds with the prefix of this one, by name of the build, newest first. #}
{% macro spark_builds() -%}
    {%- set prefix = modules.re.sub(spark_build_name(), '', target.schema) -%}
    {%- set found = {} -%}
    {%- set schemas = run_query("show schemas like '" ~ prefix ~ "_*'").columns[0].values() -%}
    {%- for schema in schemas | sort(reverse=true) -%}
        {%- set layer = modules.re.search('_[a-z]+$', schema) -%}
        {%- set build = schema[:layer.start()] if layer else '' -%}
        {%- if modules.re.fullmatch(prefix ~ spark_build_name(), build) -%}
            {%- do found.setdefault(build, []).append(schema) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# Keep the newest builds, failed ones counted; the published one and younger ones always stay. #}
{% macro spark_remove_old_builds(builds) -%}
    {%- set kept = env_var('SUPPORT_KPI_KEEP_RELEASES', '5') | int -%}
    {%- set older = builds.keys() | select('lt', target.schema) | list -%}
    {%- for build in older[[kept - 1, 0] | max:] -%}
        {%- for schema in builds[build] -%}
            {%- do run_query('drop schema ' ~ schema ~ ' cascade') -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}
