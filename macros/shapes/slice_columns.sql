{% macro slice_columns(slices, part) -%}
    {#- slices: {slice name: column}. Only the slices that `kpi_slices` names are cut. -#}
    {%- set wanted = [] -%}
    {#- Extra slices are cut only as far as columns are named for them. -#}
    {%- set unused = ['extra_slice_1', 'extra_slice_2', 'extra_slice_3'][var('extra_slices') | length:] -%}
    {%- for slice_name in slices if slice_name in var('kpi_slices') and slice_name not in unused -%}
        {%- do wanted.append(slice_name) -%}
    {%- endfor -%}
    {%- if part == 'names' -%}
        {{ return(wanted) }}
    {%- elif part == 'values' -%}
        {%- for slice_name in wanted %}
        coalesce(cast({{ slices[slice_name] }} as {{ type_text() }}), '{{ missing_slice_value(slice_name) }}')
            as slice_{{ slice_name }},
        {%- endfor %}
    {%- elif part == 'slice_name' -%}
        {%- if wanted | length == 0 -%} 'overall'
        {%- else -%}
        case
            {%- for slice_name in wanted %}
            when grouping(slice_{{ slice_name }}) = 0 then '{{ slice_name }}'
            {%- endfor %}
            else 'overall'
        end
        {%- endif -%}
    {%- elif part == 'slice_value' -%}
        {%- if wanted | length == 0 -%} 'all'
        {%- else -%}
        coalesce({% for slice_name in wanted %}slice_{{ slice_name }}, {% endfor %}'all')
        {%- endif -%}
    {%- else -%}
        {{ exceptions.raise_compiler_error("slice_columns: unknown part '" ~ part ~ "'.") }}
    {%- endif -%}
{%- endmacro %}
