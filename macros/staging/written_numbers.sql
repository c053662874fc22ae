{# A number as people and reports write it: groups of three digits between spaces or apostrophes (`1 234.50`,
   `1'234`), parentheses for a negative one (`(12.50)`). NULL for anything else, and for what is a plain number. A comma
   stays unreadable: the values of a whole column say what it is, and one value does not. #}
{% macro written_number(text, type, fraction='') -%}
    {%- set digits = '(?:[0-9]{1,3}(?:[ \\x27’][0-9]{3}){1,4}|[0-9]{1,15})' ~ fraction -%}
    case
        when {{ matches_whole(text, '[+-]?' ~ digits ~ '|[(]' ~ digits ~ '[)]') }}
            then cast(translate({{ text }}, '( ’)' || chr(39), '-') as {{ type }})
    end
{%- endmacro %}

{# A duration as systems write it, in seconds: `00:05:30`, `26:10:00`, `1 day 02:10:00`, `1.02:10:00`, `PT5M30S`,
   `5m 30s`, `5 min`, `5'30"`. NULL for anything else: `05:30` may be minutes or hours, and a day of work (`2d`, `2 days`)
   has eight hours in some systems. #}
{% macro written_duration(text) -%}
    {%- set number = '[0-9]{1,7}(?:[.,](?:[0-9]{1,2}|[0-9]{4,9}))?' -%}
    {%- set hours = ' ?(?:h|hrs?|hours?|ч|час|часа|часов|ore|oră|ساعت)' -%}
    {%- set minute_words = 'm|mins?|minutes?|мин|минут[аы]?|minute|دقیقه' -%}
    {%- set second_words = 's|secs?|seconds?|с|сек|секунд[аы]?|secunde|ثانیه' -%}
    {%- set minutes, seconds = ' ?(?:' ~ minute_words ~ ')', ' ?(?:' ~ second_words ~ ')' -%}
    {#- Signs count as a pair only: one alone may be left of a quoted number. -#}
    {%- set prime, double_prime = '[\\x27’′]', '(?:[\\x27’′]{2}|["”″])' -%}
    {#- Three digits behind a sign may be thousands, unless the unit follows at once: programs write `330.250s`. -#}
    {%- set parts = (
        '(?:' ~ number ~ hours ~ '[, ]*)?(?:(?:' ~ number ~ minutes ~ '[, ]*)?'
        ~ '(?:' ~ number ~ seconds ~ '|[0-9]{1,9}[.][0-9]{1,9}s)?'
        ~ '|[0-9]{1,4}' ~ prime ~ ' ?[0-5]?[0-9]' ~ double_prime ~ ')'
    ) -%}
    {#- A point stands between the days and the hours of .NET, of which there are two digits then. -#}
    {%- set clock = (
        '(?:(?:[0-9]{1,4} days?,? )?[0-9]{1,5}|[0-9]{1,4}[.](?:[01][0-9]|2[0-3]))'
        ~ ':[0-5][0-9]:[0-5][0-9](?:[.,][0-9]{1,9})?'
    ) -%}
    {%- set lower_text = 'lower(' ~ text ~ ')' -%}
    case
        when {{ matches_whole(text, clock) }}
            then {{ part_as_number(text, '^([0-9]+)(?: day|[.][0-9]+:)', 86400) }}
                + {{ part_as_number(text, '([0-9]+):[0-9]+:', 3600) }}
                + {{ part_as_number(text, ':([0-9]+):', 60) }}
                + {{ part_as_number(text, ':([0-9]+(?:[.,][0-9]+)?)$', 1) }}
        when {{ matches_whole(lower_text, '(?:pt|p[0-9]{1,4}d(?:t|$))?' ~ parts) }}
            and {{ matches(text, '[0-9]') }}
            then {{ part_as_number(lower_text, '^p([0-9]+)d', 86400) }}
                + {{ part_as_number(lower_text, '([0-9]+(?:[.,][0-9]+)?)' ~ hours, 3600) }}
                + {{ part_as_number(lower_text, '([0-9]+(?:[.,][0-9]+)?) ?(?:' ~ minute_words ~ '|' ~ prime ~ ')', 60) }}
                + {{ part_as_number(lower_text, '([0-9]+(?:[.,][0-9]+)?) ?(?:' ~ second_words ~ '|' ~ double_prime ~ ')$', 1) }}
    end
{%- endmacro %}

{# A part of a text as a number of units of so many seconds; 0 where it is missing. #}
{% macro part_as_number(text, pattern, unit) -%}
    coalesce(cast(nullif(replace({{ found_part(text, pattern) }}, ',', '.'), '') as {{ type_double() }}), 0) * {{ unit }}
{%- endmacro %}
