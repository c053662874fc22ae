{# Answers of a form under the names of the contract, for headers that are questions: `columns` says which header
   is which column. What it does not name is empty. #}
{% macro form_rows(source_name, table_name, columns) -%}
    {%- set relation = source(source_name, table_name) -%}
    {%- set found = {} -%}
    {%- for column in (source_table_columns(relation) if execute else []) -%}
        {%- do found.update({column.name | trim | lower: column}) -%}
    {%- endfor -%}
    {%- set is_read = execute and flags.WHICH in ['build', 'run', 'test'] -%}
    {%- if is_read and not ('responded_at' in columns and 'score' in columns) -%}
        {%- do refuse_configuration(
            source_name ~ "_columns must name the headers of responded_at and score; the file has "
            ~ found.values() | map(attribute='name') | join(', ') ~ '.'
        ) -%}
    {%- endif -%}
    {%- set selected = [] -%}
    {%- for name in [
        'survey_id', 'ticket_id', 'call_id', 'customer_id', 'agent_id', 'sent_at', 'responded_at',
        'score', 'comment', 'channel', 'is_test',
    ] -%}
        {%- set header = (columns.get(name) or '') | string | trim | lower -%}
        {%- if is_read and header and header not in found -%}
            {%- do refuse_inputs(
                'source ' ~ source_name ~ " has no column '" ~ columns[name] ~ "' (" ~ name
                ~ '); the file has ' ~ found.values() | map(attribute='name') | join(', ')
                ~ '. Correct ' ~ source_name ~ '_columns.'
            ) -%}
        {%- endif -%}
        {%- do selected.append(
            (source_text(found[header]) if header in found else 'cast(null as ' ~ type_text() ~ ')')
            ~ ' as ' ~ name
        ) -%}
    {%- endfor -%}
    {{ return(
        '(select ' ~ selected | join(', ') ~ (' from ' ~ relation if found else ' where 1 = 0') ~ ')'
    ) }}
{%- endmacro %}

{# The time of a form's answer in ISO 8601. Forms write 2025/03/01 10:00:00 AM GMT+2 where the contract wants
   dashes, a clock of 24 hours and an offset; anything else stays as it is. #}
{% macro form_time(text) -%}
    {%- set hour = "cast(split_part(split_part(" ~ text ~ ", ' ', 2), ':', 1) as " ~ type_integer() ~ ')' -%}
    case
        when {{ matches(text, '^[0-9]{4}/[0-9]+/[0-9]+ [0-9]{1,2}:[0-9:]+ (AM|PM)( GMT[+-][0-9]+)?$') }}
            then replace(split_part({{ text }}, ' ', 1), '/', '-') || ' '
                || lpad(cast(
                    {{ hour }} % 12 + case when {{ text }} like '% PM%' then 12 else 0 end
                    as {{ type_text() }}
                ), 2, '0')
                || substr(split_part({{ text }}, ' ', 2), length(split_part(split_part({{ text }}, ' ', 2), ':', 1)) + 1)
                || case
                    when {{ text }} like '%GMT%'
                        then left(split_part({{ text }}, 'GMT', 2), 1)
                            || lpad(substr(split_part({{ text }}, 'GMT', 2), 2), 2, '0')
                    else ''
                end
        when {{ matches(text, '^[0-9]{4}/') }} then replace({{ text }}, '/', '-')
        else {{ text }}
    end
{%- endmacro %}
