{# What an address or a telephone number looks like: the one definition, of the models and, through
   scripts/base/personal.py, of everything else that is shown. Regular expressions for folded text in lower case, in
   the syntax that RE2, POSIX, Java and Python share; no quotes, as they stand in SQL texts. Between digits there may
   be any signs that are no Latin letters. Few counts and bounds: PostgreSQL prepares each for every model. #}

{# Numbers that are found inside sentences: with a plus, with a leading 0 or 00, announced by a word. `before` and
   `after` are expressions of the ends of a word. #}
{% macro telephone_forms(before, after) -%}
    {%- set digit = '[^0-9a-z,;]*[0-9]' -%}
    [+]([^0-9a-z;+]*[0-9]){7,}
    |{{ before }}(0(0[^0-9a-z,;]*[1-9]{{ digit }}|[^0-9a-z.,;:]*[1-9])({{ digit }}){7,}({{ after }}|e?xt?[^a-z])
    |{{ telephone_words() }}[^0-9a-z]*((no|nr|num|number|nummer|numar|номер|شماره)[^0-9a-z]+)?[0-9]({{ digit }}){5,})
{%- endmacro %}

{# How a telephone number is announced. #}
{% macro telephone_words() -%}
    ((tel|fon|phone|mobil|handy|celular|whatsapp|viber|skype|facetime|imessage|telegram|msisdn|callto|smsto|тел|моб)
    [a-zа-я_]*|wa([.]me)?|tg|sms|gsm|fax|sips?|cell?|mob|ani|cli|e[.]?164|h323|signal|zalo|imo|факс|تلفن|موبایل|همراه|هاتف
    |电话|電話|手机|手機)
{%- endmacro %}

{# Whatever else tells an address or a number in a name, word or id. #}
{% macro hidden_forms(before, after) -%}
    {%- set group = '[^0-9a-z,;:]+' -%}
    {#- Between Z and the backtick lies the backslash, which no SQL text may hold. #}
    {%- set letter = '[^ -@Z-`{-~]' -%}
    {%- set letters = '[^ -/:-@Z-`{-~]+' -%}
    @|&(#0*64|#x0*40|commat|nbsp;[0-9][0-9]+&nbsp);|([%Z-^]u00|%(25)*)(40|2b|3[0-9])
    |(=40|ⓐ|[(]a[)]| ات )[0-9a-z-]+[.][a-z][a-z]
    |[(\[{<*|] *(at|ät|arroba|arobase|собака) *[)\]}>*|]
    |[^0-9a-z](at|ät|arond|arroba|arobase|собака)[^0-9a-z]{1,3}([0-9a-z]+-){0,3}{{ letters }}
    ([.]|[^0-9a-z]{1,3}(dot|punct|punkt|точка|نقطه)[^0-9a-z]{1,3}){{ letter }}{2,}($|[^0-9a-z])
    |^[^0-9a-z+]*([+]|00?)[^0-9a-z+]*[1-9]([^0-9a-z]*[0-9]){7,}[^0-9a-z]*$
    |^[^0-9a-z]*000[1-9][0-9]{9,}[^0-9a-z]*$
    |^[ (]*[0-9]{2,}[ ()]+[0-9][0-9 ().-]{3,}$
    |^[0-9][.][0-9]{3,}e[+]?[0-9]{1,2}$
    |{{ before }}o?[0-9]+{{ group }}([0-9]{3,5}{{ group }}[0-9]{3,5}|([0-9]{2,5}{{ group }}){2,}[0-9]{2,5}){{ after }}
    |[^ -~][ -/:-@]*[0-9]([ -/:-@]*[0-9]){8}|[0-9]([ -/:-@]*[0-9]){8}[ -/:-@]*[^ -~]
    |([〇○零一二三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸공영일이삼사오육륙칠팔구] ?-?){7}
{%- endmacro %}

{# What is no key that somebody looks up: a number that is glued to a word or stands beside it, a short one. #}
{% macro hidden_forms_of_words() -%}
    [a-z]00?[1-9][0-9]{7,}($|[^0-9a-z])|(^|[^0-9])0[1-9][0-9]{7,}[a-f]*[g-z]
    |[a-z][^0-9a-z]{0,3} [^0-9a-z]{0,3}[1-9][0-9]{8,}|(^|[^0-9])[1-9][0-9]{8,}[^0-9a-z]{0,3} [^0-9a-z]{0,3}[a-z]
    |^[^0-9a-z]*0[^0-9a-z]*[1-9]([^0-9a-z]*[0-9]){6}[^0-9a-z]*$
{%- endmacro %}

{# Groups of digits, which as the key of a person are rather a number. #}
{% macro hidden_forms_of_persons() -%}
    ^[0-9]{1,8}[_.:-][0-9_.:-]{6,}$|^[0-9]{5,}[_.:-][0-9_.:-]{3,}$
{%- endmacro %}

{# Days, times and keys of machines, in which digits are no number: they are taken out first. #}
{% macro ordinary_forms() -%}
    {%- set year = '(1[349]|20)[0-9]{2}' -%}
    {%- set clock -%}
        [0-2]?[0-9]:[0-5][0-9](:[0-5][0-9]([.,][0-9]+)?)?( ?(z|utc|gmt|[+-][0-2][0-9](:?[0-5][0-9])?))?
    {%- endset -%}
    {%- set moment -%}
        (({{ year }}[-./][01]?[0-9][-./][0-3]?[0-9]|[0-3]?[0-9][-./][0-3]?[0-9][-./]{{ year }})([ t]+{{ clock }})?
        |{{ clock }}|20[0-9]{2}[01][0-9][0-3][0-9][t_-][0-2][0-9][0-5][0-9]([0-5][0-9])?z?)
    {%- endset -%}
    (^|[^0-9:+])({{ moment }}($|[^0-9:+]|:($|[^0-9])))+
    |[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,}
    |arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:[0-9]{12}
{%- endmacro %}

{# What tells an address or a number in a text of a kind: `key` (an id that people look up), `word`, `person`. One
   expression: an engine compiles each of them for every column. #}
{% macro personal_forms(kind) -%}
    {%- set before = '(^|[^0-9a-z.]|(^|[^0-9])[.])' -%}
    {%- set after = '($|[^0-9a-z])' -%}
    {{ telephone_forms(before, after) }}|{{ hidden_forms(before, after) }}
    {%- if kind in ('word', 'person') %}|{{ hidden_forms_of_words() }}{% endif -%}
    {%- if kind == 'person' %}|{{ hidden_forms_of_persons() }}{% endif -%}
{%- endmacro %}

{# An expression on one line. #}
{% macro one_line(expression) -%}
    {%- for line in expression.split('\n') %}{{ line.strip() }}{% endfor -%}
{%- endmacro %}
