{# When a survey was answered; where that is unknown, when it was sent. `is_answered` says of rows that may be unanswered
   whether they are answered. #}
{% macro answered_at(survey='', is_answered='') -%}
    coalesce({{ survey }}responded_at, {% if is_answered -%}
        case when {{ survey }}{{ is_answered }} then {{ survey }}sent_at end
    {%- else -%}
        {{ survey }}sent_at
    {%- endif %})
{%- endmacro %}
