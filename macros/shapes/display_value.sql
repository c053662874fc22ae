{% macro display_value(value, display_unit) -%}
    {#- As wide as every database allows: the costs of a month may be anything. -#}
    {%- set number = 'decimal(38, 1)' -%}
    case {{ display_unit }}
        when 'percent' then cast(cast(100 * {{ value }} as {{ number }}) as {{ type_text() }}) || ' %'
        when 'seconds' then cast(cast({{ value }} as {{ number }}) as {{ type_text() }}) || ' s'
        when 'minutes' then cast(cast({{ value }} / 60 as {{ number }}) as {{ type_text() }}) || ' min'
        when 'hours' then cast(cast({{ value }} / 3600 as {{ number }}) as {{ type_text() }}) || ' h'
        when 'days' then cast(cast({{ value }} / 86400 as {{ number }}) as {{ type_text() }}) || ' d'
        when 'count' then cast(cast({{ value }} as decimal(38, 0)) as {{ type_text() }})
        else cast(cast({{ value }} as decimal(38, 2)) as {{ type_text() }})
    end
{%- endmacro %}
