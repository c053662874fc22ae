{# A text in the letters and digits that the seeds and the typing know, whatever keyboard it came from. Spaces
   around it go, blank is NULL.

   Arabic letters become their Persian twins, digits of other scripts and full-width signs become ASCII, the
   decimal sign of Arabic becomes a point, its thousands separator, vowel signs and marks of direction vanish,
   every kind of space is a space. Nearly no value holds one of these signs: asking costs a fiftieth of
   translating. #}
{% macro folded_text(expression) -%}
    {%- set signs = foldable_signs() -%}
    {%- set folded = (
        'translate(' ~ expression ~ ', ' ~ line_separators() ~ " || '" ~ signs.from ~ signs.dropped
        ~ "', '  " ~ signs.to ~ "')"
    ) -%}
    nullif(trim(
        case
            when not {{ is_ascii(expression) }}
                and {{ matches(expression, '[' ~ signs.found ~ ']') }}
                then replace(replace({{ folded }}, '   ', ' '), '  ', ' ')
            else {{ expression }}
        end
    ), '')
{%- endmacro %}

{# What `folded_text` replaces (`from`, sign by sign `to`), what it drops, and ranges that hold both (`found`).
   The full-width block begins with U+FF01; its apostrophe and backslash would end a text in SQL and become signs
   that look alike. #}
{% macro foldable_signs() -%}
    {%- set from = ['يىكةۀہأإٱ٫،٪−‐‑‒–—﹫﹢×'] -%}
    {%- set to = ['ییکهههااا.,%------@+x'] -%}
    {%- for zero in [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0E50] -%}
        {%- for digit in range(10) -%}
            {%- do from.append('%c' | format(zero + digit)) -%}
            {%- do to.append(digit | string) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for code in range(0x21, 0x7F) -%}
        {%- do from.append('%c' | format(code + 0xFEE0)) -%}
        {%- do to.append({0x27: '’', 0x5C: '/'}.get(code, '%c' | format(code))) -%}
    {%- endfor -%}
    {%- for code in [0x00A0, 0x1680, 0x200C, 0x202F, 0x205F, 0x3000]
        + range(0x2000, 0x200B) | list -%}
        {%- do from.append('%c' | format(code)) -%}
        {%- do to.append(' ') -%}
    {%- endfor -%}
    {%- set dropped = ['٬ـ'] -%}
    {%- for code in [0x00AD, 0x061C, 0x200B, 0x200D, 0x200E, 0x200F, 0xFEFF]
        + range(0x064B, 0x0653) | list + range(0x202A, 0x202F) | list
        + range(0x2060, 0x2070) | list -%}
        {%- do dropped.append('%c' | format(code)) -%}
    {%- endfor -%}
    {%- set ranges = [] -%}
    {%- for first, last in [
        (0x00A0, 0x00AD), (0x00D7, 0x00D7), (0x060C, 0x0625), (0x0629, 0x0629), (0x0640, 0x0640),
        (0x0643, 0x0643), (0x0649, 0x0652), (0x0660, 0x0671), (0x06C0, 0x06C1), (0x06F0, 0x06F9),
        (0x0966, 0x096F), (0x09E6, 0x09EF), (0x0E50, 0x0E59), (0x1680, 0x1680),
        (0x2000, 0x206F), (0x2212, 0x2212), (0x3000, 0x3000), (0xFE62, 0xFE6B), (0xFEFF, 0xFF5E),
    ] -%}
        {%- do ranges.append('%c-%c' | format(first, last)) -%}
    {%- endfor -%}
    {{ return({
        'from': from | join, 'to': to | join, 'dropped': dropped | join, 'found': ranges | join,
    }) }}
{%- endmacro %}
