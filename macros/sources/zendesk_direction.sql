{# The direction of a ticket of Zendesk, where its channel says it: of a call, and of a side conversation, which an
   agent opens with others than the customer. #}
{% macro zendesk_direction(channel, relation) -%}
    case
        when {{ channel }} = 'voice'
            then case {{ relation }} when 'outbound' then 'outbound' else 'inbound' end
        when {{ channel }} = 'side_conversation' then 'outbound'
    end
{%- endmacro %}
