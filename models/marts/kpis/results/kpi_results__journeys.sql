{{ kpi_results([
    kpi_components(
        'fct_ticket_journeys', 'created_date', slices=slices_of('ticket', agent='assignee_id', team='created_team_id'), kpis={
            'unresolved_rate': kpi_unresolved_rate(),
            'complaint_count': kpi_complaint_count(),
            'complaint_rate': kpi_complaint_rate(),
            'complaint_resolution_rate': kpi_complaint_resolution_rate(),
            'topic_coverage': kpi_topic_coverage(),
            'spam_rate': kpi_spam_rate(),
            'merge_rate': kpi_merge_rate(),
            'bot_handover_rate': kpi_bot_handover_rate(),
        }
    ),
    kpi_components(
        'fct_ticket_journeys', 'first_assigned_date', slices=slices_of('ticket', agent='first_assigned_agent_id', team='first_assigned_team_id'), kpis={
            'first_assignment_time': kpi_first_assignment_time(),
        }
    ),
    kpi_components(
        'fct_ticket_journeys', 'first_reply_date', slices=slices_of('ticket', agent='first_reply_agent_id', team='first_reply_team_id'), kpis={
            'first_response_within_target_rate': kpi_first_response_within_target_rate(),
            'response_time_after_assignment': kpi_response_time_after_assignment(),
        }
    ),
    kpi_components(
        'fct_ticket_journeys', 'first_solved_date', slices=slices_of('ticket', agent='solved_by_agent_id', team='first_solved_team_id'), kpis={
            'reopen_rate': kpi_reopen_rate(),
            'first_level_resolution_rate': kpi_first_level_resolution_rate(),
        }
    ),
    kpi_components(
        'fct_ticket_journeys', 'solved_date', slices=slices_of('ticket', agent='solved_by_agent_id', team='solved_team_id'), kpis={
            'replies_per_ticket': kpi_replies_per_ticket(),
            'agent_replies_per_ticket': kpi_agent_replies_per_ticket(),
            'automation_rate': kpi_automation_rate(),
            'automation_involvement_rate': kpi_automation_involvement_rate(),
            'automation_resolution_rate': kpi_automation_resolution_rate(),
            'automation_touch_rate': kpi_automation_touch_rate(),
            'learning_rate': kpi_learning_rate(),
            'knowledge_added_rate': kpi_knowledge_added_rate(),
            'article_from_ticket_rate': kpi_article_from_ticket_rate(),
            'novel_topic_rate': kpi_novel_topic_rate(),
            'link_rate': kpi_link_rate(),
            'requester_wait_time': kpi_requester_wait_time(),
            'agent_wait_time': kpi_agent_wait_time(),
            'on_hold_time': kpi_on_hold_time(),
            'one_touch_rate': kpi_one_touch_rate(),
            'transfer_rate': kpi_transfer_rate(),
            'escalation_rate': kpi_escalation_rate(),
        }
    ),
]) }}
