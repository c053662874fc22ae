{% macro mean_interval_bound(total, squares, cubes, count, side) -%}
    {#- Of rows that are independent of each other, from their sums. Without a sum of cubes Student's t. -#}
    {%- set mean = '(' ~ total ~ ' / ' ~ count ~ ')' -%}
    {%- set variance = '(' ~ squares ~ ' / ' ~ count ~ ' - ' ~ mean ~ ' * ' ~ mean ~ ')' -%}
    {%- set third -%}
        ({{ cubes }} / {{ count }} - 3 * {{ mean }} * {{ squares }} / {{ count }} + 2 * power({{ mean }}, 3))
    {%- endset -%}
    case
        when {{ count }} <= 1 then null
        when {{ variance }} <= 0.000000001 * {{ mean }} * {{ mean }} then {{ mean }}
        else
            {{ skewed_mean_bound(
                mean,
                'sqrt(' ~ variance ~ ' / (' ~ count ~ ' - 1))',
                'coalesce(' ~ third ~ ' / (' ~ variance ~ ' * sqrt(' ~ variance ~ ' * ' ~ count ~ ')), 0)',
                '(' ~ count ~ ' - 1)',
                side
            ) }}
    end
{%- endmacro %}
