{#- Which rows, date and conditions stand behind a number, read from the models that compute it. #}
{%- set explained = [] -%}
{%- if execute -%}
    {%- for node in graph.nodes.values()
        if node.resource_type == 'model' and node.config.meta.kpi_rows -%}
        {%- set source = kpi_rows_source(node) -%}
        {%- if source.config.access == 'public' -%}
            {%- do explained.append((node.name, source.name, node.config.meta.kpi_rows)) -%}
        {%- endif -%}
    {%- endfor -%}
{%- endif -%}

with kpis as (
    {%- for components_model, relation, kpi_rows in explained %}
    {%- for kpi_id in kpi_rows.kpis %}
    {%- set kpi = context['kpi_' ~ kpi_id] %}
    select
        '{{ components_model }}' as components_model,
        '{{ kpi_id }}' as kpi_id,
        {{ kpi('statistic') }} as statistic,
        '{{ relation }}' as relation_name,
        '{{ kpi_rows.date_column }}' as date_column,
        {{ sql_text(kpi('numerator_rows')) }} as numerator_condition,
        {{ sql_text(kpi('denominator_rows')) }} as denominator_condition
    {{ 'union all' }}
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ type_text() }}) as components_model,
        cast(null as {{ type_text() }}) as kpi_id,
        cast(null as {{ type_text() }}) as statistic,
        cast(null as {{ type_text() }}) as relation_name,
        cast(null as {{ type_text() }}) as date_column,
        cast(null as {{ type_text() }}) as numerator_condition,
        cast(null as {{ type_text() }}) as denominator_condition
),

slices as (
    {%- for components_model, relation, kpi_rows in explained %}
    {%- for slice_name, slice_column in [('overall', none)] + kpi_rows.slices.items() | list %}
    select
        '{{ components_model }}' as components_model,
        '{{ slice_name }}' as slice_name,
        {{ "'" ~ slice_column ~ "'" if slice_column else 'cast(null as ' ~ type_text() ~ ')' }}
            as slice_column
    {{ 'union all' }}
    {%- endfor %}
    {%- endfor %}
    select
        cast(null as {{ type_text() }}) as components_model,
        cast(null as {{ type_text() }}) as slice_name,
        cast(null as {{ type_text() }}) as slice_column
),

-- The rows without a model, there for the types alone, find no partner.
final as (
    select
        kpis.kpi_id,
        kpis.statistic,
        slices.slice_name,
        kpis.relation_name,
        kpis.date_column,
        slices.slice_column,
        kpis.numerator_condition,
        kpis.denominator_condition
    from kpis
    inner join slices
        on kpis.components_model = slices.components_model
)

select * from final
