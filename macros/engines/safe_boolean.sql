{# Folded text as a boolean: yes and no, true and false, 1 and 0, in the four languages of the catalogue; NULL for
   anything else. Not every engine knows the capitals of Cyrillic. #}
{% macro safe_boolean(column) -%}
    {{ return(adapter.dispatch('safe_boolean')(column)) }}
{%- endmacro %}

{% macro default__safe_boolean(column) -%}
    case
        when lower({{ column }}) in (
            'true', 't', 'yes', 'y', '1', '1.0', 'da', 'بله', 'بلی', 'да', 'Да', 'ДА'
        ) then true
        when lower({{ column }}) in (
            'false', 'f', 'no', 'n', '0', '0.0', 'nu', 'خیر', 'нет', 'Нет', 'НЕТ'
        ) then false
    end
{%- endmacro %}
