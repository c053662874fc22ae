{% macro slice_columns(slices, part) -%}
    {#- slices: {slice name: column}. Only the slices that `kpi_slices` names are cut, and the extra ones. -#}
    {%- set wanted = [] -%}
    {%- for slice_name in slices if slice_name in var('kpi_slices') or slice_name in extra_slices() -%}
        {%- do wanted.append(slice_name) -%}
    {%- endfor -%}
    {%- if part == 'names' -%}
        {{ return(wanted) }}
    {%- elif part == 'values' -%}
        {%- for slice_name in wanted %}
        {{ slice_value_of(slice_name, slices[slice_name]) }} as {{ slice_identifier(slice_name) }},
        {%- endfor %}
    {%- elif part == 'slice_name' -%}
        {%- if wanted | length == 0 -%} 'overall'
        {%- else -%}
        case
            {%- for slice_name in wanted %}
            when grouping({{ slice_identifier(slice_name) }}) = 0 then {{ sql_text(slice_name) }}
            {%- endfor %}
            else 'overall'
        end
        {%- endif -%}
    {%- elif part == 'slice_value' -%}
        {%- if wanted | length == 0 -%} 'all'
        {%- else -%}
        coalesce({% for slice_name in wanted %}{{ slice_identifier(slice_name) }}, {% endfor %}'all')
        {%- endif -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error("slice_columns: unknown part '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}

{#- An extra slice may have any name that a header can have: only plain ones stand in SQL as they are. -#}
{% macro slice_identifier(slice_name) -%}
    {%- set is_plain = modules.re.fullmatch('[a-z][a-z0-9_]*', slice_name) -%}
    {{ return('slice_' ~ (slice_name if is_plain else 'of_' ~ local_md5(slice_name))) }}
{%- endmacro %}
