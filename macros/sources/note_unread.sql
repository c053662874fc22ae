{# Notes of what a source has that is in no number, for post-hooks; they give no SQL. #}

{# Tickets by chat or messaging without the messages of the chat, of either source of Zendesk. #}
{% macro note_chats_of_zendesk(source_name, table_name, channel, told) -%}
    {%- if execute -%}
        {%- do note_unread(
            source_name,
            'select count(distinct id) from ' ~ source_rows(source_name, table_name) ~ ' as tickets where '
            ~ channel ~ " in ('chat', 'native_messaging')"
            ~ (' and id not in (select ticket_id from ' ~ told ~ ')' if told else ''),
            '# tickets by chat or messaging are there without the messages of the chat; they have a '
            ~ 'first response only if an agent wrote a public comment'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# What agents of Genesys talked outside of queues. #}
{% macro note_talks_of_genesys(sessions) -%}
    {%- if execute -%}
        {%- do note_unread(
            'genesys_conversations',
            'select count(*) from ' ~ sessions ~ " where purpose in ('agent', 'user') and queue_id is null"
            ~ " and interact_seconds > 0 and media_type in ('voice', 'chat', 'message', 'video')",
            '# talks of agents without a queue are in no number: calls that they place, that go straight to '
            ~ 'them or are transferred to them, and consultations'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# Contacts of Amazon Connect that are neither calls nor chats. #}
{% macro note_contacts_of_connect() -%}
    {%- if execute -%}
        {%- do note_unread(
            'amazon_connect',
            'select count(distinct contactid) from ' ~ source_rows('amazon_connect', 'contact_records')
            ~ " as records where channel not in ('VOICE', 'CHAT')",
            '# contacts of other channels, such as e-mails and tasks, are in no number'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# Callers whose end Asterisk's log does not have, although it has later days. #}
{% macro note_callers_of_asterisk(stays) -%}
    {%- if execute -%}
        {%- do note_unread(
            'asterisk_queue_log',
            'select sum(entries - ends) from ('
            ~ "select sum(case when kind = 'entry' then 1 else 0 end) as entries, "
            ~ "sum(case when kind = 'end_of_wait' then 1 else 0 end) as ends, "
            ~ 'left(max(happened_at), 10) as last_day from ' ~ stays ~ ' group by callid, queuename'
            ~ ') as calls where entries > ends and last_day < (select left(max(happened_at), 10) from '
            ~ stays ~ ')',
            '# callers entered a queue on an earlier day, and the log does not say how that ended; they '
            ~ 'are in no number'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# The note, if the query counts anything; `#` is where the number goes. #}
{% macro note_unread(source_name, query, sentence) -%}
    {%- set count = run_query(query).rows[0][0] | int -%}
    {%- if count -%}
        {%- do log(
            'Source ' ~ source_name ~ ': ' ~ sentence | replace('#', '{:,}'.format(count))
            ~ ' (docs/sources/' ~ source_name ~ '.md).', info=true
        ) -%}
    {%- endif -%}
{%- endmacro %}
