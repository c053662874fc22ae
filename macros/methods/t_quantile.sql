{% macro t_quantile(degrees) -%}
    {#- 97.5 % quantile of Student's t: exact up to 4 degrees of freedom, then the Cornish–Fisher expansion,
        within 0.00004: skewed intervals enlarge what is missing. -#}
    case
        when {{ degrees }} <= 1 then 12.706205
        when {{ degrees }} = 2 then 4.302653
        when {{ degrees }} = 3 then 3.182446
        when {{ degrees }} = 4 then 2.776445
        else
            {{ var('confidence_z') }}
            + 2.372271 / {{ degrees }} + 2.822499 / power({{ degrees }}, 2)
            + 2.555850 / power({{ degrees }}, 3) + 1.589534 / power({{ degrees }}, 4)
            + 0.732898 / power({{ degrees }}, 5)
    end
{%- endmacro %}
