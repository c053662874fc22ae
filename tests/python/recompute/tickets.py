"""Which tickets count, and the times that their durations are made of."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.clock import BusinessClock
from tests.python.recompute.frames import Staging


def canonical_customers(staging: Staging) -> pl.DataFrame:
    """Every account with the customer that it was merged into, chains followed to their end."""
    accounts = staging["customers"].select(
        "customer_id", "is_test", survivor=pl.coalesce("canonical_customer_id", "customer_id")
    )
    step = accounts.select(survivor="customer_id", next="survivor")
    for _ in range(5):
        accounts = (
            accounts.join(step, on="survivor", how="left")
            .with_columns(survivor=pl.coalesce("next", "survivor"))
            .drop("next")
        )
    tests = accounts.filter("is_test")["survivor"].to_list()
    return accounts.select(
        "customer_id",
        survivor="survivor",
        is_test_customer=pl.col("is_test") | pl.col("survivor").is_in(tests),
    )


def scoped_tickets(staging: Staging, solve_times: pl.DataFrame) -> pl.DataFrame:
    """Tickets with their flags; columns `customer_id` and `channel` as KPIs read them."""
    agents = staging["agents"].group_by("agent_id").agg(is_test_agent=pl.col("is_test").any())
    tickets = (
        staging["tickets"]
        .join(canonical_customers(staging), on="customer_id", how="left")
        .join(agents, left_on="assignee_id", right_on="agent_id", how="left")
        .with_columns(customer_id=pl.coalesce("survivor", "customer_id"))
        .with_columns(
            is_test_data=pl.col("is_test")
            | pl.col("is_test_customer").fill_null(False)
            | pl.col("is_test_agent").fill_null(False),
            is_gone=pl.col("is_deleted") | (pl.col("status_group") == "deleted"),
            is_inbound=pl.col("delivered_direction").ne_missing("outbound"),
            is_phone=pl.col("channel") == "phone",
            is_merged=_is_merged(staging),
        )
        .with_columns(
            is_in_scope=~(
                pl.col("is_test_data") | pl.col("is_spam") | pl.col("is_gone") | pl.col("is_merged")
            )
        )
    )
    repeats = _duplicates(tickets, staging.variables.duplicate_window_minutes)
    return (
        tickets.with_columns(is_duplicate=pl.col("ticket_id").is_in(repeats.to_list()))
        .drop("solved_at")
        .join(solve_times, on="ticket_id", how="left")
    )


def _is_merged(staging: Staging) -> pl.Expr:
    """Merged away, unless tickets were merged in a circle and this is its smallest id."""
    target = {
        one: other
        for one, other in staging["tickets"]
        .filter(pl.col("merged_into_ticket_id").is_not_null())
        .select("ticket_id", "merged_into_ticket_id")
        .iter_rows()
        if one != other
    }
    survivors = [ticket for ticket in target if ticket == min(_way(ticket, target))]
    return pl.col("ticket_id").is_in(list(target)) & ~pl.col("ticket_id").is_in(survivors)


def _way(ticket: str, target: dict[str, str]) -> list[str]:
    """The circle in which a ticket was merged; nothing smaller than any id without one."""
    way = [ticket]
    while (following := target.get(way[-1], "")) not in way:
        way.append(following)
    return way if following == ticket else [""]


def _duplicates(tickets: pl.DataFrame, minutes: int) -> pl.Series:
    same = ["customer_id", "channel", "subject_hash"]
    ordered = tickets.filter(
        pl.col("is_in_scope") & pl.col("is_inbound") & pl.all_horizontal(pl.col(same).is_not_null())
    ).sort("created_at", "ticket_id")
    gap = pl.col("created_at") - pl.col("created_at").shift().over(same)
    return ordered.filter(gap <= timedelta(minutes=minutes))["ticket_id"]


def counted_in_place(tickets: pl.DataFrame) -> pl.DataFrame:
    """The counted ticket that somebody means who names a ticket; none for many."""
    counts: dict[str, str] = {}
    question: dict[tuple[object, ...], str] = {}
    in_scope = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound"))
    for row in in_scope.sort("created_at", "ticket_id").iter_rows(named=True):
        same = (row["customer_id"], row["channel"], row["subject_hash"])
        if not row["is_duplicate"]:
            question[same] = row["ticket_id"]
        counts[row["ticket_id"]] = question[same]
    merged = tickets.filter("is_merged").select("ticket_id", "merged_into_ticket_id")
    into = dict(merged.iter_rows())
    for ticket in into:
        end = ticket
        for _ in into:
            end = into.get(end, end)
        if end in counts:
            counts[ticket] = counts[end]
    return pl.DataFrame(
        list(counts.items()),
        schema={"ticket_id": pl.String, "counted_id": pl.String},
        orient="row",
    )


def add_durations(
    tickets: pl.DataFrame, replies: pl.DataFrame, clock: BusinessClock
) -> pl.DataFrame:
    """First response and resolution, in calendar and business seconds."""
    counts = pl.col("is_in_scope") & pl.col("is_inbound")
    is_answered = counts & ~pl.col("is_phone") & pl.col("first_reply_at").is_not_null()
    tickets = tickets.join(replies, on="ticket_id", how="left").with_columns(
        # Nobody knows since when the answer was waited for, but who had the ticket.
        is_answered_some_time=is_answered & pl.col("is_clock_lost").fill_null(False),
        response_start=pl.when(is_answered).then("clock_start"),
        team_view_start=pl.when(is_answered).then("team_view_start"),
        touch_start=pl.when(counts & ~pl.col("is_phone") & ~pl.col("is_opened_by_desk")).then(
            "created_at"
        ),
        work_start=pl.when(counts).then("created_at"),
        resolved_at=pl.when(pl.col("told_solved_at").is_not_null()).then("last_solved_at"),
    )
    pairs = {
        "first_response": ("response_start", "first_reply_at"),
        "team_view": ("team_view_start", "first_reply_at"),
        "first_touch": ("touch_start", "first_touch_at"),
        "resolution": ("work_start", "resolved_at"),
        "first_resolution": ("work_start", "first_solved_at"),
    }
    for name, (start, end) in pairs.items():
        seconds = (pl.col(end) - pl.col(start)).dt.total_microseconds() / 1e6
        tickets = tickets.with_columns(
            pl.when(seconds >= 0).then(seconds).alias(f"{name}_seconds"),
            pl.when(seconds >= 0)
            .then(clock.seconds(tickets["schedule_id"], tickets[start], tickets[end]))
            .alias(f"{name}_business_seconds"),
        )
    return tickets
