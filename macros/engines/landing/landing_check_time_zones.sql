{# A zone that the engine does not know would stop the business clock with the engine's message. The
   names of Rails and Windows are those of seed time_zone_names, which is not there yet when a run starts. #}
{% macro landing_check_time_zones() -%}
    {%- set seed = graph.nodes['seed.support_kpi.time_zone_names'] -%}
    {%- set statement -%}
        select zone, schedule_id, raw_file
        from (
            select {{ folded_text('timezone') }} as zone, schedule_id, raw_file
            from landing.business_hours
        ) as folded
        where zone not in (select name from pg_timezone_names())
            and lower(zone) not in (
                select zone_name
                from read_csv(
                    {{ quote_file(seed.root_path ~ '/' ~ seed.original_file_path) }},
                    all_varchar = true, header = true
                )
            )
        order by raw_file, schedule_id
        limit 1
    {%- endset -%}
    {%- for row in run_query(statement).rows -%}
        {%- do refuse_inputs(
            "'" ~ row['zone'] ~ "' is no known time zone (schedule '" ~ row['schedule_id']
            ~ "' in file '" ~ row['raw_file'] ~ "'); use an IANA name such as Europe/Bucharest."
        ) -%}
    {%- endfor -%}
{%- endmacro %}
