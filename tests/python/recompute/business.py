"""Customers who stay, sessions that spare a contact, goods that come back, what it costs."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import GRAINS, MONTH
from tests.python.recompute.publish import Kpi, by_month, count, ratio, whole
from tests.python.recompute.tickets import canonical_customers


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
    rate = ratio("customer_retention_rate", with_slices(both), "month", stays)
    return [by_month(whole(rate))]


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
        .filter(~pl.col("order_status").is_in(void).fill_null(False))
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


def contact_rate(staging: Staging, stream: pl.DataFrame) -> list[Kpi]:
    """Contacts of known customers, by the customers who are active when a period ends."""
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
    found = []
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
        rows = pl.concat(
            [
                known.select(period_start="day", contacts=pl.lit(1), active=pl.lit(0)),
                active.select("period_start", contacts=pl.lit(0), active=pl.lit(1)),
            ]
        )
        rate = ratio(
            "contact_rate",
            with_slices(rows),
            "period_start",
            pl.col("contacts"),
            "ratio",
            denominator=pl.col("active").sum(),
        )
        found.append(replace(whole(rate), grains=(grain,)))
    return found


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


def page_views(staging: Staging) -> Kpi:
    """Pages that visitors looked at; the same page again at once is the same look."""
    window = timedelta(seconds=staging.variables.page_refresh_seconds)
    page = pl.coalesce(
        pl.lit("a") + pl.col("article_id"), pl.lit("t") + pl.col("topic_id"), pl.lit("")
    )
    events = _visits(staging).with_columns(page=page)
    views = events.filter(pl.col("event_type") == "page_view").sort("occurred_at", "event_id")
    gap = (pl.col("occurred_at") - pl.col("occurred_at").shift()).over("visitor_id", "page")
    seen = views.filter((gap > window).fill_null(True) & ~pl.col("is_test_visit"))
    return whole(count("support_page_views", with_slices(seen), "occurred_at"))


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


def deflection_kpis(staging: Staging, stream: pl.DataFrame) -> list[Kpi]:
    """Help-centre sessions of known customers that no contact followed."""
    window = timedelta(hours=staging.variables.deflection_window_hours)
    looked = pl.col("event_type").is_in(["page_view", "search", "bot_answer"])
    sessions = (
        _visits(staging)
        .group_by("visitor_id", "part")
        .agg(
            # An id that nobody knows says less than one of the same session that somebody does.
            customer_id=pl.coalesce(pl.col("survivor").max(), pl.col("customer_id").max()),
            started_at=pl.col("occurred_at").min(),
            ended_at=pl.col("occurred_at").max(),
            has_looked=looked.any(),
            has_written=(pl.col("event_type") == "form_submit").any(),
            is_test=pl.col("is_test_visit").any(),
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
    # Before the first return was delivered nobody knows what came back.
    first_return = staging.periods.day_of(staging["product_returns"]["received_at"].min())
    return [whole(replace(rate, known_from=first_return))]


def cost_kpis(staging: Staging, tickets: pl.DataFrame, stream: pl.DataFrame) -> list[Kpi]:
    """What was spent in a month, by tickets solved and calls answered without a ticket."""
    rates = staging.rates.sort("valid_from").rename({"rate_to_reporting_currency": "rate"})
    costs = (
        staging["costs"]
        .sort("month")
        .join_asof(
            rates, left_on="month", right_on="valid_from", by="currency", check_sortedness=False
        )
        # Without a rate nobody knows what a month cost.
        .with_columns(spent=pl.col("amount") * pl.col("rate"))
    )
    periods = staging.periods
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    calls = stream.filter(pl.col("ticket_id").is_null() & pl.col("picked_up_at").is_not_null())
    served = pl.concat(
        [handled.select(at="last_solved_at"), calls.select(at="picked_up_at")]
    ).select(month=periods.start(MONTH, periods.day("at")), spent=pl.lit(0.0), served=pl.lit(1))
    paid = costs.select("month", "spent", served=pl.lit(0))
    both = pl.concat([paid, served]).filter(pl.col("month").is_in(costs["month"].implode()))
    spent = pl.when(pl.col("spent").is_not_null().all()).then(pl.col("spent").sum())
    requests = pl.col("served").sum()
    rate = Kpi(
        "cost_per_ticket",
        "ratio",
        with_slices(both),
        "month",
        spent,
        requests,
        spent / requests,
    )
    return [by_month(whole(rate))]


def with_slices(rows: pl.DataFrame) -> pl.DataFrame:
    """Rows that belong to no channel and no team."""
    nothing = pl.lit(None, pl.String)
    return rows.with_columns(channel=nothing, team_id=nothing)
