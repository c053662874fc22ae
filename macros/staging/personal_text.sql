{# Whether a folded text is, or holds, an e-mail address or a telephone number: see `personal_forms`. Bare digits
   that do not start with 0 are an ordinary id, and a date is no number. #}
{% macro looks_personal(text, kind='key') -%}
    {%- set lowered = 'lower(' ~ text ~ ')' -%}
    {%- set forms = one_line(personal_forms(kind)) -%}
    ({{ matches(lowered, forms) }}
    and {{ matches(without_matches(lowered, one_line(ordinary_forms()), ' '), forms) }})
{%- endmacro %}

{# Replacement of an address or a number: the same for every way to write it that is known here. #}
{% macro personal_hash(text) -%}
    {%- set lowered = 'lower(' ~ text ~ ')' -%}
    {%- set address = without_matches(lowered, '^.*<|>.*$|^mailto:|^sips?:| ') -%}
    {%- set number = without_matches(without_matches(text, '[^0-9+]'), '^([+]|00)') -%}
    {%- set is_number = matches(
        lowered, '^' ~ one_line(telephone_words()) ~ '?[^0-9a-z]*([0-9][^0-9a-z]*){7,16}$'
    ) -%}
    'hashed_' || {{ md5_text(
        'case when ' ~ text ~ " like '%@%' then " ~ address
        ~ ' when ' ~ is_number ~ ' then ' ~ number ~ ' else ' ~ lowered ~ ' end'
    ) }}
{%- endmacro %}

{# A folded id without what it would tell about a person. Of customers and visitors only what looks like an opaque
   key stays as it is, and one number is one person however it is written. #}
{% macro unpersonal_id(text, is_person=false) -%}
    case
        when {{ 'not ' ~ matches(text, '^[A-Za-z0-9_.:-]+$') ~ ' or ' if is_person }}{{
            looks_personal(text, 'person' if is_person else 'key') }}
            then {{ personal_hash(text) if is_person else
                "'hashed_' || " ~ md5_text('lower(' ~ text ~ ')') }}
        else {{ text }}
    end
{%- endmacro %}

{# A folded name that tells rows apart: in place of an address or a number there is a hash, so that two stay two. #}
{% macro unpersonal_name(text) -%}
    case
        when {{ looks_personal(text, 'word') }} then 'hashed_' || {{ md5_text('lower(' ~ text ~ ')') }}
        else {{ text }}
    end
{%- endmacro %}

{# A folded text that is shown as it was delivered, unless it is an address or a number: a shifted column puts one
   anywhere. `shown` is what is shown of it, where that is another expression. #}
{% macro published_text(text, shown=none) -%}
    case when {{ looks_personal(text, 'word') }} then '(hidden)' else {{ shown or text }} end
{%- endmacro %}
