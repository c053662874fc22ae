{# Point the views that people read at a build, as an operation after a good `dbt build`. Only for
   Spark: elsewhere the runner publishes. #}
{% macro publish_views() -%}
    {%- do adapter.dispatch('publish_views')() -%}
{%- endmacro %}

{% macro default__publish_views() -%}
    {%- do refuse_configuration(
        'publish_views is for Spark; publish with: python scripts/warehouse.py run.'
    ) -%}
{%- endmacro %}

{# One statement per view: Spark has no transaction over several. A view of a table that is not
   public any more goes last. #}
{% macro spark__publish_views() -%}
    {%- set published = spark_published_schema() -%}
    {%- set builds = spark_builds() -%}
    {%- if not modules.re.search(spark_build_name(), target.schema) -%}
        {%- do refuse_configuration(
            "SUPPORT_KPI_SPARK_SCHEMA is '" ~ target.schema ~ "', which names no build of its own; "
            ~ 'end it with the time of the build, as in support_kpi_build_20260131t060000z.'
        ) -%}
    {%- endif -%}
    {%- set public = spark_public_tables() -%}
    {%- set missing = public.keys() | reject('in', spark_tables_of(public.values())) | list -%}
    {%- if missing -%}
        {%- do refuse_configuration(
            target.schema ~ ' is no whole build, ' ~ missing[0] ~ ' is not there; build it first: '
            ~ 'dbt build --target spark --exclude-resource-type unit_test.'
        ) -%}
    {%- endif -%}
    {%- do run_query('create schema if not exists ' ~ published) -%}
    {%- for name, node in public.items() -%}
        {%- do run_query(
            'create or replace view ' ~ published ~ '.' ~ name
            ~ ' comment ' ~ spark_text(node.description)
            ~ ' as select * from ' ~ node.schema ~ '.' ~ name
        ) -%}
    {%- endfor -%}
    {%- do run_query(
        'alter schema ' ~ published ~ " set dbproperties ('build' = '" ~ target.schema ~ "')"
    ) -%}
    {%- for row in run_query('show views in ' ~ published).rows if row['viewName'] not in public -%}
        {%- do run_query('drop view ' ~ published ~ '.' ~ row['viewName']) -%}
    {%- endfor -%}
    {%- do spark_remove_old_builds(builds) -%}
    {%- do log('Published: ' ~ public | length ~ ' views of ' ~ target.schema, info=true) -%}
{%- endmacro %}

{# Says which build the views show, as an operation. #}
{% macro show_published() -%}
    {%- do adapter.dispatch('show_published')() -%}
{%- endmacro %}

{% macro default__show_published() -%}
    {%- do refuse_configuration(
        'show_published is for Spark; ask with: python scripts/warehouse.py status.'
    ) -%}
{%- endmacro %}

{% macro spark__show_published() -%}
    {%- set published = spark_published_schema() -%}
    {%- set builds = [] -%}
    {%- if run_query("show schemas like '" ~ published ~ "'").rows -%}
        {%- set described = run_query('describe schema extended ' ~ published) -%}
        {%- for row in described.rows if row[0] == 'Properties' -%}
            {%- do builds.extend(modules.re.findall('build,(\\w+)', row[1])) -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set build = builds | first or 'nothing yet' -%}
    {%- do log('Published in ' ~ published ~ ': ' ~ build, info=true) -%}
{%- endmacro %}
