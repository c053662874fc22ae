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
{%- set nothing = 'cast(null as ' ~ type_text() ~ ')' -%}

with kpis as (
    select * from (
        values
        {%- for explained_by, remembered, rows in explained %}
        {%- set is_composite = remembered.part == 'components' %}
        {%- for kpi_id in remembered.kpis %}
        {%- set kpi = none if is_composite else context['kpi_' ~ kpi_id] %}
        (
            '{{ explained_by }}',
            '{{ kpi_id }}',
            {{ "'score'" if is_composite else kpi('statistic') }}
            {%- for side in ['numerator', 'denominator'] %}
            {%- set is_shown = remembered.part in ('both', side) %},
            {{ sql_text(kpi(side ~ '_rows')) if is_shown else sql_text(is_composite | lower) }},
            {{ sql_text(kpi(side)) if is_shown else "'null'" }}
            {%- endfor %}
        ),
        {%- endfor %}
        {%- endfor %}
        ({{ ([nothing] * 7) | join(', ') }})
    ) as listed (
        explained_by, kpi_id, statistic, numerator_condition, numerator_sum, denominator_condition,
        denominator_sum
    )
),

places as (
    select * from (
        values
        {%- for explained_by, remembered, rows in explained %}
        (
            '{{ explained_by }}', '{{ remembered.part }}', {{ sql_text(rows.sql) }},
            '{{ rows.names | join(" ") }}', {{ sql_text(rows.period) }},
            {{ sql_text(remembered.first_by or '') }}
        ),
        {%- endfor %}
        ({{ ([nothing] * 6) | join(', ') }})
    ) as listed (
        explained_by, part, rows_sql, relation_names, period_condition, first_by
    )
),

slices as (
    select * from (
        values
        {%- for explained_by, remembered, rows in explained %}
        {%- for slice_name, slice_column in remembered.slices.items()
            if slice_name in var('kpi_slices') %}
        (
            '{{ explained_by }}',
            '{{ slice_name }}',
            {{ sql_text(explained_slice(slice_name, slice_column)) }}
        ),
        {%- endfor %}
        {%- endfor %}
        ({{ ([nothing] * 3) | join(', ') }})
    ) as listed (explained_by, slice_name, slice_condition)
),

-- The rows without a model, there for the types alone, find no partner.
final as (
    select
        kpis.kpi_id as measure_id,
        kpis.statistic,
        slices.slice_name,
        places.part,
        places.rows_sql,
        places.relation_names,
        places.period_condition,
        places.first_by,
        slices.slice_condition,
        kpis.numerator_condition,
        kpis.denominator_condition,
        kpis.numerator_sum,
        kpis.denominator_sum
    from kpis
    inner join places
        on kpis.explained_by = places.explained_by
    inner join slices
        on kpis.explained_by = slices.explained_by
)

select * from final
