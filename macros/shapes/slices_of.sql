{#- Slice name, column of the rows, kinds of rows that carry it: the one list of slices. A new slice is one
    line here, beside the column itself. -#}
{% macro slice_registry() -%}
    {%- set every_ticket = ['ticket', 'contact', 'of_ticket'] -%}
    {%- set everybody = every_ticket + ['call', 'visit', 'customer', 'backlog'] -%}
    {{ return([
        ('channel', 'channel', every_ticket + ['call', 'backlog']),
        ('team', 'team_id', every_ticket + ['call']),
        ('priority', 'priority', every_ticket),
        ('topic', 'topic_id', every_ticket + ['call', 'visit']),
        ('product', 'product_id', every_ticket + ['backlog']),
        ('ticket_type', 'ticket_type', every_ticket + ['backlog']),
        ('customer_segment', 'customer_segment', everybody),
        ('language', 'language', everybody),
        ('country', 'country', everybody),
        ('queue', 'queue_id', ['call']),
        ('article', 'article_id', []),
        ('agent', 'agent_id', []),
        ('handled_by', 'handled_by', ['ticket', 'contact']),
    ]) }}
{%- endmacro %}

{% macro known_slices() -%}
    {{ return(slice_registry() | map('first') | list + extra_slices()) }}
{%- endmacro %}

{% macro slices_of(kind, agent=none, team=none) -%}
    {%- set slices = {} -%}
    {%- for slice_name, column, kinds in slice_registry() if kind in kinds -%}
        {%- do slices.update({slice_name: column}) -%}
    {%- endfor -%}
    {%- for slice_name in extra_slices() if kind in ['ticket', 'contact', 'of_ticket', 'call', 'backlog'] -%}
        {%- do slices.update({slice_name: 'extra_value_' ~ loop.index}) -%}
    {%- endfor -%}
    {%- if agent -%}{%- do slices.update({'agent': agent}) -%}{%- endif -%}
    {%- if team -%}{%- do slices.update({'team': team}) -%}{%- endif -%}
    {{ return(slices) }}
{%- endmacro %}

{#- Of these slices those whose numbers that cannot be added up are published too. -#}
{% macro watched_slices(slices) -%}
    {%- set watched = {} -%}
    {%- for slice_name, slice_column in slices.items() if slice_name in var('kpi_watched_slices') -%}
        {%- do watched.update({slice_name: slice_column}) -%}
    {%- endfor -%}
    {{ return(watched) }}
{%- endmacro %}
