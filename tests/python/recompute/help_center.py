"""Visits of the help center: readers, votes, searches, and who wrote after all."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, count, ratio, whole
from tests.python.recompute.tickets import canonical_customers

LOOKS = ["page_view", "search", "bot_answer"]


def help_center_kpis(staging: Staging, stream: pl.DataFrame, tickets: pl.DataFrame) -> list[Kpi]:
    """What visitors read, found and thought of it, and whether they stayed quiet."""
    visits = _visits(staging).filter(~pl.col("is_test_visit")).with_columns(_no_slices())
    views = _views(staging)
    votes = visits.filter(
        (pl.col("event_type") == "article_vote") & pl.col("vote_value").is_not_null()
    )
    searches = visits.filter(
        (pl.col("event_type") == "search") & pl.col("results_count").is_not_null()
    )
    sessions = _sessions(staging)
    people = pl.col("visitor_id").n_unique()
    viewers = replace(count("unique_viewers", views, "occurred_at"), numerator=people, value=people)
    found = [
        count("support_page_views", views, "occurred_at"),
        viewers,
        count("help_center_sessions", sessions, "started_at"),
        ratio("article_helpfulness_rate", votes, "occurred_at", pl.col("vote_value") > 0),
        ratio("zero_result_search_rate", searches, "occurred_at", pl.col("results_count") == 0),
        *_deflection(staging, sessions, stream, tickets),
    ]
    return [whole(kpi) for kpi in found]


def _views(staging: Staging) -> pl.DataFrame:
    """Pages that visitors looked at; the same page again at once is the same look."""
    window = timedelta(seconds=staging.variables.page_refresh_seconds)
    page = pl.coalesce(
        pl.lit("a") + pl.col("article_id"), pl.lit("t") + pl.col("topic_id"), pl.lit("")
    )
    events = _visits(staging).with_columns(page=page)
    views = events.filter(pl.col("event_type") == "page_view").sort("occurred_at", "event_id")
    gap = (pl.col("occurred_at") - pl.col("occurred_at").shift()).over("visitor_id", "page")
    seen = views.filter((gap > window).fill_null(True) & ~pl.col("is_test_visit"))
    return seen.with_columns(_no_slices())


def _visits(staging: Staging) -> pl.DataFrame:
    """What visitors did, with the number of their visit; a pause begins a new one."""
    idle = timedelta(minutes=staging.variables.session_idle_minutes)
    events = (
        staging["help_center_events"]
        .filter(~pl.col("is_staff") & ~pl.col("is_bot_agent"))
        .join(canonical_customers(staging), on="customer_id", how="left")
        .sort("occurred_at", "event_id")
    )
    gap = pl.col("occurred_at") - pl.col("occurred_at").shift().over("visitor_id")
    part = (gap > idle).fill_null(False).cast(pl.Int64).cum_sum().over("visitor_id")
    is_test = pl.col("is_test_customer").fill_null(False)
    return events.with_columns(part=part).with_columns(
        is_test_visit=is_test.any().over("visitor_id", "part")
    )


def _sessions(staging: Staging) -> pl.DataFrame:
    """Visits with a page, a search or a bot's answer."""
    return (
        _visits(staging)
        .group_by("visitor_id", "part")
        .agg(
            # An id that nobody knows says less than one of the same session that somebody does.
            customer_id=pl.coalesce(pl.col("survivor").max(), pl.col("customer_id").max()),
            started_at=pl.col("occurred_at").min(),
            ended_at=pl.col("occurred_at").max(),
            has_looked=pl.col("event_type").is_in(LOOKS).any(),
            has_written=(
                (pl.col("event_type") == "form_submit") | pl.col("ticket_id").is_not_null()
            ).any(),
            is_test=pl.col("is_test_visit").any(),
        )
        .filter(pl.col("has_looked") & ~pl.col("is_test"))
        .with_row_index("number")
        .with_columns(_no_slices())
    )


def _deflection(
    staging: Staging, sessions: pl.DataFrame, stream: pl.DataFrame, tickets: pl.DataFrame
) -> list[Kpi]:
    """Sessions that no contact of the customer followed, after several lengths of time."""
    hours = staging.variables.deflection_window_hours
    found = []
    for kpi_id, window in (
        ("deflection_rate", hours),
        ("deflection_rate_48h", 48),
        ("deflection_rate_72h", 72),
    ):
        known = _quiet(staging, sessions, stream, window).filter(
            pl.col("customer_id").is_not_null()
        )
        found.append(ratio(kpi_id, known, "started_at", pl.col("is_quiet")))
    every = _quiet(staging, sessions, stream, hours)
    known = every.filter(pl.col("customer_id").is_not_null())
    tickets = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    writers = stream.filter(pl.col("ticket_id").is_not_null())
    demand = pl.concat(
        [
            known.filter("is_quiet").select(at="started_at", is_quiet=pl.lit(True)),
            tickets.select(at="created_at", is_quiet=pl.lit(False)),
        ]
    ).with_columns(_no_slices())
    return [
        *found,
        ratio("deflection_rate_anonymous_upper", every, "started_at", pl.col("is_quiet")),
        ratio("self_service_escalation_rate", known, "started_at", ~pl.col("is_quiet")),
        ratio("implied_deflection", demand, "at", pl.col("is_quiet")),
        _readers_by_writers(sessions, writers),
    ]


def _quiet(
    staging: Staging, sessions: pl.DataFrame, stream: pl.DataFrame, hours: float
) -> pl.DataFrame:
    """Sessions whose time is over, with whether the customer stayed quiet in it."""
    window = timedelta(hours=hours)
    over = sessions.filter(pl.col("ended_at") + window <= staging.as_of)
    wrote = (
        over.join(stream.select("customer_id", "contacted_at"), on="customer_id")
        .filter(
            (pl.col("contacted_at") > pl.col("started_at"))
            & (pl.col("contacted_at") <= pl.col("ended_at") + window)
        )
        .select("number")
        .unique()["number"]
    )
    quiet = ~pl.col("has_written") & ~pl.col("number").is_in(wrote.to_list())
    return over.with_columns(is_quiet=quiet)


def _readers_by_writers(sessions: pl.DataFrame, writers: pl.DataFrame) -> Kpi:
    """Distinct people who read, by distinct people who opened a ticket."""
    reader = pl.coalesce(pl.lit("c") + pl.col("customer_id"), pl.lit("v") + pl.col("visitor_id"))
    writer = pl.coalesce(pl.lit("c") + pl.col("customer_id"), pl.lit("t") + pl.col("ticket_id"))
    people = pl.concat(
        [
            sessions.select(at="started_at", reads=reader, writes=pl.lit(None, pl.String)),
            writers.select(at="contacted_at", reads=pl.lit(None, pl.String), writes=writer),
        ]
    ).with_columns(_no_slices())
    reads, writes = (pl.col(name).drop_nulls().n_unique() for name in ("reads", "writes"))
    value = pl.when(writes > 0).then(reads / writes)
    return Kpi("self_service_ratio", "ratio", people, "at", reads, writes, value)


def _no_slices() -> list[pl.Expr]:
    return [pl.lit(None, pl.String).alias(name) for name in ("channel", "team_id")]
