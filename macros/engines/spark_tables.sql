{# Tables of a build between Spark and the folder of its files, as operations of a run. #}

{# Write tables as Parquet, where the runner reads them.
   places: for each its schema, its name and the folder of its files. #}
{% macro spark_write_tables(places) -%}
    {%- for place in places -%}
        {%- do run_query(
            'insert overwrite directory ' ~ spark_text(place.files) ~ ' using parquet select * from '
            ~ place.schema ~ '.' ~ place.name
        ) -%}
    {%- endfor -%}
{%- endmacro %}

{# Replace the rows of a table by those of Parquet files with the same columns in the same order. #}
{% macro spark_replace_rows(schema, name, files) -%}
    {%- do run_query(
        'insert overwrite table ' ~ schema ~ '.' ~ name ~ ' select * from parquet.`'
        ~ files | replace('`', '``') ~ '`'
    ) -%}
{%- endmacro %}
