{% macro quantile_rank(count, share, side) -%}
    {#- Rank of the value that ends the interval of a quantile, whatever the distribution: normal approximation
        of the binomial with its skewness. Below 1 or above the count the interval is open. -#}
    {%- set z = var('confidence_z') | float -%}
    {%- set middle = count ~ ' * ' ~ share ~ ' + ' ~ (0.5 + (1 - 2 * share) * (z * z - 1) / 6) | round(9) -%}
    {%- set half = z ~ ' * sqrt(' ~ count ~ ' * ' ~ (share * (1 - share)) | round(12) ~ ')' -%}
    {%- if side == 'low' -%}
        floor({{ middle }} - {{ half }})
    {%- elif side == 'high' -%}
        floor({{ middle }} + {{ half }}) + 1
    {%- else -%}
        {{ exceptions.raise_compiler_error("quantile_rank: side must be low or high, not '" ~ side ~ "'.") }}
    {%- endif -%}
{%- endmacro %}
