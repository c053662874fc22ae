{# The channel of a contact that came through the telephone system: its medium, of which voice is phone. #}
{% macro call_channel(media) -%}
    case {{ media }} when 'voice' then 'phone' else {{ media }} end
{%- endmacro %}
