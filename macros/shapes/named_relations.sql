{% macro named_relations(rows) -%}
    {#- Names of models in braces become the names under which they lie in the database. -#}
    {%- set found = {'sql': rows | trim, 'names': []} -%}
    {%- for name in modules.re.findall('{(\\w+)}', rows) | unique -%}
        {%- set full_name = '.' ~ project_name ~ '.' ~ name -%}
        {%- set node = graph.nodes.get('model' ~ full_name) or graph.nodes.get('seed' ~ full_name) -%}
        {%- if node.config.materialized == 'ephemeral' -%}
            {{ exceptions.raise_compiler_error(name ~ ' is ephemeral: rows to list must lie in the database.') }}
        {%- endif -%}
        {%- set relation = node.schema ~ '.' ~ node.alias -%}
        {%- do found.update({'sql': found.sql | replace('{' ~ name ~ '}', relation)}) -%}
        {%- do found.names.append(relation) -%}
    {%- endfor -%}
    {{ return(found) }}
{%- endmacro %}
