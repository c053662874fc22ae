"""Rows that are bad together: repeats, conflicting versions, circles, references to nowhere.

Each case names what becomes of its rows: staged + repeated + quarantined are all of them.
"""

from dataclasses import dataclass

from tests.python.faults.contract import good_row

Row = dict[str, str]
EARLY, LATE = "2025-03-04T00:00:00Z", "2025-03-05T00:00:00Z"


@dataclass(frozen=True)
class RowCase:
    """Rows of one table and what becomes of them."""

    name: str
    table: str
    rows: tuple[Row, ...]
    staged: int = 1
    repeated: int = 0
    quarantined: int = 0
    # A condition that exactly the staged rows of the case fulfil, where their number is not all.
    kept: str = "true"


def _rows(table: str, *changes: Row) -> tuple[Row, ...]:
    return tuple(good_row(table, **change) for change in changes)


def _merged(*pairs: tuple[str, str]) -> tuple[Row, ...]:
    return _rows(
        "tickets", *({"ticket_id": one, "merged_into_ticket_id": other} for one, other in pairs)
    )


VERSIONS = (
    RowCase("the same row three times", "tickets", _rows("tickets", {}, {}, {}), repeated=2),
    RowCase(
        "an older version behind a newer one",
        "tickets",
        _rows(
            "tickets",
            {"status": "solved", "updated_at": LATE},
            {"status": "open", "updated_at": EARLY},
        ),
        repeated=1,
        kept="raw_status = 'solved'",
    ),
    RowCase(
        "two versions of one instant, the later delivered wins",
        "tickets",
        _rows(
            "tickets",
            {"status": "solved", "updated_at": EARLY, "loaded_at": LATE},
            {"status": "open", "updated_at": EARLY, "loaded_at": EARLY},
        ),
        repeated=1,
        kept="raw_status = 'solved'",
    ),
    RowCase(
        "two versions of one instant that nothing tells apart",
        "tickets",
        _rows("tickets", {"status": "solved"}, {"status": "open"}),
        repeated=1,
    ),
    RowCase(
        "the newest version is broken, the older one stays in force",
        "tickets",
        _rows(
            "tickets",
            {"status": "open", "updated_at": EARLY},
            {"status": "solved", "updated_at": LATE, "created_at": "never"},
        ),
        quarantined=1,
        kept="is_stale and raw_status = 'open'",
    ),
    RowCase(
        "an older version is broken, nothing is stale",
        "tickets",
        _rows(
            "tickets",
            {"status": "open", "updated_at": EARLY, "created_at": "never"},
            {"status": "solved", "updated_at": LATE},
        ),
        quarantined=1,
        kept="not is_stale and raw_status = 'solved'",
    ),
    RowCase(
        "a broken row three times",
        "calls",
        _rows("calls", *[{"started_at": "never"}] * 3),
        staged=0,
        quarantined=3,
    ),
    RowCase(
        "an answer before its invitation, delivered in the wrong order",
        "surveys",
        _rows("surveys", {"responded_at": EARLY, "score": "4"}, {"sent_at": EARLY}),
        repeated=1,
        kept="score = 4",
    ),
    RowCase(
        "one id with and without spaces",
        "customers",
        _rows("customers", {"customer_id": "C1"}, {"customer_id": "  C1 "}),
        repeated=1,
    ),
    RowCase("an event twice", "ticket_events", _rows("ticket_events", {}, {}), repeated=1),
    RowCase(
        "one order line twice, another product beside it",
        "orders",
        _rows("orders", {"product_id": "P1"}, {"product_id": "P1"}, {"product_id": "P2"}),
        staged=2,
        repeated=1,
    ),
)
CIRCLES = (
    RowCase("merged into itself", "tickets", _merged(("A", "A"))),
    RowCase("two merged into each other", "tickets", _merged(("A", "B"), ("B", "A")), staged=2),
    RowCase(
        "three merged in a circle", "tickets", _merged(("A", "B"), ("B", "C"), ("C", "A")), staged=3
    ),
    RowCase(
        "a chain of five merges",
        "tickets",
        _merged(("A", "B"), ("B", "C"), ("C", "D"), ("D", "E"), ("E", "")),
        staged=5,
    ),
    RowCase("merged into a ticket that is not there", "tickets", _merged(("A", "ghost"))),
    RowCase(
        "a customer who is two others' main account in a circle",
        "customers",
        _rows(
            "customers",
            {"customer_id": "A", "canonical_customer_id": "B"},
            {"customer_id": "B", "canonical_customer_id": "A"},
        ),
        staged=2,
    ),
    RowCase(
        "two calls that are each other's parent",
        "calls",
        _rows(
            "calls",
            {"call_id": "A", "parent_call_id": "B"},
            {"call_id": "B", "parent_call_id": "A"},
        ),
        staged=2,
    ),
    RowCase(
        "a call that is its own parent", "calls", _rows("calls", {"parent_call_id": "call_id-1"})
    ),
)
NOWHERE = tuple(
    RowCase(f"{table}.{column} names nobody known", table, _rows(table, {column: "ghost"}))
    for table, column in (
        ("tickets", "customer_id"),
        ("tickets", "assignee_id"),
        ("tickets", "sla_policy_id"),
        ("tickets", "schedule_id"),
        ("ticket_events", "ticket_id"),
        ("ticket_events", "actor_id"),
        ("calls", "agent_id"),
        ("calls", "ticket_id"),
        ("surveys", "ticket_id"),
        ("surveys", "call_id"),
        ("survey_answers", "survey_id"),
        ("agent_shifts", "agent_id"),
        ("orders", "customer_id"),
        ("product_returns", "order_id"),
        ("help_center_events", "customer_id"),
        ("kb_articles", "source_ticket_id"),
        ("holidays", "schedule_id"),
        ("sla_policies", "schedule_id"),
    )
)
WORDS = tuple(
    RowCase(f"{table}.{column} is a word nobody mapped", table, _rows(table, {column: "zzz"}))
    for table, column in (
        ("tickets", "status"),
        ("tickets", "channel"),
        ("tickets", "priority"),
        ("ticket_events", "event_type"),
        ("calls", "outcome"),
        ("surveys", "survey_type"),
        ("survey_answers", "dimension"),
        ("costs", "currency"),
        ("costs", "category"),
        ("sla_policies", "metric"),
        ("help_center_events", "event_type"),
        ("orders", "status"),
    )
)
CONTRADICTIONS = tuple(
    RowCase(name, table, _rows(table, row))
    for name, table, row in (
        ("solved before it was created", "tickets", {"solved_at": "2025-03-01T00:00:00Z"}),
        ("split off from itself", "tickets", {"split_from_ticket_id": "ticket_id-1"}),
        ("a call that ends before it starts", "calls", {"ended_at": "2025-03-03T09:00:00Z"}),
        ("answered before it was queued", "calls", {"answered_at": "2025-03-03T09:00:00Z"}),
        ("a score above its scale", "surveys", {"score": "9", "scale_min": "1", "scale_max": "5"}),
        ("a scale upside down", "surveys", {"score": "3", "scale_min": "5", "scale_max": "1"}),
        ("a scale without length", "surveys", {"score": "3", "scale_min": "3", "scale_max": "3"}),
        ("a shift that ends before it starts", "agent_shifts", {"ended_at": "2025-03-02"}),
        ("a shift of thirty years", "agent_shifts", {"started_at": "1995-01-01T00:00:00Z"}),
        ("left before hired", "agents", {"hired_on": "2025-03-03", "left_on": "2024-03-03"}),
        ("closes before it opens", "business_hours", {"close_time": "08:00"}),
        ("open for no time at all", "business_hours", {"close_time": "09:00"}),
        ("valid to before valid from", "sla_policies", {"valid_from": LATE, "valid_to": EARLY}),
        ("a target of nought seconds", "sla_policies", {"target_seconds": "0"}),
        ("shipped before ordered", "orders", {"shipped_at": "2025-03-01T00:00:00Z"}),
        ("a negative cost", "costs", {"amount": "-1"}),
    )
)
BESIDE = (
    RowCase(
        "a sequence against the times",
        "ticket_events",
        _rows(
            "ticket_events",
            {"event_id": "E1", "occurred_at": LATE, "sequence": "1"},
            {"event_id": "E2", "occurred_at": EARLY, "sequence": "2"},
        ),
        staged=2,
    ),
    RowCase(
        "both kinds of NPS, and none, for one ticket",
        "surveys",
        _rows(
            "surveys",
            *(
                {
                    "survey_id": f"S{number}",
                    "survey_type": "nps",
                    "nps_kind": kind,
                    "ticket_id": "T1",
                    "responded_at": LATE,
                    "score": "9",
                }
                for number, kind in enumerate(("relationship", "transactional", "zzz", ""))
            ),
        ),
        staged=4,
    ),
)
BOUNDS = (
    RowCase(
        "more money than there is",
        "costs",
        _rows("costs", {"amount": "1e308"}),
        staged=0,
        quarantined=1,
    ),
    RowCase(
        "a holiday of the year 9999",
        "holidays",
        _rows("holidays", {"holiday_date": "9999-12-31"}),
        staged=0,
        quarantined=1,
    ),
    RowCase(
        "valid from the year 1, and from nowhere",
        "agents",
        _rows("agents", {"valid_from": "0001-01-01"}, {"valid_from": ""}),
        repeated=1,
    ),
    RowCase(
        "one number written in two ways",
        "customers",
        _rows("customers", {"customer_id": "+40 722 123 456"}, {"customer_id": "0040722123456"}),
        repeated=1,
    ),
)


def row_cases() -> list[tuple[str, RowCase]]:
    """All cases, each with the mark by which its rows are found again."""
    cases = VERSIONS + CIRCLES + NOWHERE + WORDS + CONTRADICTIONS + BESIDE + BOUNDS
    return [(f"row{number:03d}", case) for number, case in enumerate(cases)]
