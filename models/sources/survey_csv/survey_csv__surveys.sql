{{ config(enabled=is_source_enabled('survey_csv')) }}

with responses as (
    select * from {{ form_rows('survey_csv', 'responses', var('survey_csv_columns')) }} as responses
),

final as (
    select
        'form' as source_system,
        coalesce(survey_id, {{ md5_text(
            "coalesce(responded_at, '') || ' ' || coalesce(ticket_id, '') || ' ' || coalesce(customer_id, '')"
            ~ " || ' ' || coalesce(score, '')"
        ) }}) as survey_id,
        '{{ var('survey_csv_type') }}' as survey_type,
        ticket_id,
        call_id,
        customer_id,
        agent_id,
        {{ form_time('sent_at') }} as sent_at,
        {{ form_time('responded_at') }} as responded_at,
        score,
        '{{ var('survey_csv_scale')[0] }}' as scale_min,
        '{{ var('survey_csv_scale')[1] }}' as scale_max,
        comment,
        channel,
        is_test
    from responses
    -- Two further header rows of one tool, under the names.
    where coalesce(score, '') not like '%ImportId%' and coalesce(responded_at, '') not like '%Date'
)

select * from final
