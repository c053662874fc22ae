{# Rows that break what the descriptions of some tables promise of them, in one query. A table says
   it under `valid_rows` of its meta:

   key: columns that are the key, never NULL. unique_together: columns that no two rows share, where
   NULL counts as a value. unique: columns that are a key each. not_null: columns that are always
   given. together: lists of columns that are given all, or none. accepted_values: the known values of a
   column. slices: columns that name a slice. statistics_of: a column of statistics, and that of the KPI
   which must be published with it (assert_rows_of_seeds). at_least, no_more_than: the minimum and
   maximum of a column.
   less_than, at_most: a column, and the one whose value is greater, or not less, in the same row.
   references: a column, and the `table.column` that holds all its values, of a table that is named
   too. sums_to_one: columns of weights. NULL is an accepted value, within every bound, and refers to
   nothing.

   Three rules of seeds are held before a build alone. accepted_words: the known words of a column that
   separates several by bars, or the `table.column` that has them. named_by: a column, and the
   `table.column` that must name its values. of_numbers: rows are about published numbers of a KPI.

   A row names the broken rule with its table, which readers see, and the key and the value,
   which may be personal and are not. #}
{% macro broken_rows(names) -%}
{%- set relations = {} -%}
{%- for name in names -%}
    {%- do relations.update({name: ref(name)}) -%}
{%- endfor -%}
{%- set found = [] -%}
{%- for name in names if execute -%}
    {%- set rules = node_named(name).config.meta.valid_rows -%}
    {%- set table = relations[name] -%}
    {%- if rules.key -%}
        {%- do found.append(broken_keys(table, rules.key)) -%}
    {%- endif -%}
    {%- if rules.unique_together -%}
        {%- do found.append(broken_keys(table, rules.unique_together, is_null_allowed=true)) -%}
    {%- endif -%}
    {%- for column in rules.unique or [] -%}
        {%- do found.append(broken_keys(table, [column])) -%}
    {%- endfor -%}
    {%- if rules.not_null or rules.together or rules.accepted_values or rules.slices or rules.at_least or rules.no_more_than or rules.less_than or rules.at_most -%}
        {%- do found.append(broken_values(table, rules)) -%}
    {%- endif -%}
    {%- for column, goal in (rules.references or {}).items() -%}
        {%- set goal_table, goal_column = goal.split('.') -%}
        {%- do found.append(broken_references(table, column, relations[goal_table], goal_column)) -%}
    {%- endfor -%}
    {%- for column in rules.sums_to_one or [] -%}
        {%- do found.append(broken_sum(table, column)) -%}
    {%- endfor -%}
{%- endfor -%}
{{ found | join('\nunion all\n') or 'select 1 as broken_rule where 1 = 0' }}
{%- endmacro %}
