{% macro with_steps(relation, steps) -%}
    {#- A relation with further columns; each step may use those of the steps before it. -#}
    {%- set found = {'sql': relation} -%}
    {%- for step in steps -%}
        {%- set columns = [] -%}
        {%- for name, expression in step.items() -%}
            {%- do columns.append((expression | trim) ~ ' as ' ~ name) -%}
        {%- endfor -%}
        {%- do found.update({
            'sql': '(select *, ' ~ columns | join(', ') ~ ' from ' ~ found.sql ~ ') as step_' ~ loop.index
        }) -%}
    {%- endfor -%}
    {{ return(found.sql) }}
{%- endmacro %}
