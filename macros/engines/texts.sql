{# Whether a text has ASCII signs only: then it has as many bytes as signs. #}
{% macro is_ascii(expression) -%}
    {{ return(adapter.dispatch('is_ascii')(expression)) }}
{%- endmacro %}

{% macro default__is_ascii(expression) -%}
    (octet_length({{ expression }}) = length({{ expression }}))
{%- endmacro %}

{% macro duckdb__is_ascii(expression) -%}
    (strlen({{ expression }}) = length({{ expression }}))
{%- endmacro %}

{# U+2028 and U+2029 as an expression: Jinja's `indent` takes the signs themselves for ends of lines. #}
{% macro line_separators() -%}
    {{ return(adapter.dispatch('line_separators')()) }}
{%- endmacro %}

{% macro default__line_separators() -%}
    chr(8232) || chr(8233)
{%- endmacro %}

{% macro spark__line_separators() -%}
    '\u2028\u2029'
{%- endmacro %}

{# Whether a regular expression is found anywhere in the text.
   Plain syntax only: it runs on RE2, POSIX and Java. It must not match the empty text. #}
{% macro matches(column, pattern) -%}
    {{ return(adapter.dispatch('matches')(column, pattern)) }}
{%- endmacro %}

{# DuckDB prepares `regexp_matches` for an index that no raw text has, which takes longer than a build of a small
   desk takes to search. #}
{% macro duckdb__matches(column, pattern) -%}
    (regexp_extract({{ column }}, '{{ pattern }}') != '')
{%- endmacro %}

{% macro postgres__matches(column, pattern) -%}
    ({{ column }} ~ '{{ pattern }}')
{%- endmacro %}

{% macro spark__matches(column, pattern) -%}
    ({{ column }} rlike r'{{ pattern }}')
{%- endmacro %}

{# Whether a regular expression fits the whole text. Plain syntax only, as in `matches`. #}
{% macro matches_whole(expression, pattern) -%}
    {{ return(adapter.dispatch('matches_whole')(expression, pattern)) }}
{%- endmacro %}

{% macro duckdb__matches_whole(expression, pattern) -%}
    regexp_full_match({{ expression }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__matches_whole(expression, pattern) -%}
    ({{ expression }} ~ '^(?:{{ pattern }})$')
{%- endmacro %}

{% macro spark__matches_whole(expression, pattern) -%}
    ({{ expression }} rlike r'^(?:{{ pattern }})\z')
{%- endmacro %}

{# What the group of a regular expression finds in a text: nothing, or NULL, where it finds nothing. #}
{% macro found_part(expression, pattern) -%}
    {{ return(adapter.dispatch('found_part')(expression, pattern)) }}
{%- endmacro %}

{% macro duckdb__found_part(expression, pattern) -%}
    regexp_extract({{ expression }}, '{{ pattern }}', 1)
{%- endmacro %}

{% macro postgres__found_part(expression, pattern) -%}
    substring({{ expression }} from '{{ pattern }}')
{%- endmacro %}

{% macro spark__found_part(expression, pattern) -%}
    regexp_extract({{ expression }}, r'{{ pattern }}', 1)
{%- endmacro %}

{# A text in which whatever a regular expression finds is replaced, or removed. Plain syntax only, as
   in `matches`. #}
{% macro without_matches(expression, pattern, replacement='') -%}
    {{ return(adapter.dispatch('without_matches')(expression, pattern, replacement)) }}
{%- endmacro %}

{% macro default__without_matches(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__without_matches(expression, pattern, replacement) -%}
    regexp_replace({{ expression }}, r'{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{# Text in lower case without reply prefixes and with single spaces,
   to recognise the same subject again. #}
{% macro normalised_text(expression) -%}
    {{ return(adapter.dispatch('normalised_text')(expression)) }}
{%- endmacro %}

{% macro default__normalised_text(expression) -%}
    nullif(trim(regexp_replace(
        regexp_replace(lower({{ expression }}), '^(\s*(re|fw|fwd|aw|wg)\s*:)+', ''), '\s+', ' ', 'g'
    )), '')
{%- endmacro %}

{% macro spark__normalised_text(expression) -%}
    nullif(trim(regexp_replace(
        regexp_replace(lower({{ expression }}), r'^(\s*(re|fw|fwd|aw|wg)\s*:)+', ''), r'\s+', ' '
    )), '')
{%- endmacro %}

{# The MD5 of a text as 32 lower-case hexadecimal digits. #}
{% macro md5_text(expression) -%}
    {{ return(adapter.dispatch('md5_text')(expression)) }}
{%- endmacro %}

{% macro default__md5_text(expression) -%}
    md5({{ expression }})
{%- endmacro %}

{# The texts of a group in their order, joined; an aggregate. #}
{% macro joined_texts(expression, separator) -%}
    {{ return(adapter.dispatch('joined_texts', 'support_kpi')(expression, separator)) }}
{%- endmacro %}

{% macro default__joined_texts(expression, separator) -%}
    string_agg({{ expression }}, '{{ separator }}' order by {{ expression }})
{%- endmacro %}

{% macro spark__joined_texts(expression, separator) -%}
    array_join(sort_array(collect_list({{ expression }})), '{{ separator }}')
{%- endmacro %}

{# Text from outside as an SQL string literal. #}
{% macro quote_text(value) -%}
    {{ return("'" ~ (value | string | replace("'", "''")) ~ "'") }}
{%- endmacro %}

{# Text from outside as a literal of the engine that builds. #}
{% macro text_literal(value) -%}
    {{ return(adapter.dispatch('text_literal')(value)) }}
{%- endmacro %}

{% macro default__text_literal(value) -%}
    {{ return(quote_text(value)) }}
{%- endmacro %}

{% macro spark__text_literal(value) -%}
    {{ return(spark_text(value)) }}
{%- endmacro %}

{# A file name as an SQL string literal that DuckDB takes literally, not as a glob pattern. #}
{% macro quote_file(path) -%}
    {{ return(quote_text(path | replace('[', '[[]') | replace('*', '[*]') | replace('?', '[?]'))) }}
{%- endmacro %}

{# A list of files as an SQL list of literals. #}
{% macro quote_files(files) -%}
    {%- set quoted = [] -%}
    {%- for file in files -%}
        {%- do quoted.append(quote_file(file.path)) -%}
    {%- endfor -%}
    {{ return('[' ~ quoted | join(', ') ~ ']') }}
{%- endmacro %}
