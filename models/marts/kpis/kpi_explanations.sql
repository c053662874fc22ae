{#- Rows, period and conditions behind a number, read from the models that compute it. #}
{%- set explained = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' -%}
        {%- for key, remembered in node.config.meta.items() if key.startswith('kpi_rows_') -%}
            {%- set rows = remembered.rows or '{' ~ kpi_rows_source(node).name ~ '}' -%}
            {#- In one go: the tables of the period's condition belong to the list too. -#}
            {%- set named = named_relations(rows ~ '|where|' ~ remembered.period) -%}
            {%- set rows_sql, period_sql = named.sql.split('|where|') -%}
            {%- do explained.append((key ~ '|' ~ node.name, remembered, {
                'sql': rows_sql, 'period': period_sql, 'names': named.names
            })) -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endif -%}
{%- set texts_of_kpis = [
    'explained_by', 'kpi_id', 'statistic', 'numerator_condition', 'denominator_condition',
    'numerator_sum', 'denominator_sum'
] -%}
{%- set texts_of_slices = [
    'explained_by', 'slice_name', 'part', 'rows_sql', 'relation_names', 'period_condition',
    'first_by', 'slice_condition'
] -%}

with kpis as (
    {%- for explained_by, remembered, rows in explained %}
    {%- set is_composite = remembered.part == 'components' %}
    {%- for kpi_id in remembered.kpis %}
    {%- set kpi = none if is_composite else context['kpi_' ~ kpi_id] %}
    select
        '{{ explained_by }}' as explained_by,
        '{{ kpi_id }}' as kpi_id,
        {{ "'score'" if is_composite else kpi('statistic') }} as statistic,
        {%- for side in ['numerator', 'denominator'] %}
        {%- set is_shown = remembered.part in ('both', side) %}
        {{ sql_text(kpi(side ~ '_rows')) if is_shown else sql_text(is_composite | lower) }}
            as {{ side }}_condition,
        {{ sql_text(kpi(side)) if is_shown else "'null'" }} as {{ side }}_sum
        {{- ',' if not loop.last }}
        {%- endfor %}
    {{ 'union all' }}
    {%- endfor %}
    {%- endfor %}
    select
        {%- for name in texts_of_kpis %}
        cast(null as {{ type_text() }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
),

slices as (
    {%- for explained_by, remembered, rows in explained %}
    {%- for slice_name, slice_column in remembered.slices.items()
        if slice_name in var('kpi_slices') %}
    select
        '{{ explained_by }}' as explained_by,
        '{{ slice_name }}' as slice_name,
        '{{ remembered.part }}' as part,
        {{ sql_text(rows.sql) }} as rows_sql,
        '{{ rows.names | join(" ") }}' as relation_names,
        {{ sql_text(rows.period) }} as period_condition,
        {{ sql_text(remembered.first_by or '') }} as first_by,
        {{ sql_text(explained_slice(slice_name, slice_column)) }} as slice_condition
    {{ 'union all' }}
    {%- endfor %}
    {%- endfor %}
    select
        {%- for name in texts_of_slices %}
        cast(null as {{ type_text() }}) as {{ name }}{{ ',' if not loop.last }}
        {%- endfor %}
),

-- The rows without a model, there for the types alone, find no partner.
final as (
    select
        kpis.kpi_id as measure_id,
        kpis.statistic,
        slices.slice_name,
        slices.part,
        slices.rows_sql,
        slices.relation_names,
        slices.period_condition,
        slices.first_by,
        slices.slice_condition,
        kpis.numerator_condition,
        kpis.denominator_condition,
        kpis.numerator_sum,
        kpis.denominator_sum
    from kpis
    inner join slices
        on kpis.explained_by = slices.explained_by
)

select * from final
