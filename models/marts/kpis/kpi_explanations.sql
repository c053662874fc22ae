{#- Rows, period and conditions behind a number, as the models that compute it have registered them. #}
{%- set explained = [] -%}
{%- if execute -%}
    {%- for entry in registered_kpis() -%}
        {#- In one go: the tables of the period's condition belong to the list too. -#}
        {%- set named = named_relations(entry.rows ~ '|where|' ~ entry.period) -%}
        {%- set rows_sql, period_sql = named.sql.split('|where|') -%}
        {%- do explained.append((entry, {
            'sql': rows_sql, 'period': period_sql, 'names': named.names
        })) -%}
    {%- endfor -%}
{%- endif -%}
{%- set nothing = 'cast(null as ' ~ type_text() ~ ')' -%}

with kpis as (
    select * from (
        values
        {%- for entry, rows in explained %}
        {%- set is_composite = entry.part == 'components' %}
        {%- for kpi_id, kpi in entry.kpis.items() %}
        (
            {{ sql_text(entry.id) }},
            '{{ kpi_id }}',
            '{{ 'score' if is_composite else kpi.statistic }}'
            {%- for side in ['numerator', 'denominator'] %}
            {%- set is_shown = entry.part in ('both', side) %},
            {{ sql_text(kpi[side ~ '_rows'] if is_shown else is_composite | lower) }},
            {{ sql_text(kpi[side] if is_shown else 'null') }}
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
        {%- for entry, rows in explained %}
        (
            {{ sql_text(entry.id) }}, '{{ entry.part }}', {{ sql_text(rows.sql) }},
            '{{ rows.names | join(" ") }}', {{ sql_text(rows.period) }},
            {{ sql_text(entry.first_by or '') }}
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
        {%- for entry, rows in explained %}
        {%- for slice_name, value in entry.slices.items()
            if slice_name in var('kpi_slices') or slice_name in extra_slices() %}
        (
            {{ sql_text(entry.id) }},
            {{ sql_text(slice_name) }},
            {{ sql_text(value ~ ' = $slice_value' if value else 'true') }}
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
