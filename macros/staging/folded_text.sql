{# A text in the letters and digits that the seeds and the typing know, whatever keyboard it came from. Spaces
   around it go, blank is NULL.

   Arabic letters become their Persian twins, digits of other scripts and full-width signs become ASCII, the
   decimal sign of Arabic becomes a point, its thousands separator, vowel signs and marks of direction vanish,
   every kind of space is a space. Nearly no value holds one of these signs: asking costs a fiftieth of
   translating. `twins` are further letters to replace. #}
{% macro folded_text(expression, twins={'from': '', 'to': ''}) -%}
    {%- set signs = foldable_signs() -%}
    {%- set folded -%}
        translate({{ expression }}, {{ line_separators() }} || '{from}{{ signs.dropped }}', '  {to}')
    {%- endset -%}
    {%- set spaced = "replace(replace(" ~ folded ~ ", '   ', ' '), '  ', ' ')" -%}
    {%- set from, to = twins.from ~ signs.from, twins.to ~ signs.to -%}
    {%- set common = spaced | replace('{from}', from) | replace('{to}', to) -%}
    {%- set all = spaced | replace('{from}', from ~ signs.rare) | replace('{to}', to ~ signs.rare_to) -%}
    nullif(trim(
        case
            when {{ is_ascii(expression) }} then {{ expression }}
            when {{ matches(expression, '[' ~ signs.rare_found ~ ']') }} then {{ all }}
            when {{ matches(expression, '[' ~ twins.from ~ signs.found ~ ']') }} then {{ common }}
            else {{ expression }}
        end
    ), '')
{%- endmacro %}

{# A delivered text as staging reads it. As an id, and in an optional column that no seed maps, a word for nothing is
   nothing; of an id, the `.0` or `.000` goes that a column of numbers gets on its way through a program or as a decimal
   of a database, and the formula by which programs keep a spreadsheet from making a number of it. A word of the
   contract is written as the contract writes it, a time with two digits for month, day and hour. #}
{% macro read_text(column, text) -%}
    {%- set meta = column.config.meta -%}
    {%- set is_own_word = (
        meta.required and not meta.identifier or meta.mapped or column.data_type != 'text'
    ) -%}
    {%- set is_time = column.data_type in ['timestamp', 'date'] -%}
    {%- if is_own_word and not may_be_an_id(column) and not meta.words and not is_time -%}
        {{ return(text) }}
    {%- endif -%}
    case
        {%- if not is_own_word %}
        when {{ is_nothing(column.name, meta.of_same_table) }} then null
        {%- endif %}
        {%- if may_be_an_id(column) %}
        when {{ column.name }} like '%.0%' and {{ matches(column.name, '^[0-9]+[.]0+$') }}
            {{- ' and ' ~ changes_an_id('event_type') if meta.changed }}
            then left({{ column.name }}, position('.' in {{ column.name }}) - 1)
        when {{ column.name }} like '="%"' then nullif(substr({{ column.name }}, 3, length({{ column.name }}) - 3), '')
        {%- endif %}
        {%- if is_time %}
        when {{ has_short_parts(column.name) }} then {{ with_long_parts(column.name) }}
        {%- endif %}
        {%- if meta.words %}
        when {{ column.name }} in ('{{ meta.words | join("', '") }}') then {{ column.name }}
        {%- endif %}
        else {{ contract_word(text, meta.words) if meta.words else text }}
    end
{%- endmacro %}

{# Whether a day or time has one digit for its month, day or hour. Nearly no text passes the quick part. #}
{% macro has_short_parts(text) -%}
    (
        {{ text }} not like '____-__-__%' or {{ text }} like '____-__-____:%'
        or {{ text }} like '____-__-_ %' or {{ text }} like '____-__-_T%'
    )
    and {{ matches_whole(text, '[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9]{1,2}:[0-9].*)?') }}
{%- endmacro %}

{# Such a day or time with two digits for each. #}
{% macro with_long_parts(text) -%}
    left({{ text }}, 5)
    || lpad({{ found_part(text, '^[0-9]+-([0-9]+)-') }}, 2, '0') || '-'
    || lpad({{ found_part(text, '^[0-9]+-[0-9]+-([0-9]+)') }}, 2, '0')
    || case
        when {{ text }} like '%:%' then substr({{ text }}, length({{ found_part(text, '^([0-9-]+)') }}) + 1, 1)
            || lpad({{ found_part(text, '[T ]([0-9]+):') }}, 2, '0') || {{ found_part(text, '[T ][0-9]+(:.*)$') }}
        else ''
    end
{%- endmacro %}

{# The contract's word for a text, the text itself where there is none. `words` are those of a column's meta, each with
   other words for it. #}
{% macro contract_word(text, words) -%}
    case {{ word_key(text) }}
        {%- for word, others in words.items() %}
        {%- for form in [word] + others %}
        when '{{ form | replace('_', '') }}' then '{{ word }}'
        {%- endfor %}
        {%- endfor %}
        else {{ text }}
    end
{%- endmacro %}

{# A word without what makes no difference: case, spaces, underscores and hyphens. #}
{% macro word_key(text) -%}
    lower(replace(replace(replace({{ text }}, ' ', ''), '_', ''), '-', ''))
{%- endmacro %}

{# Whether a column has ids: its own, or those before and after a change. #}
{% macro may_be_an_id(column) -%}
    {{ return(column.config.meta.identifier or column.config.meta.changed) }}
{%- endmacro %}

{# Whether an id is a number that a spreadsheet or program rounded: `3.6E+11` stands for many ids. Nearly every id fails
   the quick part. #}
{% macro is_rounded_id(text) -%}
    ({{ text }} like '_.%' or {{ text }} like '_,%' or {{ text }} like '_E+%' or {{ text }} like '_e+%')
    and {{ matches(text, '^[0-9]([.,][0-9]+[eE][+]?|[eE][+])[0-9]+$') }}
{%- endmacro %}

{# Whether an id is an object or a list, as JSON and Parquet files have where a thing is nested in another: the id is
   in it, and as a whole it is nobody's. A GUID in braces has no colon. #}
{% macro is_nested(text) -%}
    ({{ text }} like '[%]' or {{ text }} like '{' || '%:%}' or {{ text }} = '{}')
{%- endmacro %}

{# Whether an id is the name of its column, however headings write it: files that were joined end to end hold theirs
   once more. Nearly every id fails the quick part. #}
{% macro is_heading(text, name) -%}
    length({{ text }}) between {{ name | replace('_', '') | length }} and {{ name | length }}
    and lower(replace(replace(replace(replace({{ text }}, '_', ''), ' ', ''), '-', ''), '.', ''))
        = '{{ name | replace('_', '') }}'
{%- endmacro %}

{# Whether an id is the word for a total, as in the last row of a report. #}
{% macro is_total(text) -%}
    lower(replace({{ text }}, ':', '')) in (
        'total', 'totals', 'grand total', 'subtotal', 'total general', 'итого', 'всего', 'общий итог', 'جمع', 'جمع کل',
        'مجموع'
    )
{%- endmacro %}

{# Whether an event's values are ids; a status or a priority is a word. #}
{% macro changes_an_id(event_type) -%}
    {{ word_key(event_type) }} not in ('statuschange', 'statuschanged', 'prioritychange', 'prioritychanged')
{%- endmacro %}

{# Whether a text is what databases, programs and people write for nothing. Whole, in its usual letters: lower case for
   every id would cost more than folding it. No row has the id 0 that others of its table name in place of none. #}
{% macro is_nothing(text, is_of_same_table=false) -%}
    {%- set words = ['NaN'] + (['0'] if is_of_same_table else []) -%}
    {%- for word in [
        'null', '(null)', '[null]', '<null>', 'nan', '<na>', '#n/a', 'undefined', 'none', '(none)', 'n/a',
        '-', '--', '–', '—',
    ] -%}
        {%- do words.extend([word, word.upper(), word.title()]) -%}
    {%- endfor -%}
    {{ text }} in ('{{ words | unique(case_sensitive=true) | join("', '") }}', chr(92) || 'N')
    {%- if is_of_same_table %}
    or {{ text }} like '0.0%' and {{ matches(text, '^0[.]0+$') }}
    {%- endif %}
{%- endmacro %}

{# A name as it was delivered, without the signs that turn the direction of whatever text comes behind it. #}
{% macro without_turns(text) -%}
    {%- set signs = ('%c' * 9) | format(*(range(0x202A, 0x202F) | list + range(0x2066, 0x206A) | list)) -%}
    case when {{ is_ascii(text) }} then {{ text }} else translate({{ text }}, '{{ signs }}', '') end
{%- endmacro %}

{# Letters of one word that two keyboards or habits write differently: a cedilla for the comma below, е for ё. Names keep
   theirs; only words that are looked up in a seed are alike. #}
{% macro twin_letters() -%}
    {{ return({'from': 'şţŞŢёЁ', 'to': 'șțȘȚеЕ'}) }}
{%- endmacro %}

{# What `folded_text` replaces (`from`, sign by sign `to`), what it drops, and ranges that hold both (`found`); apart
   from them the digits that hardly anybody writes (`rare`): a long list makes translating slow.
   The full-width block begins with U+FF01; its apostrophe and backslash would end a text in SQL and become signs
   that look alike. #}
{% macro foldable_signs() -%}
    {%- set from = ['يىكةۀہأإٱ٫،٪−‐‑‒–—﹫﹢×'] -%}
    {%- set to = ['ییکهههااا.,%------@+x'] -%}
    {%- for zero in [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50] -%}
        {%- do from.append(('%c' * 10) | format(*range(zero, zero + 10))) -%}
        {%- do to.append('0123456789') -%}
    {%- endfor -%}
    {%- do from.append(('%c' * 94) | format(*range(0xFF01, 0xFF5F))) -%}
    {%- do to.append(('%c' * 94) | format(*range(0x21, 0x7F)) | replace("'", '’') | replace('\\', '/')) -%}
    {%- set spaces = [0x00A0, 0x1680, 0x200C, 0x202F, 0x205F, 0x3000] + range(0x2000, 0x200B) | list -%}
    {%- do from.append(('%c' * spaces | length) | format(*spaces)) -%}
    {%- do to.append(' ' * spaces | length) -%}
    {%- set codes = [0x00AD, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F, 0xFEFF]
        + range(0x064B, 0x0653) | list + range(0x202A, 0x202F) | list
        + range(0x2060, 0x2070) | list -%}
    {%- set dropped = ['٬ـ', ('%c' * codes | length) | format(*codes)] -%}
    {%- set ranges = [] -%}
    {%- for first, last in [
        (0x00A0, 0x00AD), (0x00D7, 0x00D7), (0x060C, 0x0625), (0x0629, 0x0629), (0x0640, 0x0640),
        (0x0643, 0x0643), (0x0649, 0x0652), (0x0660, 0x0671), (0x06C0, 0x06C1), (0x06F0, 0x06F9),
        (0x0966, 0x096F), (0x09E6, 0x09EF), (0x0E50, 0x0E59), (0x1680, 0x1680),
        (0x2000, 0x206F), (0x2212, 0x2212), (0x3000, 0x3000), (0xFE62, 0xFE6B), (0xFEFF, 0xFF5E),
    ] -%}
        {%- do ranges.append('%c-%c' | format(first, last)) -%}
    {%- endfor -%}
    {%- set rare = ['⁰¹²³⁴⁵⁶⁷⁸⁹⓪①②③④⑤⑥⑦⑧⑨⓿❶❷❸❹❺❻❼❽❾'] -%}
    {%- set rare_ranges = ['⁰¹²³⁴-⁹⓪①-⑨⓿❶-❾'] -%}
    {#- Digits in and with signs, which begin with one. #}
    {%- for one in [0x2474, 0x2488, 0x24F5, 0x2780, 0x278A] -%}
        {%- do rare.append('⓪' ~ ('%c' * 9) | format(*range(one, one + 9))) -%}
        {%- do rare_ranges.append('%c-%c' | format(one, one + 8)) -%}
    {%- endfor -%}
    {%- for zero in [
        0x07C0, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0DE6, 0x0ED0, 0x0F20, 0x1040, 0x1090,
        0x17E0, 0x1810, 0x1946, 0x19D0, 0x1A80, 0x1A90, 0x1B50, 0x1BB0, 0x1C40, 0x1C50, 0x2080, 0xA620, 0xA8D0,
        0xA900, 0xA9D0, 0xA9F0, 0xAA50, 0xABF0, 0x104A0, 0x10D30, 0x10D40, 0x11066, 0x110F0, 0x11136, 0x111D0,
        0x112F0, 0x11450, 0x114D0, 0x11650, 0x116C0, 0x116D0, 0x116DA, 0x11730, 0x118E0, 0x11950, 0x11BF0,
        0x11C50, 0x11D50, 0x11DA0, 0x11F50, 0x16A60, 0x16AC0, 0x16B50, 0x16D70, 0x1CCF0, 0x1D7CE, 0x1D7D8,
        0x1D7E2, 0x1D7EC, 0x1D7F6, 0x1E140, 0x1E2F0, 0x1E4F0, 0x1E5F1, 0x1E950, 0x1FBF0,
    ] -%}
        {%- do rare.append(('%c' * 10) | format(*range(zero, zero + 10))) -%}
        {%- do rare_ranges.append('%c-%c' | format(zero, zero + 9)) -%}
    {%- endfor -%}
    {{ return({
        'rare': rare | join, 'rare_to': '0123456789' * (rare | join | length // 10),
        'rare_found': rare_ranges | join,
        'from': from | join, 'to': to | join, 'dropped': dropped | join, 'found': ranges | join,
    }) }}
{%- endmacro %}
