{% macro chosen_target_set() -%}
    {%- set raw_path = env_var('SUPPORT_KPI_RAW_PATH', 'data/sample') -%}
    {%- if var('target_set') == 'auto' -%}
        {{ return('sample' if raw_path.endswith('data/sample') else '') }}
    {%- endif -%}
    {{ return(var('target_set')) }}
{%- endmacro %}
