"""Customers who stay and buy again, goods that come back, what it costs."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import GRAINS, MONTH
from tests.python.recompute.publish import Kpi, by_month, ratio, whole
from tests.python.recompute.tickets import canonical_customers
from tests.python.recompute.variables import is_word


def retention_kpis(staging: Staging) -> list[Kpi]:
    """Of the customers active when a month begins, those active when it ends."""
    periods = staging.periods
    months = periods.all(MONTH, staging["orders"]["ordered_at"].min(), staging.as_of)
    spans = pl.concat([_told_spans(staging), _order_spans(staging).drop("day")])
    # A month that is not over ends, for now, with the data.
    ends = months.select(
        month="period_start",
        next_month=pl.min_horizontal("next_start", pl.lit(periods.day_of(staging.as_of))),
    )
    starters = _active(spans, ends, "month")
    stayers = _active(spans, ends, "next_month").with_columns(stays=pl.lit(True))
    both = starters.join(stayers, on=["customer_id", "month"], how="left")
    stays = pl.col("stays").fill_null(False)
    while_active = timedelta(days=staging.variables.customer_active_order_days)
    known_from = periods.day_of(staging["orders"]["ordered_at"].min()) + while_active
    of_starters = with_slices(both)
    # As many as there are at the end, by as many as there were at the beginning.
    # Where orders must serve, a period that begins before enough of them says nothing.
    told = _active(_told_spans(staging), ends, "next_month")
    by_orders = _active(_order_spans(staging).drop("day"), ends, "next_month").filter(
        pl.col("month") >= known_from
    )
    there = pl.concat([told, by_orders]).unique()
    ends_with = there.select("month", starts=pl.lit(0), ends=pl.lit(1))
    starts_with = starters.select("month", starts=pl.lit(1), ends=pl.lit(0))
    found = [
        ratio("customer_retention_rate", of_starters, "month", stays),
        ratio("customer_churn_rate", of_starters, "month", ~stays),
        ratio(
            "customer_retention_rate_naive",
            with_slices(pl.concat([starts_with, ends_with])),
            "month",
            pl.col("ends"),
            "ratio",
            denominator=pl.col("starts").sum(),
        ),
    ]
    return [by_month(whole(kpi)) for kpi in found]


def _told_spans(staging: Staging) -> pl.DataFrame:
    """Days on which the status of a surviving account says that it is active."""
    accounts = staging["customers"].join(canonical_customers(staging), on="customer_id")
    return accounts.filter(
        ~pl.col("is_test_customer")
        & (pl.col("survivor") == pl.col("customer_id"))
        & pl.col("active_from").is_not_null()
    ).select("customer_id", first="active_from", last="active_to")


def _purchases(staging: Staging) -> pl.DataFrame:
    """Orders that stand, each once: the lines of one order are one customer's."""
    void = staging.variables.void_order_statuses
    return (
        staging["orders"]
        .filter(~is_word("order_status", void))
        .join(canonical_customers(staging), on="customer_id", how="left")
        .filter(~pl.col("is_test_customer").fill_null(False))
        .with_columns(customer_id=pl.coalesce("survivor", "customer_id"))
        .filter(pl.col("customer_id").is_not_null())
        .group_by("order_id")
        .agg(pl.col("customer_id", "ordered_at").min())
    )


def _order_spans(staging: Staging) -> pl.DataFrame:
    """Where no status is told, an order keeps a customer active for a while."""
    while_active = timedelta(days=staging.variables.customer_active_order_days)
    periods = staging.periods
    history = periods.day_of(staging["orders"]["ordered_at"].min())
    told = staging["customers"].filter(pl.col("active_from").is_not_null())
    day = periods.day("ordered_at")
    return (
        _purchases(staging)
        .join(told.select("customer_id"), on="customer_id", how="anti")
        .select(
            "customer_id",
            day=day,
            # Before so much history of orders nobody knows who was active.
            first=pl.max_horizontal(day + timedelta(days=1), pl.lit(history + while_active)),
            last=day + while_active,
        )
    )


def _active(spans: pl.DataFrame, months: pl.DataFrame, day: str) -> pl.DataFrame:
    inside = (pl.col("first") <= pl.col(day)) & (pl.col("last") >= pl.col(day)).fill_null(True)
    return spans.join(months, how="cross").filter(inside).select("customer_id", "month").unique()


def active_customer_kpis(
    staging: Staging, stream: pl.DataFrame, tickets: pl.DataFrame
) -> list[Kpi]:
    """Contacts and complaints, by the customers who are active when a period ends."""
    periods, window = staging.periods, staging.variables.customer_active_contact_days - 1
    known = stream.filter(pl.col("customer_id").is_not_null()).with_columns(
        day=periods.day("contacted_at")
    )
    # An order makes active on its own day already, and so does a contact.
    orders = _order_spans(staging).select("customer_id", "day", "last")
    contacts = known.select("customer_id", "day", last=pl.col("day") + timedelta(days=window))
    spans = pl.concat(
        [
            _told_spans(staging),
            *(span.select("customer_id", first="day", last="last") for span in (orders, contacts)),
        ]
    )
    today = periods.day_of(staging.as_of)
    kinds = staging.variables.complaint_ticket_types
    complaints = tickets.filter(
        pl.col("is_in_scope")
        & pl.col("is_inbound")
        & ~pl.col("is_duplicate")
        & is_word("ticket_type", kinds)
    ).select(period_start=periods.day("created_at"))
    found: list[Kpi] = []
    for grain in GRAINS:
        ends = periods.all(grain, stream["contacted_at"].min(), staging.covered_until).select(
            "period_start",
            at=pl.min_horizontal(pl.col("next_start") - timedelta(days=1), pl.lit(today)),
        )
        active = (
            spans.join(ends, how="cross")
            .filter(
                (pl.col("first") <= pl.col("at")) & (pl.col("last") >= pl.col("at")).fill_null(True)
            )
            .select("customer_id", "period_start")
            .unique()
        )
        found += [
            replace(whole(_by_active(kpi_id, days, weight, active)), grains=(grain,))
            for kpi_id, days, weight in (
                ("contact_rate", known.select(period_start="day"), 1),
                ("complaint_rate_per_1000_customers", complaints, 1000),
            )
        ]
    return found


def _by_active(kpi_id: str, days: pl.DataFrame, weight: int, active: pl.DataFrame) -> Kpi:
    rows = pl.concat(
        [
            days.select("period_start", counted=pl.lit(weight), active=pl.lit(0)),
            active.select("period_start", counted=pl.lit(0), active=pl.lit(1)),
        ]
    )
    return ratio(
        kpi_id,
        with_slices(rows),
        "period_start",
        pl.col("counted"),
        "ratio",
        denominator=pl.col("active").sum(),
    )


def repurchase_rate(staging: Staging, tickets: pl.DataFrame) -> Kpi:
    """Customers who bought again after a ticket about a product or a return was solved."""
    window = timedelta(days=staging.variables.repurchase_window_days)
    returned = staging["product_returns"].select("ticket_id").drop_nulls().unique()
    about_goods = pl.col("product_id").is_not_null() | pl.col("ticket_id").is_in(
        returned["ticket_id"].to_list()
    )
    solved = tickets.filter(
        pl.col("is_in_scope")
        & pl.col("is_solved")
        & about_goods
        & pl.col("customer_id").is_not_null()
        & (pl.col("first_solved_at") + window <= staging.as_of)
    ).select("ticket_id", "customer_id", "first_solved_at")
    orders = solved.join(_purchases(staging), on="customer_id")
    gap = pl.col("ordered_at") - pl.col("first_solved_at")
    bought = orders.group_by("ticket_id").agg(
        before=(gap <= timedelta(0)).any(), again=((gap > timedelta(0)) & (gap <= window)).any()
    )
    served = solved.join(bought.filter("before"), on="ticket_id").sort("ticket_id")
    rate = ratio(
        "post_service_repurchase_rate", with_slices(served), "first_solved_at", pl.col("again")
    )
    return replace(whole(rate), one_per="customer_id", is_first=True)


def repurchase_without_contact(staging: Staging, stream: pl.DataFrame) -> list[Kpi]:
    """Customers who bought again though nobody served them, from their first such order on."""
    window = timedelta(days=staging.variables.repurchase_window_days)
    orders = _purchases(staging).select("order_id", "customer_id", at="ordered_at")
    inside = (pl.col("next_at") > pl.col("at")) & (pl.col("next_at") <= pl.col("at") + window)
    others = orders.select("customer_id", next_at="at")
    again = orders.join(others, on="customer_id").filter(inside)["order_id"].unique().to_list()
    spoken = stream.filter(pl.col("customer_id").is_not_null()).select(
        "customer_id", next_at="contacted_at"
    )
    met = orders.join(spoken, on="customer_id").filter(inside).select("order_id")
    quiet = (
        orders.filter(pl.col("at") + window <= staging.as_of)
        .join(met.unique(), on="order_id", how="anti")
        .sort("order_id")
    )
    rate = ratio(
        "repurchase_rate_without_contact",
        with_slices(quiet),
        "at",
        pl.col("order_id").is_in(again),
    )
    return [replace(whole(rate), one_per="customer_id", is_first=True)]


def return_kpis(staging: Staging) -> list[Kpi]:
    """Of the units shipped in a month, those that came back defective in time."""
    window = timedelta(days=staging.variables.defective_return_days)
    reasons = staging.variables.defect_return_reasons
    line = ["order_id", "product_id"]
    shipped = (
        staging["orders"]
        .join(canonical_customers(staging), on="customer_id", how="left")
        .filter(
            ~pl.col("is_test_customer").fill_null(False)
            & pl.col("shipped_at").is_not_null()
            & (pl.col("shipped_at") + window <= staging.as_of)
        )
        .with_columns(pl.col("product_id").fill_null(""))
        .group_by(line)
        .agg(pl.col("shipped_at").min(), sold=pl.col("units").fill_null(1).sum())
    )
    # An order that does not tell its products has one without a name, which comes first.
    first = shipped.group_by("order_id").agg(first=pl.col("product_id").min())
    is_unnamed = pl.col("product_id").is_null() | (pl.col("first") == "")
    tolerance = timedelta(minutes=staging.variables.future_tolerance_minutes)
    late = pl.col("received_at") - pl.col("shipped_at")
    back = (
        _real_returns(staging)
        .filter(is_word("return_reason", reasons))
        .join(shipped.select(*line, is_told=pl.lit(True)), on=line, how="left")
        .join(first, on="order_id", how="left")
        .with_columns(
            product_id=pl.when(is_unnamed & pl.col("is_told").is_null())
            .then("first")
            .otherwise("product_id")
        )
        .join(shipped, on=line)
        .filter((late >= -tolerance) & (late <= window))
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
    # Before the first return was delivered nobody knows what came back.
    first_return = staging.periods.day_of(staging["product_returns"]["received_at"].min())
    return [whole(replace(rate, known_from=first_return)), *_returns_received(staging)]


def _returns_received(staging: Staging) -> list[Kpi]:
    """Defective units by the period in which they came back, whenever they were shipped."""
    reasons = staging.variables.defect_return_reasons
    returned = _real_returns(staging).filter(is_word("return_reason", reasons))
    units = pl.col("units").fill_null(1)
    shipped = (
        staging["orders"]
        .join(canonical_customers(staging), on="customer_id", how="left")
        .filter(~pl.col("is_test_customer").fill_null(False) & pl.col("shipped_at").is_not_null())
        .group_by("order_id", "product_id")
        .agg(at=pl.col("shipped_at").min(), sold=pl.col("units").fill_null(1).sum())
    )
    both = pl.concat(
        [
            returned.select(at="received_at", back=units, sold=pl.lit(0.0)),
            shipped.select("at", back=pl.lit(0.0), sold="sold"),
        ]
    )
    told = returned.filter(pl.col("resolution").is_not_null())
    swapped = pl.col("resolution").str.to_lowercase().is_in(["refund", "exchange"])
    by_shipped = ratio(
        "defective_returns_of_period",
        with_slices(both),
        "at",
        pl.col("back"),
        "ratio",
        denominator=pl.col("sold").sum(),
    )
    received = staging["product_returns"]["received_at"]
    first_return, last_return = map(staging.periods.day_of, (received.min(), received.max()))
    found = [
        replace(by_shipped, known_from=first_return, known_until=last_return),
        ratio(
            "defect_share_needing_return",
            with_slices(told),
            "received_at",
            units * swapped,
            denominator=units.sum(),
        ),
    ]
    return [whole(kpi) for kpi in found]


def _real_returns(staging: Staging) -> pl.DataFrame:
    """Returns of orders that no test customer placed."""
    tests = (
        staging["orders"]
        .join(canonical_customers(staging), on="customer_id")
        .filter("is_test_customer")
    )
    return staging["product_returns"].join(tests, on="order_id", how="anti")


def with_slices(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that belong to no channel and no team."""
    nothing = pl.lit(None, pl.String)
    return rows.with_columns(channel=nothing, team_id=nothing)
