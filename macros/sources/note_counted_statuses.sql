{# Says which statuses no row of `ticket_status_groups` knows, where the system itself tells what they count as: a
   waiting status of its own would pass for open, and nobody would see it. As a post-hook it is a note, no SQL. #}
{% macro note_counted_statuses(relation, source_name, status, word) -%}
    {%- if execute -%}
        {%- set rows = run_query(
            'select distinct ' ~ status ~ ', ' ~ word ~ ' from ' ~ relation
            ~ ' where ' ~ status ~ ' <> ' ~ word ~ ' order by 1, 2'
        ).rows -%}
        {%- set counted = [] -%}
        {%- for row in rows -%}
            {%- do counted.append("'" ~ row[0] ~ "' as " ~ row[1]) -%}
        {%- endfor -%}
        {%- if counted -%}
            {%- do log(
                'Source ' ~ source_name ~ ' counts ' ~ counted | join(', ') ~ ': no row of '
                ~ 'seeds/rules/ticket_status_groups.csv says what they mean.', info=true
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
