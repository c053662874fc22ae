"""What a sentence of the gate says of the numbers is measured in the numbers."""

import json
import re
from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from scripts.gate.contract import read_tables
from scripts.gate.rules import read_rules
from tests.python.conftest import folder_of_all_workers
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.gate.claims_desk import AS_OF, write_claims_desk
from tests.python.mini_project import REAL_PROJECT

# Words of a sentence that says what becomes of the rows.
CLAIM = re.compile(
    r"\b(counts? as|count neither|count nowhere|(not )?counted once|not counted|lacks?"
    r"|follows? (the|from)|never hold|fits?|show them|are read|is read|is used|(is|are) unknown"
    r"|no number uses|look (loyal|un\w+|present)|is measured|by time|close nothing"
    r"|have no (team|resolution time|target|date))\b"
)
TICKET = "select {} from marts.fct_tickets where ticket_id = '{}'"
CALL = "select {} from marts.fct_calls where call_id = '{}'"
SURVEY = "select {} from marts.fct_survey_responses where survey_id = '{}'"
AGENT = "select is_known, is_bot, tier from marts.dim_agents where agent_id = '{}'"
TARGETS = "select target_seconds from marts.fct_sla_targets where ticket_id = '{}'"
COST = (
    "select distinct total_cost, missing_reason from marts.cost_summary where month = '2025-{}-01'"
)
KPI = (
    "select {} from marts.kpi_values where kpi_id = '{}' and period_grain = 'month'"
    " and period_start = '2025-{}-01' and slice_name = 'overall'"
)
SPAN = "select {} from intermediate.int_customer_activity_spans where customer_id = '{}'"
SESSION = (
    "select page_view_count, search_count, has_self_service from marts.fct_help_center_sessions"
    " where visitor_id = '{}'"
)
BUSINESS = "first_response_business_seconds"
# Rule, question, answer: every row. Several questions of one rule have several entries.
MEASURED: list[tuple[str, str, list[Any]]] = [
    ("tickets_not_multiplied", TICKET.format("channel", "twice"), [("chat",)]),
    ("tickets_status_understood", TICKET.format("is_solved", "word"), [(False,)]),
    ("tickets_status_known", TICKET.format("is_solved", "word solved"), [(True,)]),
    ("tickets_channel_known", TICKET.format("channel", "channel"), [("other",)]),
    ("tickets_priority_known", TARGETS.format("priority"), []),
    ("tickets_priority_known", TARGETS.format("priority word"), [(60,)]),
    ("tickets_direction_known", TICKET.format("direction", "direction"), [("outbound",)]),
    ("tickets_creator_known", TICKET.format("direction", "creator"), [("inbound",)]),
    (
        "tickets_solved_at_readable",
        TICKET.format("is_solved, resolution_seconds", "solve"),
        [(True, None)],
    ),
    (
        "tickets_first_responded_at_readable",
        "select is_missed from marts.fct_requests where ticket_id = 'reply'",
        [(True,)],
    ),
    ("tickets_resolution_due_at_readable", TICKET.format("resolution_due_at", "due"), [(None,)]),
    ("tickets_flags_readable", TICKET.format("is_counted_in_volume", "spam"), [(True,)]),
    ("tickets_solved_after_created", TICKET.format("resolution_seconds", "early"), [(None,)]),
    ("tickets_customer_delivered", TICKET.format("customer_segment", "customer"), [(None,)]),
    ("tickets_assignee_delivered", AGENT.format("ghost"), [(False, False, None)]),
    ("tickets_policy_delivered", TARGETS.format("policy"), []),
    ("tickets_schedule_delivered", TICKET.format("schedule_id", "schedule"), [("A",)]),
    (
        "ticket_events_event_type_known",
        TICKET.format("first_response_seconds", "kind"),
        [(None,)],
    ),
    ("ticket_events_actor_type_known", TICKET.format("agent_reply_count", "author"), [(0,)]),
    (
        "ticket_events_actor_type_known",
        "select count(*) from marts.fct_requests where ticket_id = 'author'",
        [(0,)],
    ),
    ("ticket_events_sequence_readable", TICKET.format("is_solved", "sequence"), [(False,)]),
    (
        "ticket_events_is_public_readable",
        TICKET.format("first_response_seconds", "public"),
        [(600,)],
    ),
    (
        "ticket_events_status_known",
        "select status_group from marts.fct_ticket_status_spans"
        " where ticket_id = 'event status' order by span_number",
        [("new",), ("other",)],
    ),
    (
        "ticket_events_ticket_id_delivered",
        "select ticket_id from marts.fct_replies where ticket_id = 'nowhere'"
        " union all " + TICKET.format("ticket_id", "nowhere"),
        [],
    ),
    (
        "ticket_events_agent_delivered",
        TICKET.format("first_reply_agent_id", "event agent"),
        [("ghost",)],
    ),
    ("ticket_events_agent_delivered", AGENT.format("ghost"), [(False, False, None)]),
    ("ticket_events_not_multiplied", TICKET.format("agent_reply_count", "event twice"), [(1,)]),
    ("calls_not_multiplied", CALL.format("media", "twice"), [("chat",)]),
    (
        "calls_outcome_understood",
        CALL.format("is_offered, is_abandoned", "outcome"),
        [(False, False)],
    ),
    ("calls_outcome_known", CALL.format("is_offered, is_abandoned", "outcome"), [(False, False)]),
    ("calls_media_known", CALL.format("media", "media"), [("other",)]),
    (
        "calls_direction_understood",
        CALL.format("is_offered, direction", "direction"),
        [(False, "zzz")],
    ),
    ("calls_direction_known", CALL.format("is_offered", "direction"), [(False,)]),
    ("calls_answered_at_readable", CALL.format("queue_wait_seconds", "answered"), [(None,)]),
    ("calls_wait_seconds_readable", CALL.format("queue_wait_seconds", "wait"), [(None,)]),
    ("calls_wait_seconds_readable", CALL.format("queue_wait_seconds", "wait told"), [(30,)]),
    (
        "calls_talk_seconds_readable",
        CALL.format("talk_seconds, handle_seconds", "talk"),
        [(None, None)],
    ),
    ("calls_answered_at_after_queued_at", CALL.format("queue_wait_seconds", "order"), [(None,)]),
    ("calls_answered_at_after_queued_at", CALL.format("queue_wait_seconds", "order told"), [(7,)]),
    (
        "surveys_survey_type_known",
        SURVEY.format("is_csat_response, is_ces_response, nps_points", "type"),
        [(False, False, None)],
    ),
    (
        "surveys_type_understood",
        SURVEY.format("is_csat_response, is_ces_response, nps_points", "type"),
        [(False, False, None)],
    ),
    (
        "surveys_nps_kind_known",
        SURVEY.format("is_relationship_nps_response, is_transactional_nps_response", "kind"),
        [(False, False)],
    ),
    ("surveys_score_understood", SURVEY.format("is_csat_response", "score"), [(False,)]),
    ("surveys_score_readable", SURVEY.format("is_csat_response", "score"), [(False,)]),
    (
        "surveys_score_readable",
        "select is_answered from intermediate.int_survey_invitations where survey_id = 'score'",
        [(True,)],
    ),
    (
        "surveys_responded_at_readable",
        SURVEY.format(
            "is_csat_response, responded_at, responded_date = cast(sent_at as date)", "responded"
        ),
        [(True, None, True)],
    ),
    ("surveys_score_on_scale", SURVEY.format("is_csat_response", "scale"), [(False,)]),
    ("surveys_ticket_id_delivered", SURVEY.format("channel, team_id", "ticket"), [("email", None)]),
    (
        "survey_answers_dimension_known",
        "select survey_id, mean_gap from intermediate.int_servqual_respondents",
        [("served", 1)],
    ),
    (
        "survey_answers_survey_id_delivered",
        "select survey_id, mean_gap from intermediate.int_servqual_respondents",
        [("served", 1)],
    ),
    (
        "agents_not_multiplied",
        "select team_id from marts.dim_agents where agent_id = 'a1'",
        [("G2",)],
    ),
    ("agents_is_bot_readable", AGENT.format("bot"), [(True, False, None)]),
    (
        "agent_shifts_length_plausible",
        "select count(*) from marts.fct_agent_days where agent_id = 'a1'",
        [(4,)],
    ),
    ("business_hours_one_zone", TICKET.format(BUSINESS, "zones"), [(5400,)]),
    ("business_hours_one_default", TICKET.format("schedule_id", "last"), [("A",)]),
    ("business_hours_close_time_after_open_time", TICKET.format(BUSINESS, "swapped"), [(82800,)]),
    ("business_hours_valid_to_after_valid_from", TICKET.format(BUSINESS, "ended"), [(3600,)]),
    ("holidays_schedule_id_delivered", TICKET.format(BUSINESS, "ended"), [(3600,)]),
    ("sla_policies_metric_known", TARGETS.format("normal"), [(3600,)]),
    ("sla_policies_priority_known", TARGETS.format("priority word"), [(60,)]),
    ("sla_policies_valid_to_after_valid_from", TARGETS.format("normal"), [(3600,)]),
    ("costs_currency_known", COST.format("03"), [(None, "no rate for currency ZZZ")]),
    (
        # May has costs, April has none: the quarter of both is not costed.
        "costs_month_without_rows",
        "select distinct cost_amount from intermediate.int_support_costs"
        " where period_grain = 'quarter' and period_start = '2025-04-01'",
        [(None,)],
    ),
    ("costs_category_gap", COST.format("02"), [(100, None)]),
    (
        "orders_amount_readable",
        KPI.format("denominator", "support_cost_share_of_revenue", "01"),
        [(1000,)],
    ),
    (
        "orders_currency_known",
        KPI.format("value", "support_cost_share_of_revenue", "02"),
        [(None,)],
    ),
    (
        "orders_status_known",
        "select order_id from intermediate.int_orders_counted where order_id = 'o4'",
        [("o4",)],
    ),
    (
        "customers_active_from_readable",
        SPAN.format("active_from, first_midnight", "from"),
        [(None, None)],
    ),
    (
        "agent_shifts_kind_known",
        "select shift_hours, ready_hours, on_contact_hours from marts.fct_agent_days"
        " where agent_id = 'bot'",
        [(2, None, None)],
    ),
    (
        "help_center_events_event_type_known",
        SESSION.format("kind"),
        [(0, 0, False)],
    ),
    ("help_center_events_not_multiplied", SESSION.format("twice"), [(0, 1, True)]),
    (
        "kb_articles_not_multiplied",
        "select topic_id from staging.stg_knowledge__kb_articles",
        [("t2",)],
    ),
    (
        "orders_not_multiplied",
        "select shipped_units from intermediate.int_shipped_products where order_id = 'o5'",
        [(2,)],
    ),
    (
        "survey_answers_not_multiplied",
        "select perception from staging.stg_surveys__survey_answers where item_id = 'twice'",
        [(6,)],
    ),
    (
        "customers_active_to_readable",
        SPAN.format("active_to", "to"),
        [(None,)],
    ),
    (
        "customers_not_multiplied",
        "select country from marts.dim_customers where customer_id = 'again'",
        [("IR",)],
    ),
    (
        "product_returns_reason_known",
        "select sum(defective_units) from intermediate.int_shipped_products",
        [(0,)],
    ),
    (
        "product_returns_order_id_delivered",
        "select sum(defective_units) from intermediate.int_shipped_products",
        [(0,)],
    ),
]


@pytest.fixture(scope="module")
def desk(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    with folder_of_all_workers(tmp_path_factory, "claims") as folder:
        raw = folder / "raw"
        runs = dbt_runs.with_variables(json.dumps({"as_of": AS_OF}), folder)
        if not raw.is_dir():
            write_claims_desk(raw)
            error = runs.explain(
                raw,
                *("build", "--select", "+path:models/marts/core", "+kpi_values", "+cost_summary"),
                *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            )
            assert error is None, str(error)
    with duckdb.connect(str(runs.database(raw)), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("rule", "question", "answer"), MEASURED)
def test_a_sentence_says_what_is_measured(
    desk: duckdb.DuckDBPyConnection, rule: str, question: str, answer: list[Any]
) -> None:
    assert desk.execute(question).fetchall() == answer, rule


def test_every_claim_is_measured() -> None:
    rules = read_rules(REAL_PROJECT / "expectations", read_tables(REAL_PROJECT))
    measured = {rule for rule, _, _ in MEASURED}
    assert measured <= {rule.name for rule in rules}
    claims = {rule.name: rule.why for rule in rules if CLAIM.search(rule.why)}
    assert {name: why for name, why in claims.items() if name not in measured} == {}
