{# The text of a time of a system that writes UTC: without an offset it gets a Z, so that `source_timezone`,
   which is the zone of the raw files, leaves it alone. Some warehouses export the word instead. #}
{% macro utc_text(text) -%}
    case
        when {{ text }} like '% UTC' then replace({{ text }}, ' UTC', 'Z')
        when {{ text }} like '%:%' and not {{ matches(text, '(Z|[+-][0-9][0-9](:?[0-9][0-9])?)$') }}
            then {{ text }} || 'Z'
        else {{ text }}
    end
{%- endmacro %}

{# Minutes inside a JSON text, as seconds. #}
{% macro minutes_as_seconds(text, key) -%}
    {{ safe_double(json_text(text, [key])) }} * 60
{%- endmacro %}

{# Minutes since midnight (a whole number) as HH:MM. #}
{% macro clock_text(minutes) -%}
    lpad(cast(cast(floor({{ minutes }} / 60) as {{ type_integer() }}) as {{ type_text() }}), 2, '0')
    || ':' || lpad(cast(cast({{ minutes }} % 60 as {{ type_integer() }}) as {{ type_text() }}), 2, '0')
{%- endmacro %}

{# A timestamp in UTC as the raw contract writes it. #}
{% macro raw_timestamp(expression) -%}
    cast({{ expression }} as {{ type_text() }}) || 'Z'
{%- endmacro %}
