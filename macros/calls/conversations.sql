{# The channel of a contact that came through the telephone system: its medium, of which voice is phone. #}
{% macro call_channel(media) -%}
    case {{ media }} when 'voice' then 'phone' else {{ media }} end
{%- endmacro %}

{# What a contact through the telephone system is: its medium, of which voice is a call. #}
{% macro call_kind(media) -%}
    case {{ media }} when 'voice' then 'call' else {{ media }} end
{%- endmacro %}

{% macro covers_conversation(wide, narrow) -%}
    {#- Whether a row without an agent, or of the same one, tells a conversation that another row tells
        too: it spans the other's time, and both talks do not fit into it one after the other. -#}
    {%- set tolerance = var('wait_tolerance_seconds') -%}
    {%- set span = seconds_between(wide ~ '.answered_at', wide ~ '.ended_at') -%}
    coalesce({{ wide }}.agent_id = {{ narrow }}.agent_id, {{ wide }}.agent_id is null)
    and case
        when
            {{ span }} is null
            or {{ seconds_between(narrow ~ '.answered_at', narrow ~ '.ended_at') }} is null
            then abs({{ wide }}.talk_seconds - {{ narrow }}.talk_seconds) <= {{ tolerance }}
        else
            {{ seconds_between(wide ~ '.answered_at', narrow ~ '.answered_at') }} >= -{{ tolerance }}
            and {{ seconds_between(narrow ~ '.ended_at', wide ~ '.ended_at') }} >= -{{ tolerance }}
            and coalesce(
                {{ wide }}.talk_seconds + coalesce({{ wide }}.hold_seconds, 0)
                + {{ narrow }}.talk_seconds + coalesce({{ narrow }}.hold_seconds, 0)
                > {{ span }} + {{ tolerance }},
                true
            )
    end
{%- endmacro %}

{% macro is_ringing_row(relation) -%}
    {{ relation }}.outcome in ('missed', 'abandoned', 'failed')
        and {{ relation }}.answered_at is null
        and ({{ relation }}.agent_id is not null or {{ relation }}.ring_seconds is not null)
{%- endmacro %}
