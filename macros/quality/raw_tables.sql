{# All raw tables as (source, table, staging model). dbt needs the names while it parses, when the
   contract cannot be read yet; later the list is compared with the contract. #}
{% macro raw_tables() -%}
    {%- set tables = [
        ('helpdesk', 'tickets', 'stg_helpdesk__tickets'),
        ('helpdesk', 'ticket_events', 'stg_helpdesk__ticket_events'),
        ('helpdesk', 'sla_policies', 'stg_helpdesk__sla_policies'),
        ('helpdesk', 'business_hours', 'stg_helpdesk__business_hours'),
        ('helpdesk', 'holidays', 'stg_helpdesk__holidays'),
        ('telephony', 'calls', 'stg_telephony__calls'),
        ('surveys', 'surveys', 'stg_surveys__surveys'),
        ('surveys', 'survey_answers', 'stg_surveys__survey_answers'),
        ('workforce', 'agents', 'stg_workforce__agents'),
        ('workforce', 'teams', 'stg_workforce__teams'),
        ('workforce', 'agent_shifts', 'stg_workforce__agent_shifts'),
        ('workforce', 'quality_reviews', 'stg_workforce__quality_reviews'),
        ('commerce', 'customers', 'stg_commerce__customers'),
        ('commerce', 'orders', 'stg_commerce__orders'),
        ('commerce', 'product_returns', 'stg_commerce__product_returns'),
        ('help_center', 'help_center_events', 'stg_help_center__help_center_events'),
        ('finance', 'costs', 'stg_finance__costs'),
        ('knowledge', 'kb_articles', 'stg_knowledge__kb_articles'),
    ] -%}
    {%- if execute and graph.sources is defined -%}
        {%- set listed = tables | map(attribute=1) | list -%}
        {%- for source_table in graph.sources.values()
            if source_table.schema == 'landing' and source_table.name not in listed -%}
            {%- do exceptions.raise_compiler_error(
                'The contract has a table ' ~ source_table.name
                ~ ' that macro raw_tables does not list.'
            ) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(tables) }}
{%- endmacro %}
