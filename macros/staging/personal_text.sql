{# Whether a folded text is, or holds, an e-mail address or a telephone number.

   An address has an @, or one that is spelled out or encoded. A number has 8 to 16 digits that start with + or 0
   or that separators group, or follows a scheme such as `tel:`; an international one is found inside a text, too.
   Bare digits that do not start with 0 are an ordinary id, and a date is no number. #}
{% macro looks_personal(text) -%}
    {%- set sign = '[\[\] ().+/{}*,;#~_:=-]*' -%}
    {%- set space = '[\[\] ().-]*' -%}
    {%- set clock = '([ T][0-9]{1,2}:[0-9:.]*( ?(Z|[+-][0-9:]{2,6}))?)?$' -%}
    {%- set personal = [
        '@|[(\[{<] *[aA][tT] *[)\]}>]| [aA][tT] .+ [dD][oO][tT] |&(#0*64|#[xX]0*40|commat);',
        '%[0-9a-fA-F][0-9a-fA-F]',
        '(^|[^0-9A-Za-z])([+]|00)' ~ space ~ '[1-9](' ~ space ~ '[0-9]){6,14}($|[^0-9])',
        '^' ~ telephone_schemes() ~ sign ~ '([0-9]' ~ sign ~ '){5,16}($|[^0-9])',
        '^' ~ sign ~ '([+]|0)(' ~ sign ~ '[0-9]){7,15}(' ~ sign ~ '[eExXtT]*' ~ sign ~ '[0-9]{1,6})?' ~ sign ~ '$',
        '^' ~ space ~ '[0-9](' ~ space ~ '[0-9]){7,14}' ~ space ~ '$',
    ] -%}
    {%- set ordinary = [
        '^[1-9][0-9]*$',
        '^(1[349]|20)[0-9]{2}[-./][0-9]{1,2}[-./][0-9]{1,2}' ~ clock,
        '^[0-9]{1,2}[-./][0-9]{1,2}[-./](1[349]|20)[0-9]{2}' ~ clock,
    ] -%}
    ({{ matches(text, personal | join('|')) }} and not {{ matches(text, ordinary | join('|')) }})
{%- endmacro %}

{# How a telephone number is announced, as a group of a regular expression. #}
{% macro telephone_schemes() -%}
    {{ return('([Tt]el|TEL|[Tt]elefon|[Tt]elephone|[Pp]hone|PHONE|[Mm]obile|[Mm]ob|[Cc]ell|[Gg][Ss][Mm]|[Ff]ax'
        ~ '|[Ss]ips?|SIPS?|callto|sms|smsto|SMS|msisdn|[Ww]hats[Aa]pp|wa|[Vv]iber|[Ss]ignal|[Tt]elegram|tg'
        ~ '|imessage|facetime|[Ss]kype|h323)') }}
{%- endmacro %}

{# What stands for an address or a number: the same for every way to write it that is known here. #}
{% macro personal_hash(text) -%}
    {%- set separators = '[\[\] ().+/{}*,;#~_:=-]*' -%}
    {%- set address = without_matches('lower(' ~ text ~ ')', '^.*<|>.*$|^mailto:|^sips?:| ') -%}
    {%- set number = without_matches(without_matches(text, '[^0-9+]'), '^([+]|00)') -%}
    {%- set is_number = matches(
        text, '^' ~ telephone_schemes() ~ '?' ~ separators ~ '([0-9]' ~ separators ~ '){7,16}$'
    ) -%}
    'hashed_' || {{ md5_text(
        'case when ' ~ text ~ " like '%@%' then " ~ address
        ~ ' when ' ~ is_number ~ ' then ' ~ number ~ ' else lower(' ~ text ~ ') end'
    ) }}
{%- endmacro %}

{# A folded id without what it would tell about a person. Of customers and visitors only what looks like an opaque
   key stays as it is, and one number is one person however it is written. #}
{% macro unpersonal_id(text, is_person=false) -%}
    case
        when {{ 'not ' ~ matches(text, '^[A-Za-z0-9_.:-]+$') ~ ' or ' if is_person }}{{ looks_personal(text) }}
            then {{ personal_hash(text) if is_person else
                "'hashed_' || " ~ md5_text('lower(' ~ text ~ ')') }}
        else {{ text }}
    end
{%- endmacro %}

{# A folded text that is shown as it was delivered, unless it is an address or a number: a shifted column puts one
   anywhere. `shown` is what is shown of it, where that is another expression. #}
{% macro published_text(text, shown=none) -%}
    case when {{ looks_personal(text) }} then '(hidden)' else {{ shown or text }} end
{%- endmacro %}
