{% macro kpi_component_rows(kpis, relation) -%}
    {%- set rows = [] -%}
    {%- for kpi_id, kpi in kpis.items() -%}
        {%- do rows.append({
            'kpi_id': "'" ~ kpi_id ~ "'",
            'statistic': kpi('statistic') | trim,
            'period_grain': 'period_grain',
            'period_start': 'period_start',
            'slice_name': 'slice_name',
            'slice_value': 'slice_value',
            'numerator': kpi_id ~ '_numerator',
            'denominator': kpi_id ~ '_denominator',
            'sum_of_squares': kpi_id ~ '_sum_of_squares',
            'immature_count': kpi_id ~ '_immature_count',
        }) -%}
    {%- endfor -%}
    {{ rows_from_columns(relation, rows) }}
{%- endmacro %}
