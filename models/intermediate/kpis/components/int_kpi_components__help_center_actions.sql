{{ kpi_components(
    rows=ref('int_help_center_actions'),
    date_column='occurred_date',
    kpis={
        'support_page_views': kpi_support_page_views,
        'article_helpfulness_rate': kpi_article_helpfulness_rate,
        'zero_result_search_rate': kpi_zero_result_search_rate,
    },
    slices={
        'topic': 'topic_id',
        'article': 'article_id',
        'customer_segment': 'customer_segment',
        'language': 'language',
        'country': 'country',
    }
) }}
