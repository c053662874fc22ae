"""Customers who stay, sessions that spare a contact, goods that come back, what it costs."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import ratio, whole
from tests.python.recompute.tickets import canonical_customers


def retention_kpis(staging: Staging) -> list[pl.DataFrame]:
    """Of the customers active when a month begins, those active when it ends."""
    months = pl.date_range(
        staging["orders"]["ordered_at"].min().date().replace(day=1),
        staging.as_of.date(),
        "1mo",
        eager=True,
    ).to_frame("month")
    spans = pl.concat([_told_spans(staging), _order_spans(staging)])
    # A month that is not over ends, for now, with the data.
    ends = months.with_columns(
        next_month=pl.min_horizontal(
            pl.col("month").dt.offset_by("1mo"), pl.lit(staging.as_of.date())
        )
    )
    starters = _active(spans, ends, "month")
    stayers = _active(spans, ends, "next_month").with_columns(stays=pl.lit(True))
    both = starters.join(stayers, on=["customer_id", "month"], how="left")
    stays = pl.col("stays").fill_null(False)
    return [whole(ratio("customer_retention_rate", with_slices(both), "month", stays))]


def _told_spans(staging: Staging) -> pl.DataFrame:
    """Days on which the status of a surviving account says that it is active."""
    accounts = staging["customers"].join(canonical_customers(staging), on="customer_id")
    return accounts.filter(
        ~pl.col("is_test_customer")
        & (pl.col("survivor") == pl.col("customer_id"))
        & pl.col("active_from").is_not_null()
    ).select("customer_id", first="active_from", last="active_to")


def _order_spans(staging: Staging) -> pl.DataFrame:
    """Where no status is told, an order keeps a customer active for a while."""
    while_active = staging.variables["customer_active_order_days"]
    history = staging["orders"]["ordered_at"].min().date()
    void = staging.variables["void_order_statuses"]
    told = staging["customers"].filter(pl.col("active_from").is_not_null())
    customers = canonical_customers(staging)
    orders = (
        staging["orders"]
        .filter(~pl.col("order_status").is_in(void).fill_null(False))
        .join(customers, on="customer_id", how="left")
        .filter(~pl.col("is_test_customer").fill_null(False))
        .with_columns(customer_id=pl.coalesce("survivor", "customer_id"))
        # The lines of one order are one customer's.
        .group_by("order_id")
        .agg(pl.col("customer_id", "ordered_at").min())
        .join(told.select("customer_id"), on="customer_id", how="anti")
    )
    day = pl.col("ordered_at").dt.date()
    return orders.select(
        "customer_id",
        # Before so much history of orders nobody knows who was active.
        first=pl.max_horizontal(
            day.dt.offset_by("1d"), pl.lit(history).dt.offset_by(f"{while_active}d")
        ),
        last=day.dt.offset_by(f"{while_active}d"),
    )


def _active(spans: pl.DataFrame, months: pl.DataFrame, day: str) -> pl.DataFrame:
    inside = (pl.col("first") <= pl.col(day)) & (pl.col("last") >= pl.col(day)).fill_null(True)
    return spans.join(months, how="cross").filter(inside).select("customer_id", "month").unique()


def deflection_kpis(staging: Staging, stream: pl.DataFrame) -> list[pl.DataFrame]:
    """Help-centre sessions of known customers that no contact followed."""
    window = timedelta(hours=staging.variables["deflection_window_hours"])
    idle = timedelta(minutes=staging.variables["session_idle_minutes"])
    events = (
        staging["help_center_events"]
        .filter(~pl.col("is_staff") & ~pl.col("is_bot_agent"))
        .sort("occurred_at", "event_id")
    )
    gap = pl.col("occurred_at") - pl.col("occurred_at").shift().over("visitor_id")
    events = events.with_columns(
        part=(gap > idle).fill_null(False).cast(pl.Int64).cum_sum().over("visitor_id")
    )
    looked = pl.col("event_type").is_in(["page_view", "search", "bot_answer"])
    sessions = (
        events.join(canonical_customers(staging), on="customer_id", how="left")
        .group_by("visitor_id", "part")
        .agg(
            # An id that nobody knows says less than one of the same session that somebody does.
            customer_id=pl.coalesce(pl.col("survivor").max(), pl.col("customer_id").max()),
            started_at=pl.col("occurred_at").min(),
            ended_at=pl.col("occurred_at").max(),
            has_looked=looked.any(),
            has_written=(pl.col("event_type") == "form_submit").any(),
            is_test=pl.col("is_test_customer").any().fill_null(False),
        )
        .filter(
            pl.col("customer_id").is_not_null()
            & pl.col("has_looked")
            & ~pl.col("is_test")
            & (pl.col("ended_at") + window <= staging.as_of)
        )
        .with_row_index("number")
    )
    wrote = (
        sessions.join(stream.select("customer_id", "contacted_at"), on="customer_id")
        .filter(
            (pl.col("contacted_at") > pl.col("started_at"))
            & (pl.col("contacted_at") <= pl.col("ended_at") + window)
        )
        .select("number")
        .unique()["number"]
    )
    deflected = ~pl.col("has_written") & ~pl.col("number").is_in(wrote.to_list())
    return [whole(ratio("deflection_rate", with_slices(sessions), "started_at", deflected))]


def return_kpis(staging: Staging) -> list[pl.DataFrame]:
    """Of the units shipped in a month, those that came back defective in time."""
    window = timedelta(days=staging.variables["defective_return_days"])
    reasons = staging.variables["defect_return_reasons"]
    line = ["order_id", "product_id"]
    first_return = staging["product_returns"]["received_at"].dt.truncate("1mo").min()
    shipped = (
        staging["orders"]
        .join(canonical_customers(staging), on="customer_id", how="left")
        .filter(
            ~pl.col("is_test_customer").fill_null(False)
            & pl.col("shipped_at").is_not_null()
            & (pl.col("shipped_at") + window <= staging.as_of)
        )
        # Before the first return was delivered nobody knows what came back.
        .filter(pl.col("shipped_at") >= first_return)
        .group_by(line)
        .agg(pl.col("shipped_at").min(), sold=pl.col("units").fill_null(1).sum())
    )
    back = (
        staging["product_returns"]
        .filter(pl.col("return_reason").str.to_lowercase().is_in(reasons).fill_null(False))
        .join(shipped, on=line)
        .filter(pl.col("received_at") <= pl.col("shipped_at") + window)
        .group_by(line)
        .agg(returned=pl.col("units").fill_null(1).sum())
    )
    cohort = shipped.join(back, on=line, how="left").with_columns(
        returned=pl.min_horizontal(pl.col("returned").fill_null(0), "sold")
    )
    rate = ratio(
        "defective_return_rate",
        with_slices(cohort),
        "shipped_at",
        pl.col("returned"),
        denominator=pl.col("sold").sum(),
    )
    return [whole(rate)]


def cost_kpis(staging: Staging, tickets: pl.DataFrame, stream: pl.DataFrame) -> list[pl.DataFrame]:
    """What was spent in a month, by tickets solved and calls answered without a ticket."""
    rates = staging.rates.sort("valid_from").rename({"rate_to_reporting_currency": "rate"})
    costs = (
        staging["costs"]
        .sort("month")
        .join_asof(
            rates, left_on="month", right_on="valid_from", by="currency", check_sortedness=False
        )
        # Without a rate nobody knows what a month cost.
        .with_columns(spent=(pl.col("amount") * pl.col("rate")).fill_null(float("nan")))
    )
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    calls = stream.filter(pl.col("ticket_id").is_null() & pl.col("picked_up_at").is_not_null())
    served = pl.concat(
        [handled.select(at="last_solved_at"), calls.select(at="picked_up_at")]
    ).select(month=pl.col("at").dt.date().dt.month_start(), spent=pl.lit(0.0), served=pl.lit(1))
    paid = costs.select("month", "spent", served=pl.lit(0))
    both = pl.concat([paid, served]).filter(pl.col("month").is_in(costs["month"].implode()))
    rate = ratio(
        "cost_per_ticket",
        with_slices(both),
        "month",
        pl.col("spent"),
        "ratio",
        denominator=pl.col("served").sum(),
    )
    return [whole(rate).with_columns(pl.col("numerator", "value").fill_nan(None))]


def with_slices(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that belong to no channel and no team."""
    nothing = pl.lit(None, pl.String)
    return rows.with_columns(channel=nothing, team_id=nothing)
