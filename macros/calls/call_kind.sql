{# What a contact through the telephone system is: its medium, of which voice is a call. #}
{% macro call_kind(media) -%}
    case {{ media }} when 'voice' then 'call' else {{ media }} end
{%- endmacro %}
