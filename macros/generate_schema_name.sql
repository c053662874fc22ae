{# Schemas are named by layer. A target schema other than `main` becomes a prefix, so that several
   builds can live in one database without touching each other. On Spark, where every build has a
   schema of its own, they share the base models: the next one types only raw files that changed. #}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {%- if custom_schema_name is none -%}
        {{ target.schema }}
    {%- elif target.schema == 'main' -%}
        {{ custom_schema_name | trim }}
    {%- elif target.type == 'spark' and custom_schema_name == 'base'
        and env_var('SUPPORT_KPI_SPARK_CATALOGUE', 'hive') != 'in-memory' -%}
        {{ modules.re.sub(spark_build_name(), '', target.schema) }}_base
    {%- else -%}
        {{ target.schema }}_{{ custom_schema_name | trim }}
    {%- endif -%}
{%- endmacro %}
