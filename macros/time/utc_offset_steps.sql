{% macro utc_offset_steps(zone_name) -%}
    {#- [[first instant in UTC, offset in seconds], …], oldest first; read from the zone database at
        compile time, so that no row ever has to be converted by the engine. -#}
    {%- if zone_name not in modules.pytz.all_timezones_set -%}
        {{ exceptions.raise_compiler_error(
            "Configuration wrong: report_timezone is '" ~ zone_name
            ~ "', which is no known time zone; use a name such as Europe/Bucharest or Asia/Tehran."
        ) }}
    {%- endif -%}
    {%- set zone = modules.pytz.timezone(zone_name) -%}
    {%- set steps = [] -%}
    {%- if zone._utc_transition_times is defined -%}
        {%- for changes_at in zone._utc_transition_times -%}
            {%- set offset = zone._transition_info[loop.index0][0].total_seconds() | int -%}
            {%- if changes_at.year < 1970 or steps | length == 0 -%}
                {%- do steps.clear() -%}
                {%- do steps.append(['1900-01-01 00:00:00', offset]) -%}
            {%- elif steps[-1][1] != offset -%}
                {%- do steps.append([changes_at.strftime('%Y-%m-%d %H:%M:%S'), offset]) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- else -%}
        {%- set fixed = zone.utcoffset(modules.datetime.datetime(2000, 1, 1)) -%}
        {%- do steps.append(['1900-01-01 00:00:00', fixed.total_seconds() | int]) -%}
    {%- endif -%}
    {{ return(steps) }}
{%- endmacro %}
