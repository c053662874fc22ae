{% macro kpi_needs() -%}
    {#- What each KPI needs beside its tables, as its definition lists it: (kpi_id, number, inputs), one of
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
