{% macro kpi_is_signal() -%}
    {#- A point outside the limits of the points before it, or the eighth in a row on one side of
        their centre. Rates by a p-chart, everything else by an individuals chart (XmR). -#}
    case
        when baseline_points < {{ var('signal_minimum_points') }} or value is null then null
        when statistic != 'count' and denominator < {{ var('min_sample_size') }} then null
        when statistic = 'rate'
            then
                value > centre + 3 * sqrt(greatest(centre * (1 - centre), 0) / denominator)
                or value < centre - 3 * sqrt(greatest(centre * (1 - centre), 0) / denominator)
                or abs(run_of_eight) = 8
        else
            value > centre + 2.66 * mean_moving_range
            or value < centre - 2.66 * mean_moving_range
            or abs(run_of_eight) = 8
    end
{%- endmacro %}
