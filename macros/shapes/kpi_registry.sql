{% macro register_kpis(
    kpis, slices, date_column=none, rows=none, period=none, first_by=none, part='both', include_overall=true,
    quantile_grains=none
) -%}
    {#- The one place that says which rows, which model and which columns make a KPI. It is written with
        the model, in dbt's manifest, so it cannot say anything else than what the model computes. -#}
    {%- set values = {'overall': none} if include_overall else {} -%}
    {%- for slice_name, slice_column in slices.items() -%}
        {%- do values.update({slice_name: slice_column and slice_value_of(slice_name, slice_column)}) -%}
    {%- endfor -%}
    {%- set ids = kpis.keys() | list -%}
    {%- do config(meta={'kpis_of_' ~ part ~ '_' ~ ids[0] ~ '_by_' ~ (slices.keys() | join('_')): {
        'kpis': kpis,
        'part': part,
        'rows': rows if '{' in rows else '{' ~ rows ~ '}',
        'date_column': date_column,
        'period': period or date_column ~ ' between $start and $end',
        'first_by': first_by,
        'slices': values,
        'quantile_grains': quantile_grains,
    }}) -%}
{%- endmacro %}

{% macro registered_kpis() -%}
    {#- Everything that register_kpis has written, with the name of its model. -#}
    {%- set entries = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- for key, entry in node.config.meta.items() if key.startswith('kpis_of_') -%}
            {%- do entries.append(dict(entry, id=key ~ '|' ~ node.name, model=node.name)) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(entries) }}
{%- endmacro %}

{% macro with_refs(rows) -%}
    {#- The name of a model, or SQL with names of models in braces, as SQL with their relations. -#}
    {%- if '{' not in rows -%}
        {{ return(ref(rows) | string) }}
    {%- endif -%}
    {%- set found = {'sql': rows} -%}
    {%- for name in modules.re.findall('{(\\w+)}', rows) | unique -%}
        {%- do found.update({'sql': found.sql | replace('{' ~ name ~ '}', ref(name) | string)}) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}

{% macro with_steps(relation, steps) -%}
    {#- A relation with further columns; each step may use those of the steps before it. -#}
    {%- set found = {'sql': relation} -%}
    {%- for step in steps -%}
        {%- set columns = [] -%}
        {%- for name, expression in step.items() -%}
            {%- do columns.append((expression | trim) ~ ' as ' ~ name) -%}
        {%- endfor -%}
        {%- do found.update({
            'sql': '(select *, ' ~ columns | join(', ') ~ ' from ' ~ found.sql ~ ') as step_' ~ loop.index
        }) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}

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

{% macro sql_text(text) -%}
    {{ return("'" ~ (text | replace('\n', ' ') | replace("'", "''")) ~ "'") }}
{%- endmacro %}

{% macro kpi_needs() -%}
    {#- What each KPI needs besides its tables, as its definition lists it: (kpi_id, number, inputs), one of
        the inputs being enough. -#}
    {%- set needs = {} -%}
    {%- if execute -%}
        {%- for entry in registered_kpis() if entry.part != 'components' -%}
            {%- for kpi_id, kpi in entry.kpis.items() -%}
                {%- for inputs in kpi.needs -%}
                    {%- do needs.update({kpi_id ~ '|' ~ loop.index: (kpi_id, loop.index, inputs.split('|'))}) -%}
                {%- endfor -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(needs.values() | list) }}
{%- endmacro %}
