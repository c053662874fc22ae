"""The clean rows of the simulated support desk: consistent and believable."""

import duckdb
import pytest

from scripts.sample import write_sample
from tests.python.conftest import folder_of_all_workers
from tests.python.raw_files import count, parquet


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    with folder_of_all_workers(tmp_path_factory, "clean_rows") as folder:
        raw = folder / "raw"
        if not raw.is_dir():
            write_sample(raw, tickets=5000, seed=3, months=14, file_format="parquet", dirt=False)
    return parquet(raw)


@pytest.mark.parametrize(
    ("key", "table"),
    [
        ("ticket_id", "tickets"),
        ("event_id", "ticket_events"),
        ("call_id", "calls"),
        ("survey_id", "surveys"),
        ("shift_id", "agent_shifts"),
        ("(review_id, category)", "quality_reviews"),
        ("customer_id", "customers"),
        ("event_id", "help_center_events"),
        ("return_id", "product_returns"),
        ("(order_id, line_id)", "orders"),
    ],
)
def test_clean_tables_have_unique_keys(
    clean: duckdb.DuckDBPyConnection, key: str, table: str
) -> None:
    query = f"select count(*) - count(distinct {key}) from {table}"  # noqa: S608
    assert count(clean, query) == 0


CONTRADICTIONS = {
    "the last status event is the status of the ticket": """
        select count(*) from tickets join (
            select ticket_id, arg_max(new_value, sequence) as last_status
            from ticket_events where event_type = 'status_change' group by 1
        ) using (ticket_id) where status <> last_status""",
    "the first public message of an agent is the first response": """
        select count(*) from tickets left join (
            select ticket_id, min(occurred_at) as first_reply from ticket_events
            where event_type = 'public_message' and actor_type = 'agent' group by 1
        ) using (ticket_id) where first_responded_at is distinct from first_reply""",
    "the last solve is solved_at": """
        select count(*) from tickets join (
            select ticket_id, max(occurred_at) as last_solve from ticket_events
            where event_type = 'status_change' and new_value = 'solved' group by 1
        ) using (ticket_id) where solved_at <> last_solve""",
    "an old value is the previous new value": """
        select count(*) from (
            select old_value, lag(new_value) over (
                partition by ticket_id, event_type order by sequence
            ) as previous from ticket_events where event_type in ('status_change', 'team_change')
        ) where previous is not null and old_value <> previous""",
    "nothing happens before the ticket": """
        select count(*) from ticket_events join tickets using (ticket_id)
        where occurred_at < created_at""",
    "sequence follows time": """
        select count(*) from (
            select occurred_at, lag(occurred_at) over (
                partition by ticket_id order by sequence
            ) as previous from ticket_events
        ) where occurred_at < previous""",
    "nothing happens after the last moment": """
        select count(*) from ticket_events where occurred_at > timestamp '2025-12-31 20:00:00'""",
    "merged tickets point at another ticket of the customer": """
        select count(*) from tickets as copy left join tickets as kept
        on copy.merged_into_ticket_id = kept.ticket_id where copy.merged_into_ticket_id is not null
        and (kept.ticket_id is null or copy.ticket_id = kept.ticket_id)""",
    "calls end after they start": "select count(*) from calls where ended_at < started_at",
    "waits agree with the clocks": """
        select count(*) from calls where outcome = 'answered' and queued_at is not null
        and abs(date_diff('second', queued_at, answered_at) - wait_seconds) > 1""",
    "goods come back after they were sent": """
        select count(*) from product_returns join orders using (order_id)
        where line_id = 'L1' and received_at <= shipped_at""",
    "every assignee is an agent": """
        select count(*) from tickets where assignee_id not in (select agent_id from agents)""",
}


@pytest.mark.parametrize("rule", CONTRADICTIONS)
def test_clean_rows_do_not_contradict_each_other(
    clean: duckdb.DuckDBPyConnection, rule: str
) -> None:
    assert count(clean, CONTRADICTIONS[rule]) == 0


def test_personal_data_is_recognisable(clean: duckdb.DuckDBPyConnection) -> None:
    for column, table, pattern in (
        ("email", "customers", r"person\.\d+@example\.com"),
        ("phone", "customers", r"\+999 555 \d+"),
        ("display_name", "agents", r"Agentname Fictional-\d+"),
        ("subject", "tickets", r".* SUBJ-\d+"),
        ("comment", "surveys", r".* COMMENT-\d+"),
    ):
        query = f"select count(*) from {table} where not regexp_full_match({column}, '{pattern}')"  # noqa: S608
        assert count(clean, query) == 0


# What the desk looks like to its managers: rough rates, each with generous limits.
RATES = {
    "events per ticket": (
        "select (select count(*) from ticket_events) / count(*) from tickets",
        7,
        10,
    ),
    "calls per ticket": ("select (select count(*) from calls) / count(*) from tickets", 0.5, 0.7),
    "surveys per ticket": (
        "select (select count(*) from surveys) / count(*) from tickets",
        0.44,
        0.56,
    ),
    "help-centre events per ticket": (
        "select (select count(*) from help_center_events) / count(*) from tickets",
        1.3,
        1.7,
    ),
    "satisfied": (
        """select avg(((score - scale_min) / (scale_max - scale_min) >= 0.75)::int)
        from surveys where survey_type = 'csat' and score is not null""",
        0.74,
        0.88,
    ),
    "promoters minus detractors": (
        """select 100 * (avg((score >= 9)::int) - avg((score <= 6)::int))
        from surveys where survey_type = 'nps' and score is not null""",
        30,
        60,
    ),
    "abandoned": (
        """select avg((outcome = 'abandoned')::int) from calls
        where queued_at is not null and (outcome <> 'abandoned' or wait_seconds >= 10)""",
        0.05,
        0.10,
    ),
    "volume of the bad month": (
        """select count(*) filter (where month(created_at) = 6)
        / count(*) filter (where month(created_at) = 5)
        from tickets where year(created_at) = 2025""",
        1.35,
        1.95,
    ),
    "longer waits of the bad months": (
        """select median(wait_seconds) filter (where month in ('2025-06', '2025-10', '2025-11'))
        / median(wait_seconds) filter (where month = '2025-12') from (
            select strftime(started_at, '%Y-%m') as month, wait_seconds
            from calls where outcome = 'answered' and parent_call_id is null)""",
        2,
        4.5,
    ),
    "tickets of callers that an agent typed": (
        """select avg((created_by_type = 'agent' and direction is null)::int)
        from tickets where channel = 'phone'""",
        0.7,
        0.95,
    ),
    "telephones that rang beside the one that was picked up": (
        """select count(*) / (select count(*) from calls) from calls as ring
        join calls as call on ring.parent_call_id = call.call_id
        where ring.outcome = 'missed' and ring.ended_at = call.answered_at
        and ring.agent_id <> call.agent_id and ring.queue_id = call.queue_id""",
        0.05,
        0.12,
    ),
    "quick hang-ups after another queue": (
        """select count(*) filter (where leg.outcome = 'abandoned' and leg.wait_seconds < 10
            and call.wait_seconds >= 60) / count(*) from calls as leg
        join calls as call on leg.parent_call_id = call.call_id where call.outcome = 'flow_out'""",
        0.25,
        0.55,
    ),
    "growth of the messenger": (
        """select (count(*) filter (where created_at >= timestamp '2025-10-01'))
        / (count(*) filter (where created_at < timestamp '2025-02-01'))
        from tickets where channel = 'whatsapp'""",
        1.8,
        6,
    ),
}


@pytest.mark.parametrize("rate", RATES)
def test_the_desk_looks_like_a_desk(clean: duckdb.DuckDBPyConnection, rate: str) -> None:
    query, low, high = RATES[rate]
    assert low <= count(clean, query) <= high
