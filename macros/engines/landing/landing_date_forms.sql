{# Splits groups of CSV files by the form of their dates. Where every value of a column is written with the
   day first, or every one with the month first, and the values themselves say which, it is read so; where
   both are possible the file is refused; a column of several forms is left as it is, for the gate. #}
{% macro landing_date_forms(groups, contract, other_dates) -%}
    {%- set result = [] -%}
    {%- for group in groups -%}
        {%- set usual = [] -%}
        {%- for file in group.files -%}
            {%- if file.path not in other_dates -%}
                {%- do usual.append(file) -%}
            {%- else -%}
                {%- set own = dict(group) -%}
                {%- do own.update({'files': [file]}) -%}
                {%- do own.update({'date_forms': landing_date_form(own, contract)}) -%}
                {%- do result.append(own) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if usual -%}
            {%- set rest = dict(group) -%}
            {%- do rest.update({'files': usual}) -%}
            {%- do result.append(rest) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(result) }}
{%- endmacro %}

{# The form of the dates of one file: column -> `day first` or `month first`. #}
{% macro landing_date_form(group, contract) -%}
    {%- set parts = [] -%}
    {%- for name in group.names -%}
        {%- if (contract.columns.get(name) or {}).get('data_type') in ['timestamp', 'date'] -%}
            {%- set value = 'trim(c' ~ loop.index0 ~ ')' -%}
            {%- do parts.append(
                "select '" ~ name ~ "' as name, " ~ value ~ ' as value from '
                ~ landing_reader(group, []) ~ ' where ' ~ value ~ " <> ''"
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set statement -%}
        with given as (
            {{ parts | join(' union all ') }}
        ),

        read as (
            select
                name,
                value,
                regexp_extract(value, '{{ landing_date_pattern() }}', 1) as first_part,
                regexp_extract(value, '{{ landing_date_pattern() }}', 3) as second_part,
                regexp_extract(value, '{{ landing_date_pattern() }}', 2) as separator
            from given
        )

        select
            name,
            min(value) as example,
            max(try_cast(first_part as integer)) as most_first,
            max(try_cast(second_part as integer)) as most_second,
            min(separator) as separator
        from read
        group by name
        having count(*) = count(try_cast(first_part as integer))
            and min(separator) = max(separator)
        order by name
    {%- endset -%}
    {%- set columns = run_query(statement).rows -%}
    {%- set most = {'first': 0, 'second': 0} -%}
    {%- for row in columns -%}
        {%- do most.update({
            'first': [most.first, row['most_first']] | max,
            'second': [most.second, row['most_second']] | max,
        }) -%}
    {%- endfor -%}
    {%- set forms = {} -%}
    {%- for row in columns -%}
        {#- Nobody writes the month first before a dot. -#}
        {%- if most.second <= 12 and (most.first > 12 or row['separator'] == '.') -%}
            {%- do forms.update({row['name']: 'day first'}) -%}
        {%- elif most.first <= 12 and most.second > 12 -%}
            {%- do forms.update({row['name']: 'month first'}) -%}
        {%- elif most.first <= 12 and most.second <= 12 -%}
            {%- do refuse_inputs(
                "file '" ~ group.files[0].raw_file ~ "' has dates in the column '" ~ row['name']
                ~ "', such as '" ~ row['example'] ~ "', that can be read with the day or with the "
                ~ 'month first; write them like 2025-03-01.'
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(forms) }}
{%- endmacro %}

{# Two short numbers and a year. #}
{% macro landing_date_pattern() -%}
    {{ return('^(\\d{1,2})([./-])(\\d{1,2})[./-]((?:19|20)\\d{2})(?:$|[ T,])') }}
{%- endmacro %}

{# A text whose date has such a form, with its date in ISO 8601 and its time on a clock of 24 hours. #}
{% macro landing_iso_date(expression, form) -%}
    {%- set text = 'trim(' ~ expression ~ ')' -%}
    {%- set pattern = "'" ~ landing_date_pattern() ~ "'" -%}
    {%- set day, month = (1, 3) if form == 'day first' else (3, 1) -%}
    {%- set time = 'regexp_replace(' ~ text ~ ", '^[0-9./-]+,?', '')" -%}
    {#- Some exports put a narrow space before AM and PM. #}
    {%- set of_half_a_day = 'try_strptime(trim(replace(' ~ time ~ ", chr(8239), ' ')), "
        ~ "['%I:%M %p', '%I:%M:%S %p', '%I:%M%p', '%I:%M:%S%p'])" -%}
    {{ return(
        'case when ' ~ text ~ " <> '' then regexp_extract(" ~ text ~ ', ' ~ pattern ~ ", 4) || '-' || "
        ~ 'lpad(regexp_extract(' ~ text ~ ', ' ~ pattern ~ ', ' ~ month ~ "), 2, '0') || '-' || "
        ~ 'lpad(regexp_extract(' ~ text ~ ', ' ~ pattern ~ ', ' ~ day ~ "), 2, '0') || "
        ~ 'coalesce(strftime(' ~ of_half_a_day ~ ", ' %H:%M:%S'), " ~ time ~ ') end'
    ) }}
{%- endmacro %}
