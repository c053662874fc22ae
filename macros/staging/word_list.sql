{# A list of words that people typed, as one text in which each word stands between bars. #}
{% macro word_list(column) -%}
    {%- set text = namespace(sql='lower(trim(' ~ column ~ '))') -%}
    {%- for found, put in [(';', '|'), (',', '|'), (' |', '|'), ('| ', '|')] -%}
        {%- set text.sql = "replace(" ~ text.sql ~ ", '" ~ found ~ "', '" ~ put ~ "')" -%}
    {%- endfor -%}
    '|' || {{ text.sql }} || '|'
{%- endmacro %}

{# Whether a word is one of such a list. #}
{% macro is_in_word_list(word, list) -%}
    position('|' || {{ word }} || '|' in {{ list }}) > 0
{%- endmacro %}
