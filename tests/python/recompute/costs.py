"""What the desk costs, by what it did and by what the company sold."""

import polars as pl

from tests.python.recompute.business import with_slices
from tests.python.recompute.frames import Staging
from tests.python.recompute.periods import MONTH
from tests.python.recompute.publish import Kpi, by_month, whole
from tests.python.recompute.tickets import canonical_customers
from tests.python.recompute.variables import is_word


def cost_kpis(
    staging: Staging,
    tickets: pl.DataFrame,
    stream: pl.DataFrame,
    repeats: pl.DataFrame,
    by_bot: pl.DataFrame,
    handled_calls: pl.DataFrame,
) -> list[Kpi]:
    """Costs of a month by requests, by resolutions, by repeats and by revenue.

    Args:
        staging: The staging views.
        tickets: Tickets with their solves.
        stream: All contacts.
        repeats: Contacts that repeat an earlier one.
        by_bot: Tickets that a bot solved alone.
        handled_calls: Calls with the end of their effort, where it is known.
    """
    handled = tickets.filter(pl.col("is_in_scope") & pl.col("is_solved"))
    efforts = handled_calls.select(contact_id=pl.lit("c") + pl.col("root"), over="wrapped_at")
    calls = (
        stream.filter(pl.col("ticket_id").is_null() & pl.col("picked_up_at").is_not_null())
        .join(efforts, on="contact_id", how="left")
        .with_columns(handled_at=pl.coalesce("over", "picked_up_at"))
    )
    by_people = handled.join(by_bot, on="ticket_id", how="anti")
    resolved = calls.filter(pl.col("solved_at").is_not_null())
    solved = handled.select(at="last_solved_at")
    taken = calls.select(at="handled_at")
    served = [
        ("cost_per_ticket", pl.concat([solved, taken])),
        ("cost_per_human_ticket", pl.concat([by_people.select(at="last_solved_at"), taken])),
        ("cost_per_resolution", pl.concat([solved, resolved.select(at="handled_at")])),
    ]
    found = [_by(kpi_id, staging, rows.with_columns(weight=pl.lit(1.0))) for kpi_id, rows in served]
    contacts = stream.select(
        at="contacted_at",
        weight=pl.lit(1.0),
        again=pl.col("contact_id").is_in(repeats["contact_id"].to_list()).cast(pl.Float64),
    )
    orders = _revenue(staging)
    return [
        *found,
        _by("repeat_contact_cost", staging, contacts, pl.col("again").sum()),
        _by("support_cost_share_of_revenue", staging, orders),
    ]


def _by(kpi_id: str, staging: Staging, rows: pl.DataFrame, times: pl.Expr | None = None) -> Kpi:
    """Costs of a month, by the weights of the rows in it; a month without costs has none."""
    periods = staging.periods
    costs = _in_one_currency(staging, staging["costs"], "month")
    paid = costs.select("month", spent="amount")
    both = pl.concat(
        [
            paid,
            rows.with_columns(month=periods.start(MONTH, periods.day("at")), spent=pl.lit(0.0)),
        ],
        how="diagonal",
    ).filter(pl.col("month").is_in(paid["month"].implode()))
    spent = pl.when(pl.col("spent").is_not_null().all()).then(pl.col("spent").sum())
    if times is not None:
        spent *= times
    weight = pl.col("weight").sum()
    # A month without revenue has costs, and no share.
    value = pl.when(weight > 0).then(spent / weight)
    return by_month(whole(Kpi(kpi_id, "ratio", with_slices(both), "month", spent, weight, value)))


def _revenue(staging: Staging) -> pl.DataFrame:
    """Amounts of the orders that stand, of real customers."""
    void = staging.variables.void_order_statuses
    orders = (
        staging["orders"]
        .join(canonical_customers(staging), on="customer_id", how="left")
        .filter(
            ~is_word("order_status", void)
            & ~pl.col("is_test_customer").fill_null(False)
            & pl.col("amount").is_not_null()
        )
        .with_columns(month=staging.periods.day("ordered_at"))
    )
    return _in_one_currency(staging, orders, "month").select(at="ordered_at", weight="amount")


def _in_one_currency(staging: Staging, rows: pl.DataFrame, day: str) -> pl.DataFrame:
    """Amounts in the reporting currency; without a rate nobody knows them."""
    rates = staging.rates.sort("valid_from").rename({"rate_to_reporting_currency": "rate"})
    return (
        rows.sort(day)
        .join_asof(rates, left_on=day, right_on="valid_from", by="currency", check_sortedness=False)
        .with_columns(amount=pl.col("amount") * pl.col("rate"))
    )
