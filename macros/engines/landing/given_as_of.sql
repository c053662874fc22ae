{#
The instant that the user names, empty where they name none. It comes from the environment first:
dbt reads the whole project again for another `--vars`, but only one model for another variable
of the environment.
#}
{% macro given_as_of() -%}
    {{ return(env_var('SUPPORT_KPI_AS_OF', '') or var('as_of')) }}
{%- endmacro %}
