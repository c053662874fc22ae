{#- Rows of one cluster (the answers or agreed targets of one ticket) are alike: their errors are computed from sums
    over clusters. x is the number of rows of a cluster, y their sum. -#}
{% macro cluster_variance(of='') -%}
    {#- Squared standard error of a ratio of two sums over clusters (Cochran). -#}
    {%- set ratio = '(' ~ of ~ 'numerator / ' ~ of ~ 'denominator)' -%}
    ({{ of }}clusters / nullif({{ of }}clusters - 1, 0) * greatest(
        {{ of }}c_yy - 2 * {{ ratio }} * {{ of }}c_yx + {{ ratio }} * {{ ratio }} * {{ of }}c_xx, 0
    ) / ({{ of }}denominator * {{ of }}denominator))
{%- endmacro %}

{% macro effective_sample_size(of='') -%}
    {#- Independent rows that say as much as these. Where nothing varies, rows of one cluster say what one says. -#}
    {%- set count = of ~ 'denominator' -%}
    {%- set mean = '(' ~ of ~ 'numerator / ' ~ count ~ ')' -%}
    {%- set variance -%}
        case statistic
            when 'rate' then {{ mean }} * (1 - {{ mean }})
            else
                ({{ of }}sum_of_squares - {{ count }} * {{ mean }} * {{ mean }})
                / nullif({{ count }} - 1, 0)
        end
    {%- endset -%}
    case
        when {{ count }} > 0 and {{ of }}c_xx > 0
            then
                {{ count }} / case
                    when {{ of }}clusters > 1 and ({{ variance }}) > 0.000000001 * {{ mean }} * {{ mean }}
                        then greatest({{ cluster_variance(of) }} * {{ count }} / ({{ variance }}), 1)
                    else {{ of }}c_xx / {{ count }}
                end
    end
{%- endmacro %}

{% macro clustered_share_bound(side, of='') -%}
    {#- Wilson's interval of the effective sample, with Student's t for few clusters (Korn and Graubard). -#}
    {%- set t = '(' ~ t_quantile('(' ~ of ~ 'clusters - 1)') ~ ')' -%}
    {%- set trials -%}
        (({{ effective_sample_size(of) }}) * power({{ var('confidence_z') }} / {{ t }}, 2))
    {%- endset -%}
    {%- set share = of ~ 'numerator / ' ~ of ~ 'denominator' -%}
    case
        when {{ of }}clusters > 1
            then {{ wilson_bound('(' ~ share ~ ' * ' ~ trials ~ ')', trials, side) }}
    end
{%- endmacro %}

{% macro clustered_mean_bound(side, of='') -%}
    {%- set mean = '(' ~ of ~ 'numerator / ' ~ of ~ 'denominator)' -%}
    {%- set variance = cluster_variance(of) -%}
    {%- set third -%}
        ({{ of }}c_yyy - 3 * {{ mean }} * {{ of }}c_yyx + 3 * power({{ mean }}, 2) * {{ of }}c_yxx
        - power({{ mean }}, 3) * {{ of }}c_xxx)
    {%- endset -%}
    {%- set skew -%}
        {{ third }} / power({{ of }}denominator, 3) / ({{ variance }} * sqrt({{ variance }}))
    {%- endset -%}
    case
        when {{ of }}clusters <= 1 then null
        when {{ variance }} <= 0.000000000001 * {{ mean }} * {{ mean }} then {{ mean }}
        else {{ skewed_mean_bound(
            mean, 'sqrt(' ~ variance ~ ')', skew, '(' ~ of ~ 'clusters - 1)', side
        ) }}
    end
{%- endmacro %}
