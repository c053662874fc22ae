{% macro report_time(timestamp_column) -%}
    {%- set zone_name = var('report_timezone') -%}
    {#- While the project is only being read, the zone database need not be searched. -#}
    {%- if zone_name == 'UTC' or not execute -%}
        {{ timestamp_column }}
    {%- else -%}
        {%- set steps = utc_offset_steps(zone_name) -%}
        {{ add_seconds(timestamp_column, utc_offset_case(timestamp_column, steps)) }}
    {%- endif -%}
{%- endmacro %}

{% macro report_date(timestamp_column) -%}
    cast({{ report_time(timestamp_column) }} as date)
{%- endmacro %}

{% macro local_midnight(date_expression) -%}
    {%- set midnight = 'cast(' ~ date_expression ~ ' as ' ~ type_timestamp() ~ ')' -%}
    {%- if var('report_timezone') == 'UTC' -%}
        {{ midnight }}
    {%- else -%}
        {{ local_to_utc(midnight, "'" ~ var('report_timezone') ~ "'") }}
    {%- endif -%}
{%- endmacro %}

{% macro utc_offset_case(timestamp_column, steps) -%}
    {#- Binary search over the steps: seven comparisons where a zone changed a hundred times. -#}
    {%- if steps | length == 1 -%}
        {{ steps[0][1] }}
    {%- else -%}
        {%- set middle = steps | length // 2 -%}
        case
            when {{ timestamp_column }} < timestamp '{{ steps[middle][0] }}'
                then {{ utc_offset_case(timestamp_column, steps[:middle]) }}
            else {{ utc_offset_case(timestamp_column, steps[middle:]) }}
        end
    {%- endif -%}
{%- endmacro %}

{% macro utc_offset_steps(zone_name) -%}
    {#- [[first instant in UTC, offset in seconds], …], oldest first; read from the zone database at
        compile time, so that no row ever has to be converted by the engine. Every half month is looked
        at, and a change is narrowed down to the quarter of an hour at which zones change. -#}
    {%- if zone_name not in modules.pytz.all_timezones_set -%}
        {{ exceptions.raise_compiler_error(
            "Configuration wrong: report_timezone is '" ~ zone_name
            ~ "', which is no known time zone; use a name such as Europe/Bucharest or Asia/Tehran."
        ) }}
    {%- endif -%}
    {%- set zone = modules.pytz.timezone(zone_name) -%}
    {%- set start = modules.pytz.utc.localize(modules.datetime.datetime(1970, 1, 1)) -%}
    {%- set quarter_hours_apart = 1440 -%}
    {%- set seen = namespace(offset=start.astimezone(zone).utcoffset()) -%}
    {%- set steps = [['1900-01-01 00:00:00', seen.offset.total_seconds() | int]] -%}
    {%- for half_month in range(1, 1656) -%}
        {%- set at = start + modules.datetime.timedelta(minutes=15 * quarter_hours_apart * half_month) -%}
        {%- set offset = at.astimezone(zone).utcoffset() -%}
        {%- if offset != seen.offset -%}
            {%- set bounds = namespace(
                before=quarter_hours_apart * (half_month - 1), after=quarter_hours_apart * half_month
            ) -%}
            {%- for halving in range(11) -%}
                {%- set middle = (bounds.before + bounds.after) // 2 -%}
                {%- set probe = start + modules.datetime.timedelta(minutes=15 * middle) -%}
                {%- if probe.astimezone(zone).utcoffset() == seen.offset -%}
                    {%- set bounds.before = middle -%}
                {%- else -%}
                    {%- set bounds.after = middle -%}
                {%- endif -%}
            {%- endfor -%}
            {%- set changes_at = start + modules.datetime.timedelta(minutes=15 * bounds.after) -%}
            {%- do steps.append(
                [changes_at.strftime('%Y-%m-%d %H:%M:%S'), offset.total_seconds() | int]
            ) -%}
            {%- set seen.offset = offset -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(steps) }}
{%- endmacro %}
