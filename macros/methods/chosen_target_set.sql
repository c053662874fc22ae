{% macro chosen_target_set() -%}
    {%- set raw_path = env_var('SUPPORT_KPI_RAW_PATH', 'data/sample') -%}
    {%- if var('target_set') == 'auto' -%}
        {#- A project that takes this one as a package has data of its own. -#}
        {%- set is_sample = project_name == 'support_kpi' and raw_path.endswith('data/sample') -%}
        {{ return('sample' if is_sample else '') }}
    {%- endif -%}
    {{ return('' if var('target_set') == 'none' else var('target_set')) }}
{%- endmacro %}
