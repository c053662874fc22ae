{#- What `extra_slices` makes slices of raw tickets, calls and surveys: columns under their own names,
    `source_system`, and `tag:<name>`, whether the tags of a ticket hold that one. -#}
{% macro extra_slices_of(raw_table) -%}
    {#- Unit tests hold the project as it is shipped, whatever slices somebody adds. -#}
    {%- set is_unit_test = model is defined and model.resource_type == 'unit_test' -%}
    {%- set given = {} if is_unit_test else var('extra_slices') or {} -%}
    {%- set by_table = given if given is mapping else {'tickets': given} -%}
    {%- set names = [] -%}
    {%- for name in by_table.get(raw_table) or [] -%}
        {%- do names.append(name | string | trim | lower) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{#- Those of them that raw files hold in a column of their own: every row knows its `source_system`. -#}
{% macro extra_columns_of(raw_table) -%}
    {%- set names = [] -%}
    {%- for name in extra_slices_of(raw_table) -%}
        {%- if name != 'source_system' and not (raw_table == 'tickets' and name.startswith('tag:')) -%}
            {%- do names.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{% macro extra_slices() -%}
    {%- set names = [] -%}
    {%- for raw_table in ['tickets', 'calls', 'surveys'] -%}
        {%- for name in extra_slices_of(raw_table) if name not in names -%}
            {%- do names.append(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{#- What a row of these tables belongs to; its own column goes before that of what it belongs to. -#}
{% macro extra_slice_keys(rows) -%}
    {%- set of_ticket = ['ticket'] -%}
    {%- set of_survey = ['survey', 'ticket', 'call'] -%}
    {{ return({
        'int_tickets': of_ticket,
        'fct_tickets': of_ticket,
        'fct_ticket_journeys': of_ticket,
        'int_ticket_flows': of_ticket,
        'int_ticket_first_waits': of_ticket,
        'fct_replies': of_ticket,
        'fct_sla_targets': of_ticket,
        'int_ticket_sla_verdicts': of_ticket,
        'fct_requests': ['ticket', 'call'],
        'fct_contacts': ['ticket', 'call'],
        'int_calls': ['call', 'ticket'],
        'fct_calls': ['call', 'ticket'],
        'fct_survey_responses': of_survey,
        'int_survey_invitations': of_survey,
        'int_low_scores': of_survey,
    }.get(rows, [])) }}
{%- endmacro %}

{#- A fact with the columns extra_value_1, … of its extra slices; the fact itself where there are none. -#}
{% macro with_extra_slices(rows) -%}
    {%- set subjects = extra_slice_keys(rows) -%}
    {%- if not subjects or not extra_slices() -%}{{ return('{' ~ rows ~ '}') }}{%- endif -%}
    {%- set columns = [] -%}
    {%- for name in extra_slices() -%}
        {%- set number = loop.index -%}
        {%- set values = [] -%}
        {%- for subject in subjects -%}
            {%- do values.append('of_' ~ subject ~ '.extra_value_' ~ number) -%}
        {%- endfor -%}
        {%- do columns.append('coalesce(' ~ values | join(', ') ~ ', null) as extra_value_' ~ number) -%}
    {%- endfor -%}
    {%- set joins = [] -%}
    {%- for subject in subjects -%}
        {%- do joins.append(
            'left join {int_extra_slices} as of_' ~ subject ~ ' on of_' ~ subject ~ ".subject = '" ~ subject
            ~ "' and fact." ~ subject ~ '_id = of_' ~ subject ~ '.subject_id'
        ) -%}
    {%- endfor -%}
    {{ return(
        '(select fact.*, ' ~ columns | join(', ') ~ ' from {' ~ rows ~ '} as fact ' ~ joins | join(' ') ~ ')'
    ) }}
{%- endmacro %}
