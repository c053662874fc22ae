{% macro difference_z_score(later, earlier, is_duration) -%}
    {#- Two proportions with their common rate, two means with their own errors, durations by their logarithms;
        not from few rows. Rows of one cluster count as the independent rows that they are worth. Two medians by the
        ends of their intervals that face each other, which holds for any distribution: also for one with a gap in
        its middle, where few rows move a median far. -#}
    {%- set n1 = 'coalesce(' ~ later ~ '.effective_sample_size, ' ~ later ~ '.denominator)' -%}
    {%- set n0 = 'coalesce(' ~ earlier ~ '.effective_sample_size, ' ~ earlier ~ '.denominator)' -%}
    {%- set pooled -%}
        (({{ later }}.numerator + {{ earlier }}.numerator) / ({{ later }}.denominator + {{ earlier }}.denominator))
    {%- endset -%}
    {%- set later_error = squared_error_of_value(later) -%}
    {%- set earlier_error = squared_error_of_value(earlier) -%}
    {%- set is_rise = later ~ '.value > ' ~ earlier ~ '.value' -%}
    {%- set later_end -%}
        case when {{ is_rise }} then {{ later }}.ci_low else {{ later }}.ci_high end
    {%- endset -%}
    {%- set earlier_end -%}
        case when {{ is_rise }} then {{ earlier }}.ci_high else {{ earlier }}.ci_low end
    {%- endset -%}
    case
        when
            {{ n1 }} < {{ var('min_sample_size') }} or {{ n0 }} < {{ var('min_sample_size') }}
            or {{ later }}.is_provisional or {{ earlier }}.is_provisional then null
        when {{ later }}.statistic = 'rate'
            then
                ({{ later }}.value - {{ earlier }}.value)
                / nullif(sqrt(greatest({{ pooled }} * (1 - {{ pooled }}), 0) * (1 / {{ n1 }} + 1 / {{ n0 }})), 0)
        when {{ later }}.statistic = 'mean' and {{ is_duration }}
            then
                case when {{ later }}.value > 0 and {{ earlier }}.value > 0 then
                    (ln({{ later }}.value) - ln({{ earlier }}.value))
                    / nullif(sqrt(
                        ({{ later_error }}) / ({{ later }}.value * {{ later }}.value)
                        + ({{ earlier_error }}) / ({{ earlier }}.value * {{ earlier }}.value)
                    ), 0)
                end
        when {{ later }}.statistic = 'median' and {{ is_duration }}
            then
                (ln(nullif({{ later }}.value, 0)) - ln(nullif({{ earlier }}.value, 0)))
                * {{ var('confidence_z') }}
                / nullif(sqrt(
                    power(ln(nullif({{ later }}.value, 0)) - ln(nullif({{ later_end }}, 0)), 2)
                    + power(ln(nullif({{ earlier }}.value, 0)) - ln(nullif({{ earlier_end }}, 0)), 2)
                ), 0)
        when {{ later }}.statistic in ('mean', 'score')
            then
                ({{ later }}.value - {{ earlier }}.value)
                / nullif(sqrt(({{ later_error }}) + ({{ earlier_error }})), 0)
    end
{%- endmacro %}
