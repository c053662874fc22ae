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
    {{ return(['overall'] + slice_registry() | map('first') | list + extra_slices()) }}
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

{% macro slice_value_of(slice_name, slice_column) -%}
    {#- The value of a slice that a row belongs to; rows without one have a value of their own. -#}
    {{ return(
        'coalesce(cast(' ~ slice_column ~ ' as ' ~ type_text() ~ "), '" ~ missing_slice_value(slice_name) ~ "')"
    ) }}
{%- endmacro %}

{% macro missing_slice_value(slice_name) -%}
    {{ return('unassigned' if slice_name in ('agent', 'team') else 'unknown') }}
{%- endmacro %}

{% macro slice_columns(slices, part) -%}
    {#- slices: {slice name: column}. Only the slices that `kpi_slices` names are cut, and the extra ones. -#}
    {%- set wanted = [] -%}
    {%- for slice_name in slices if slice_name in var('kpi_slices') or slice_name in extra_slices() -%}
        {%- do wanted.append(slice_name) -%}
    {%- endfor -%}
    {%- if part == 'names' -%}
        {{ return(wanted) }}
    {%- elif part == 'values' -%}
        {%- for slice_name in wanted %}
        {{ slice_value_of(slice_name, slices[slice_name]) }} as {{ slice_identifier(slice_name) }},
        {%- endfor %}
    {%- elif part == 'slice_name' -%}
        {%- if wanted | length == 0 -%} 'overall'
        {%- else -%}
        case
            {%- for slice_name in wanted %}
            when grouping({{ slice_identifier(slice_name) }}) = 0 then {{ sql_text(slice_name) }}
            {%- endfor %}
            else 'overall'
        end
        {%- endif -%}
    {%- elif part == 'slice_value' -%}
        {%- if wanted | length == 0 -%} 'all'
        {%- else -%}
        coalesce({% for slice_name in wanted %}{{ slice_identifier(slice_name) }}, {% endfor %}'all')
        {%- endif -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error("slice_columns: unknown part '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}

{#- An extra slice may have any name that a header can have: only plain ones stand in SQL as they are. -#}
{% macro slice_identifier(slice_name) -%}
    {%- set is_plain = modules.re.fullmatch('[a-z][a-z0-9_]*', slice_name) -%}
    {{ return('slice_' ~ (slice_name if is_plain else 'of_' ~ local_md5(slice_name))) }}
{%- endmacro %}

{% macro slice_grouping_sets(slices, keys, include_overall=true) -%}
    {%- set wanted = slice_columns(slices, 'names') -%}
    group by grouping sets (
        {%- if include_overall or not wanted %}
        ({{ keys }}){{ ',' if wanted }}
        {%- endif %}
        {%- for slice_name in wanted %}
        ({{ keys }}, {{ slice_identifier(slice_name) }}){{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{#- Values of a slice that are too many to be published each: joined as `folded`, they add up to one. -#}
{% macro join_folded(relation) -%}
    left join {{ ref('int_small_slice_values') }} as folded
            on
                {{ relation }}.slice_name = folded.slice_name
                and {{ relation }}.slice_value = folded.slice_value
                and folded.is_folded
{%- endmacro %}

{#- Numbers of days by the periods that publish their slice; `folded` as in `join_folded`. -#}
{% macro join_published_periods(relation) -%}
    inner join {{ ref('int_period_days') }} as period_days
            on {{ relation }}.anchor_date = period_days.date_day
        {{ join_folded(relation) }}
        where {{ is_published_grain('period_days.period_grain', relation ~ '.slice_name') }}
{%- endmacro %}

{% macro folded_slice_value(relation) -%}
    case when folded.slice_value is not null then '(other)' else {{ relation }}.slice_value end
{%- endmacro %}

{#- What cannot be added up is left out for them. -#}
{% macro without_folded(relation) -%}
    select {{ relation }}.*
        from {{ relation }}
        {{ join_folded(relation) }}
        where folded.slice_value is null
{%- endmacro %}

{% macro is_published_grain(period_grain, slice_name) -%}
    {%- set watched = "'" ~ var('kpi_watched_slices') | join("', '") ~ "'" -%}
    {%- set daily = "'" ~ var('kpi_daily_slices') | join("', '") ~ "'" -%}
    case {{ period_grain }}
        when 'day' then {{ slice_name }} in ({{ daily }})
        when 'week' then {{ slice_name }} in ({{ watched }})
        when 'rolling_28d' then {{ slice_name }} in ({{ watched }})
        else true
    end
{%- endmacro %}

{% macro recomputed_grains(grains) -%}
    {#- Grains of numbers that cannot be added up: these, and calendars of one's own. -#}
    {{ return(grains + calendar_grains()) }}
{%- endmacro %}

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
