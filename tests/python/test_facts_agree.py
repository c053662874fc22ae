"""Facts that tell of the same things agree: contacts, tickets, calls, requests, surveys."""

from math import sqrt
from pathlib import Path

import duckdb
import pytest

BROKEN = {
    "a counted ticket is exactly one contact": """
        select tickets.ticket_id
        from marts.fct_tickets as tickets
        left join marts.fct_contacts as contacts using (ticket_id)
        where tickets.is_counted_in_volume
        group by tickets.ticket_id
        having count(contacts.contact_id) <> 1
    """,
    "a contact with a ticket is a counted one": """
        select contacts.contact_id
        from marts.fct_contacts as contacts
        left join marts.fct_tickets as tickets using (ticket_id)
        where contacts.ticket_id is not null
            and not coalesce(tickets.is_counted_in_volume, false)
    """,
    "an offered call belongs to one contact, its own or its ticket's": """
        select calls.call_id
        from marts.fct_calls as calls
        left join marts.fct_contacts as contacts
            on calls.root_call_id = contacts.call_id and contacts.ticket_id is null
        left join intermediate.int_call_ticket_links as links on calls.root_call_id = links.call_id
        where calls.is_offered
        group by calls.call_id
        having count(contacts.contact_id) + count(links.ticket_id) <> 1
    """,
    "a call that only rang is in no number of calls": """
        select call_id from marts.fct_calls
        where is_ring_only and (is_offered or is_abandoned or handle_seconds is not null)
    """,
    "a call is handled once, in the seconds of its legs": """
        select root_call_id
        from marts.fct_calls
        group by root_call_id
        having abs(coalesce(sum(handle_seconds), 0) - coalesce(sum(leg_handle_seconds), 0)) > 1e-6
    """,
    "a request of tickets or calls is a contact": """
        select requests.request_id
        from marts.fct_requests as requests
        left join marts.fct_contacts as contacts on requests.request_id = contacts.contact_id
        where contacts.contact_id is null
            and (requests.ticket_id is not null or requests.request_id like 'call|%')
    """,
    "a rated ticket has one counted answer of a kind, and its own channel": """
        select surveys.ticket_id
        from marts.fct_survey_responses as surveys
        inner join marts.fct_tickets as tickets using (ticket_id)
        where surveys.is_csat_response
        group by surveys.ticket_id
        having count(*) <> 1 or bool_or(surveys.channel is distinct from tickets.channel)
    """,
    "a solve is its team's also where the ticket moved on": """
        select ticket_id from marts.fct_tickets
        where solved_at is not null and team_id is not null and solved_team_id is null
    """,
}


@pytest.mark.parametrize("claim", BROKEN)
def test_facts_agree(sample_build: Path, claim: str) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        assert build.sql(BROKEN[claim]).fetchall() == []


def test_the_load_of_a_team_counts_who_was_in_it_then(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        then = build.sql(
            """
            select days.team_id, count(*)
            from marts.fct_agent_days as days
            inner join marts.dim_agents as agents using (agent_id)
            where days.team_id is distinct from agents.team_id
            group by days.team_id
            """
        ).fetchall()
        wrong = build.sql(
            """
            select days.agent_id, days.activity_date
            from marts.fct_agent_days as days
            inner join staging.stg_workforce__agents as versions
                on days.agent_id = versions.agent_id
                and days.activity_date >= coalesce(versions.valid_from::date, date '1900-01-01')
                and days.activity_date < coalesce(versions.valid_to::date, date '9999-01-01')
            where days.team_id is distinct from versions.team_id
            """
        ).fetchall()
        published, counted, helped = build.sql(
            """
            select
                any_value(points.numerator),
                sum(days.handled_contacts),
                sum(days.handled_contacts) filter (where days.agent_id = 'A02')
            from marts.kpi_values as points
            inner join marts.fct_agent_days as days
                on points.slice_value = days.team_id
                and date_trunc('month', days.activity_date) = points.period_start
            where points.kpi_id = 'agent_load' and points.statistic = 'ratio'
                and points.slice_name = 'team' and points.slice_value = 'G11'
                and points.period_grain = 'month' and points.period_start = '2025-03-01'
            """
        ).fetchone() or (None, None, None)
    assert then
    assert wrong == []
    # A02 worked in G11 until May.
    assert published == counted > helped > 0


def test_chats_with_and_without_a_ticket_are_solved_at_first_contact_alike(
    sample_build: Path,
) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as build:
        found = dict(
            build.sql(
                """
                select
                    ticket_id is not null,
                    (avg(is_resolved_at_first_contact::int), count(*))
                from marts.fct_contacts
                where channel = 'chat' and is_fcr_eligible and is_fcr_mature
                group by 1
                """
            ).fetchall()
        )
    (one, few), (other, many) = found[True], found[False]
    error = sqrt(one * (1 - one) / few + other * (1 - other) / many)
    assert abs(one - other) < 1.96 * error
