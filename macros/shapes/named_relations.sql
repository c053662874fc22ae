{% macro named_relations(rows) -%}
    {#- Names of models in braces become the names under which they lie in the database. -#}
    {%- set found = {'sql': rows | trim, 'names': []} -%}
    {%- for name in modules.re.findall('{(\\w+)}', rows) | unique -%}
        {%- set node = graph.nodes.values()
            | selectattr('resource_type', 'in', ['model', 'seed']) | selectattr('name', 'equalto', name) | first -%}
        {%- if node.config.materialized == 'ephemeral' -%}
            {{ exceptions.raise_compiler_error(name ~ ' is ephemeral: rows to list must lie in the database.') }}
        {%- endif -%}
        {%- set relation = node.schema ~ '.' ~ node.alias -%}
        {%- do found.update({'sql': found.sql | replace('{' ~ name ~ '}', relation)}) -%}
        {%- do found.names.append(relation) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
