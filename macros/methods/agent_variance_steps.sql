{% macro agent_variance_steps() -%}
    {#- How far agents truly differ in a KPI, beyond what single cases scatter (DerSimonian and Laird's
        moments). The test is Cochran's Q, its chi-square turned normal by Wilson and Hilferty: without
        it half of all desks whose agents are alike would show differences. -#}
    {%- set of_kpi = ' over (partition by month_start_date, kpi_id)' -%}
    {%- set sums = {'agents': 'cast(count(*)' ~ of_kpi ~ ' as ' ~ type_double() ~ ')'} -%}
    {%- for name, summed in {
        'all_cases': 'window_cases',
        'squared_cases': 'window_cases * window_cases',
        'all_observed': 'window_observed',
        'all_squares': 'window_squares',
        'own_squares': 'window_deviation * window_deviation / window_cases',
        'all_deviation': 'window_deviation',
    }.items() -%}
        {%- do sums.update({name: 'sum(' ~ summed ~ ')' ~ of_kpi}) -%}
    {%- endfor -%}
    {{ return([
        sums,
        {'case_variance':
            'case when agents < greatest(' ~ var('agent_score_minimum_agents') ~ ", 2) then null
            when kpi_id in ('fcr_rate', 'csat', 'reopen_rate')
                then all_observed / all_cases * (1 - all_observed / all_cases)
            else (all_squares - own_squares) / nullif(all_cases - agents, 0) end"},
        {
            'degrees': 'agents - 1',
            'q_variance': '2 / (9 * nullif(agents - 1, 0))',
            'q_statistic':
                'case when case_variance > 0.000000001 then greatest('
                ~ 'own_squares - all_deviation * all_deviation / all_cases, 0) / case_variance end',
        },
        {
            'agent_variance': published_number(
                'greatest((q_statistic - degrees) * case_variance'
                ~ ' / (all_cases - squared_cases / all_cases), 0)', decimals=12
            ),
            'z_score': published_number(
                '(power(q_statistic / degrees, cast(1 as ' ~ type_double() ~ ') / 3)'
                ~ ' - (1 - q_variance)) / sqrt(q_variance)'
            ),
        },
    ]) }}
{%- endmacro %}
