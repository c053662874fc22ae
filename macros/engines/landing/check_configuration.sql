{# Variables that would otherwise fail deep inside a model, with an unintelligible message. #}
{% macro check_configuration() -%}
    {%- for name in ['source_timezone', 'report_timezone'] -%}
        {%- set zone = var(name) | string -%}
        {%- if not is_time_zone(zone) -%}
            {%- do refuse_configuration(
                name ~ " is '" ~ zone ~ "', which is no known time zone; "
                ~ 'use an IANA name such as Europe/Bucharest.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- do check_quotes() -%}
    {%- do check_names() -%}
    {%- do check_whole_numbers() -%}
    {%- do check_sources() -%}
    {%- set as_of = given_as_of() -%}
    {%- if as_of -%}
        {%- set literal = quote_text(as_of | string | trim) -%}
        {%- set parsed = run_query(
            'select ' ~ safe_timestamp(literal) ~ ' is not null as is_valid'
        ) -%}
        {%- if not parsed.rows[0][0] -%}
            {%- do refuse_configuration(
                "as_of is '" ~ as_of ~ "', which is no ISO 8601 timestamp; "
                ~ 'write it like 2024-06-30T23:59:59Z.'
            ) -%}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# Names that models write into their SQL as they are: none may end the text that it stands in. #}
{% macro check_quotes() -%}
    {%- set names = [
        'kpi_period_grains', 'kpi_slices', 'kpi_watched_slices', 'kpi_daily_slices',
        'fcr_missing_topic', 'service_level_abandons', 'reporting_currency', 'scorecard_period_grain',
        'sources', 'survey_csv_type', 'survey_csv_scale', 'target_set',
        'reconciliation_causes', 'weekend_days', 'workbook_language',
    ] -%}
    {%- for name in names -%}
        {%- set given = var(name) -%}
        {%- for text in ([given] if given is string else given or []) -%}
            {%- if modules.re.search('[\'"\\\\;]', text | string) -%}
                {%- do refuse_configuration(
                    name ~ ' holds ' ~ text ~ ', but a quote, a semicolon or a backslash cannot stand '
                    ~ 'there; leave it out.'
                ) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endfor -%}
{%- endmacro %}

{# Names that nothing knows would be left out without a word. #}
{% macro check_names() -%}
    {%- set grains = ['day', 'week', 'month', 'quarter', 'rolling_28d'] + calendar_grains() -%}
    {%- set slices = known_slices() -%}
    {%- set known = {
        'kpi_period_grains': grains,
        'scorecard_period_grain': var('kpi_period_grains'),
        'kpi_slices': slices,
        'kpi_watched_slices': slices,
        'kpi_daily_slices': slices,
    } -%}
    {%- for name, names in known.items() -%}
        {%- set given = var(name) -%}
        {%- for text in ([given] if given is string else given) if text not in names -%}
            {%- do refuse_configuration(
                name ~ " names '" ~ text ~ "', which there is not; known are " ~ names | join(', ') ~ '.'
            ) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- if (var('fiscal_year_start_month') | int) not in range(1, 13) -%}
        {%- do refuse_configuration(
            'fiscal_year_start_month is ' ~ var('fiscal_year_start_month') ~ ', but must be a month from 1 to 12.'
        ) -%}
    {%- endif -%}
{%- endmacro %}

{# Days, weeks and months of a calendar: of half a one the rest would be cut off without a word. #}
{% macro check_whole_numbers() -%}
    {%- set names = [
        'week_start_dow', 'fiscal_year_start_month', 'history_years', 'peak_hours_weeks', 'customer_active_order_days',
        'customer_active_contact_days', 'signal_baseline_points', 'signal_minimum_points', 'forecast_history_days',
        'forecast_smoothing_days', 'forecast_horizon_days', 'forecast_backtest_days',
        'agent_score_trailing_months', 'agent_score_months', 'agent_score_minimum_agents',
        'balance_trailing_months', 'review_after_days',
        'review_notice_days',
    ] -%}
    {%- for name in names if (var(name) | float) != (var(name) | int) -%}
        {%- do refuse_configuration(name ~ ' is ' ~ var(name) ~ ', but must be a whole number.') -%}
    {%- endfor -%}
{%- endmacro %}
