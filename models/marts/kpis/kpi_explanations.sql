{#- Which rows, date and conditions stand behind a number, read from the models that compute it. #}
{%- set explained = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.config.meta.kpi_rows -%}
        {%- set source = kpi_rows_source(node) -%}
        {%- if source.config.access == 'public' -%}
            {%- for kpi_id in node.config.meta.kpi_rows.kpis -%}
                {%- do explained.append((kpi_id, source.name, node.config.meta.kpi_rows)) -%}
            {%- endfor -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}

with final as (
    {%- for kpi_id, relation, kpi_rows in explained %}
    {%- set kpi = context['kpi_' ~ kpi_id] %}
    {%- for slice_name, slice_column in [('overall', none)] + kpi_rows.slices.items() | list %}
    select
        '{{ kpi_id }}' as kpi_id,
        {{ kpi('statistic') }} as statistic,
        '{{ slice_name }}' as slice_name,
        '{{ relation }}' as relation_name,
        '{{ kpi_rows.date_column }}' as date_column,
        {{ "'" ~ slice_column ~ "'" if slice_column else 'cast(null as ' ~ type_text() ~ ')' }} as slice_column,
        {{ sql_text(kpi('numerator_rows')) }} as numerator_condition,
        {{ sql_text(kpi('denominator_rows')) }} as denominator_condition
    {{ 'union all' }}
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ type_text() }}) as kpi_id,
        cast(null as {{ type_text() }}) as statistic,
        cast(null as {{ type_text() }}) as slice_name,
        cast(null as {{ type_text() }}) as relation_name,
        cast(null as {{ type_text() }}) as date_column,
        cast(null as {{ type_text() }}) as slice_column,
        cast(null as {{ type_text() }}) as numerator_condition,
        cast(null as {{ type_text() }}) as denominator_condition
)

select * from final
where kpi_id is not null
