{# Every source that is shipped: the system behind it, which prefixes its ids and names its words in the
   mapping seeds, and the raw tables that it fills. Its models are `<source>__<raw table>`. #}
{% macro shipped_sources() -%}
    {{ return({
        'zendesk_fivetran': {
            'system': 'zendesk',
            'raw_tables': [
                'tickets', 'ticket_events', 'surveys', 'agents', 'sla_policies', 'business_hours',
                'holidays',
            ],
        },
        'zendesk_api': {
            'system': 'zendesk',
            'raw_tables': [
                'tickets', 'ticket_events', 'surveys', 'agents', 'teams', 'sla_policies',
                'business_hours',
            ],
        },
        'intercom_fivetran': {
            'system': 'intercom',
            'raw_tables': ['tickets', 'ticket_events', 'surveys', 'agents', 'teams'],
        },
        'hubspot_fivetran': {
            'system': 'hubspot',
            'raw_tables': ['tickets', 'ticket_events', 'agents', 'teams'],
        },
        'jira_fivetran': {
            'system': 'jira',
            'raw_tables': ['tickets', 'ticket_events', 'surveys', 'agents', 'teams'],
        },
        'salesforce_fivetran': {
            'system': 'salesforce',
            'raw_tables': [
                'tickets', 'ticket_events', 'agents', 'teams', 'sla_policies', 'business_hours',
                'holidays',
            ],
        },
        'servicenow_fivetran': {
            'system': 'servicenow',
            'raw_tables': [
                'tickets', 'ticket_events', 'agents', 'teams', 'sla_policies', 'business_hours',
                'holidays',
            ],
        },
        'amazon_connect': {'system': 'amazon_connect', 'raw_tables': ['calls', 'agents']},
        'genesys_conversations': {'system': 'genesys', 'raw_tables': ['calls', 'agents']},
        'chatwoot_postgres': {
            'system': 'chatwoot',
            'raw_tables': [
                'tickets', 'ticket_events', 'surveys', 'agents', 'sla_policies', 'business_hours',
            ],
        },
        'zammad_postgres': {
            'system': 'zammad',
            'raw_tables': ['tickets', 'ticket_events', 'agents', 'teams'],
        },
        'freshdesk_api': {
            'system': 'freshdesk',
            'raw_tables': [
                'tickets', 'ticket_events', 'surveys', 'agents', 'teams', 'sla_policies',
                'business_hours',
            ],
        },
        'freshdesk_csv': {'system': 'freshdesk', 'raw_tables': ['tickets', 'surveys', 'agents']},
        'survey_csv': {'system': 'form', 'raw_tables': ['surveys']},
        'asterisk_queue_log': {'system': 'asterisk', 'raw_tables': ['calls', 'agents']},
    }) }}
{%- endmacro %}

{# The sources of this build: variable `sources`, else SUPPORT_KPI_SOURCES, a list with commas. #}
{% macro enabled_sources() -%}
    {%- set given = var('sources', none) or env_var('SUPPORT_KPI_SOURCES', '') -%}
    {%- set names = [] -%}
    {%- for name in (given.split(',') if given is string else given) if name | trim -%}
        {%- if name | trim not in shipped_sources() -%}
            {%- do refuse_configuration(
                "there is no source '" ~ name | trim ~ "'; the shipped ones are "
                ~ shipped_sources() | join(', ') ~ '.'
            ) -%}
        {%- endif -%}
        {%- do names.append(name | trim) -%}
    {%- endfor -%}
    {{ return(names | unique | list) }}
{%- endmacro %}

{# Whether the models of a source are built. #}
{% macro is_source_enabled(name) -%}
    {{ return(name in enabled_sources()) }}
{%- endmacro %}

{# The enabled sources that fill a raw table. #}
{% macro sources_of(table_name) -%}
    {%- set names = [] -%}
    {%- for name in enabled_sources() if table_name in shipped_sources()[name].raw_tables -%}
        {%- do names.append(name) -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# A setting of a source: variable `<source>_<setting>`, else SUPPORT_KPI_<SOURCE>_<SETTING>. #}
{% macro source_setting(name, setting, default='') -%}
    {%- set given = var(name ~ '_' ~ setting, none) -%}
    {{ return(given or env_var('SUPPORT_KPI_' ~ (name ~ '_' ~ setting) | upper, default)) }}
{%- endmacro %}

{# Refuses sources that read the same system: every row of it would come twice. #}
{% macro check_sources() -%}
    {%- set of_system = {} -%}
    {%- for name in enabled_sources() -%}
        {%- set system = shipped_sources()[name].system -%}
        {%- if system in of_system -%}
            {%- do refuse_configuration(
                'the sources ' ~ of_system[system] ~ ' and ' ~ name ~ ' read the same system, so every '
                ~ 'row would come twice; name one of them.'
            ) -%}
        {%- endif -%}
        {%- do of_system.update({system: name}) -%}
    {%- endfor -%}
{%- endmacro %}

{# The shipped source that has a table with these columns: all that are required of it, and at least five. #}
{% macro source_like(columns) -%}
    {%- set given = columns | map('trim') | map('lower') | list -%}
    {%- set best = {'known': 4, 'source': none} -%}
    {%- for table in graph.sources.values() if table.source_name in shipped_sources() -%}
        {%- set known, lacking = [], [] -%}
        {%- for column in table.columns.values() if column.name in given or column.config.meta.required -%}
            {%- do (known if column.name in given else lacking).append(column.name) -%}
        {%- endfor -%}
        {%- if not lacking and known | length > best.known -%}
            {%- do best.update({'known': known | length, 'source': table.source_name}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(best.source) }}
{%- endmacro %}
