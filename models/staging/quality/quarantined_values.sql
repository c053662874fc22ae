{{ config(materialized='table') }}

with unparsed as (
    {%- for source_name, table_name, staging_model in raw_tables() %}
    select
        cast('{{ source_name }}' as {{ type_text() }}) as source_name,
        cast('{{ table_name }}' as {{ type_text() }}) as raw_table,
        row_key,
        raw_file,
        unparsed_values
    from {{ ref('base_' ~ source_name ~ '__' ~ table_name) }}
    where unparsed_values is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

value_lines as (
    select
        unparsed.*,
        split_part(unparsed_values, chr(10), numbers.number_value) as value_line
    from unparsed
    inner join {{ generate_numbers(99) }} as numbers
        -- One line per value.
        on numbers.number_value between 1
            and length(unparsed_values) - length(replace(unparsed_values, chr(10), '')) + 1
),

-- `column: reason: value`, and the value may hold anything.
unparsed_values as (
    select
        value_lines.*,
        split_part(value_line, ': ', 1) as column_name,
        substr(
            value_line, length(split_part(value_line, ': ', 1)) + length(split_part(value_line, ': ', 2)) + 5
        ) as delivered_value,
        split_part(value_line, ': ', 2) as reason
    from value_lines
),

surveys as (
    select * from {{ ref('stg_surveys__surveys') }}
),

delivered_surveys as (
    select * from {{ ref('base_surveys__surveys') }}
),

-- What a score says depends on its scale or its word, so staging decides, not the contract.
rejected_scores as (
    select
        cast('surveys' as {{ type_text() }}) as source_name,
        cast('surveys' as {{ type_text() }}) as raw_table,
        surveys.survey_id as row_key,
        delivered_surveys.raw_file,
        'score' as column_name,
        surveys.raw_score as delivered_value,
        surveys.score_rejected_reason as reason
    from surveys
    inner join delivered_surveys
        on surveys.survey_id = delivered_surveys.row_key
        and delivered_surveys.version_rank = 1
    where surveys.score_rejected_reason is not null
),

rejected_reviews as (
    select
        cast('workforce' as {{ type_text() }}) as source_name,
        cast('quality_reviews' as {{ type_text() }}) as raw_table,
        row_key,
        raw_file,
        'score' as column_name,
        -- Written alike on every engine.
        cast(cast(raw_score as decimal(18, 3)) as {{ type_text() }}) as delivered_value,
        score_rejected_reason as reason
    from {{ ref('stg_workforce__quality_reviews') }}
    where score_rejected_reason is not null
),

together as (
    select source_name, raw_table, row_key, raw_file, column_name, delivered_value, reason
    from unparsed_values
    union all
    select * from rejected_scores
    union all
    select * from rejected_reviews
),

final as (
    select
        source_name,
        raw_table,
        row_key,
        raw_file,
        column_name,
        {{ published_text('delivered_value') }} as raw_value,
        reason
    from together
)

select * from final
