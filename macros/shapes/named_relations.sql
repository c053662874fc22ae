{% macro named_relations(rows) -%}
    {#- Names of models in braces become the names under which they lie in the database. -#}
    {%- set found = {'sql': rows | trim, 'names': []} -%}
    {%- for name in modules.re.findall('{(\\w+)}', rows) | unique -%}
        {%- set node = node_named(name) -%}
        {%- if node.config.materialized == 'ephemeral' -%}
            {{ exceptions.raise_compiler_error(name ~ ' is ephemeral: rows to list must lie in the database.') }}
        {%- endif -%}
        {%- set relation = node.schema ~ '.' ~ node.alias -%}
        {%- do found.update({'sql': found.sql | replace('{' ~ name ~ '}', relation)}) -%}
        {%- do found.names.append(relation) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}

{# The model or seed of a name, as `ref` finds it: one of the project that uses this one as a package
   comes first. #}
{% macro node_named(name) -%}
    {%- for package in [project_name, 'support_kpi'] -%}
        {%- for kind in ['model', 'seed'] -%}
            {%- set node = graph.nodes.get(kind ~ '.' ~ package ~ '.' ~ name) -%}
            {%- if node -%}
                {{ return(node) }}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(none) }}
{%- endmacro %}
