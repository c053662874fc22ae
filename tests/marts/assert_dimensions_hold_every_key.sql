{# Every key of a fact stands in its dimension. A dimension names, in `referenced_by` of its
   configuration, the columns that hold its key; it serves the tables of its own folder. Days before
   or after the calendar are left out: it covers what is published.

   Why it matters: a BI tool joins facts to dimensions and drops what has no partner, so that totals
   differ from kpi_values.
   How to fix: add to the dimension the table in which the key was seen. #}
{%- set tables = [
    'dim_agents', 'dim_channels', 'dim_customers', 'dim_dates', 'dim_kpis', 'dim_teams',
    'dim_topics', 'fct_agent_days', 'fct_calls', 'fct_contacts', 'fct_help_center_sessions',
    'fct_replies', 'fct_requests', 'fct_servqual_responses', 'fct_sla_targets',
    'fct_survey_responses', 'fct_ticket_journeys', 'fct_ticket_status_spans', 'fct_tickets',
    'kpi_drilldown', 'kpi_focus', 'kpi_scorecard',
] -%}
{%- set relations = {} -%}
{%- for table in tables -%}
    {%- do relations.update({table: ref(table)}) -%}
{%- endfor -%}

{%- if execute %}
{%- for dimension in graph.nodes.values() | selectattr('config.meta.referenced_by', 'defined') %}
{%- set key = dimension.columns.keys() | first -%}
{%- for name in tables -%}
{%- set table = graph.nodes['model.support_kpi.' ~ name] -%}
{%- if table.name != dimension.name and table.fqn[2] == dimension.fqn[2] -%}
{%- for column in table.columns
    if modules.re.fullmatch(dimension.config.meta.referenced_by, column) %}
select
    '{{ name }}.{{ column }}' as reference,
    cast({{ column }} as {{ type_text() }}) as missing_key
from {{ relations[name] }}
where
    {{ column }} is not null
    and {{ column }} not in (select {{ key }} from {{ relations[dimension.name] }})
    {%- if dimension.name == 'dim_dates' %}
    and {{ column }} between
        (select min({{ key }}) from {{ relations[dimension.name] }})
        and (select max({{ key }}) from {{ relations[dimension.name] }})
    {%- endif %}
union all
{%- endfor -%}
{%- endif -%}
{%- endfor -%}
{%- endfor %}
{%- endif %}
select
    cast(null as {{ type_text() }}) as reference,
    cast(null as {{ type_text() }}) as missing_key
where 1 = 0
