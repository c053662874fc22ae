"""The raw tables `orders` and `product_returns`."""

from __future__ import annotations

import numpy as np
import polars as pl

from scripts.sample.desk import company
from scripts.sample.desk.tickets import NORMAL, Columns, draw_customers
from scripts.sample.desk.worktime import DAY, MISSING
from scripts.sample.desk.world import AS_OF, World
from scripts.sample.tables.frames import (
    customer_ids,
    delivered,
    ids,
    labels,
    numbers,
    stamps,
    ticket_ids,
)

ORDER_STATUSES = ("placed", "shipped", "delivered", "cancelled", "refunded")
PLACED, SHIPPED, DELIVERED, CANCELLED, REFUNDED = range(5)
REASONS = ("defect", "change_of_mind", "wrong_item")
RESOLUTIONS = ("refund", "exchange", "repair")
PRICES = np.array([89.0, 189.0, 39.0, 129.0, 9.0])


def draw_orders(world: World, chunk: int, tickets: Columns) -> dict[str, pl.DataFrame]:
    """Orders and returns around a chunk of tickets; sets `fulfilled` of tickets about returns."""
    rng = world.rng(8, chunk)
    about, returns = _returned(rng, tickets)
    parts = [about, _after_service(rng, tickets), _free(world, rng, tickets)]
    orders = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    orders["number"] = np.arange(len(orders["at"])) + chunk * 1_000_000
    _complete(rng, orders)
    loose = _loose_returns(rng, orders, len(about["at"]))
    returns = {name: np.concatenate([returns[name], loose[name]]) for name in returns}
    return {"orders": _orders(orders), "product_returns": _returns(rng, orders, returns, chunk)}


def _returned(rng: np.random.Generator, tickets: Columns) -> tuple[Columns, Columns]:
    """The orders behind tickets about defects and wrong items, and what came back."""
    topic = tickets["topic"]
    returning = np.isin(topic, (company.DEFECT, company.WRONG_ITEM)) & (tickets["kind"] == NORMAL)
    returning &= (tickets["product"] >= 0) & (rng.random(len(topic)) < 0.4)
    rows = np.flatnonzero(returning)
    received = tickets["created"][rows] + rng.integers(2, 12, len(rows)) * DAY
    done = np.maximum(received, tickets["final_solve"][rows]) + rng.integers(1, 6, len(rows)) * DAY
    fulfilled = (done <= AS_OF) & (tickets["solved_at"][rows] > 0)
    tickets["fulfilled"] = np.full(len(topic), MISSING)
    tickets["fulfilled"][rows] = np.where(fulfilled, done, MISSING)
    orders = {
        "at": tickets["created"][rows] - rng.integers(9, 70, len(rows)) * DAY,
        "customer": tickets["customer"][rows],
        "product": tickets["product"][rows],
    }
    returns = {
        "order": np.arange(len(rows)),
        "received": np.where(received <= AS_OF, received, MISSING),
        "reason": np.where(topic[rows] == company.DEFECT, 0, 2),
        "ticket": tickets["number"][rows],
    }
    return orders, returns


def _after_service(rng: np.random.Generator, tickets: Columns) -> Columns:
    """Customers who buy again after a solved ticket; good service sells a little more."""
    solved = tickets["solved_at"]
    chance = 0.13 - 0.06 * (tickets["reopened"] > 0)
    rows = np.flatnonzero((solved > 0) & (rng.random(len(solved)) < chance))
    return {
        "at": solved[rows] + rng.integers(1, 90, len(rows)) * DAY,
        "customer": tickets["customer"][rows],
        "product": rng.choice(5, len(rows), p=company.PRODUCT_SHARE),
    }


def _free(world: World, rng: np.random.Generator, tickets: Columns) -> Columns:
    count = rng.poisson(len(tickets["created"]) * 0.28)
    like = rng.integers(0, len(tickets["created"]), count)
    return {
        "at": tickets["created"][like] + rng.integers(-30 * DAY, 5 * DAY, count),
        "customer": draw_customers(world, rng, tickets["site"][like]),
        "product": rng.choice(5, count, p=company.PRODUCT_SHARE),
    }


def _complete(rng: np.random.Generator, orders: Columns) -> None:
    count, at = len(orders["at"]), orders["at"]
    lost = rng.random(count)
    shipped = at + rng.integers(1, 5, count) * DAY + rng.integers(0, 30_000, count)
    cancelled = lost < 0.04
    status = np.where(
        shipped + 4 * DAY <= AS_OF, DELIVERED, np.where(shipped <= AS_OF, SHIPPED, PLACED)
    )
    status = np.where(cancelled, CANCELLED, np.where(lost > 0.97, REFUNDED, status))
    orders["status"] = status
    orders["shipped"] = np.where((status != CANCELLED) & (shipped <= AS_OF), shipped, MISSING)
    orders["units"] = 1 + (rng.random(count) < 0.12) + (rng.random(count) < 0.03)
    orders["line"] = np.ones(count, dtype=np.int64)
    orders["second"] = rng.random(count) < 0.15


def _loose_returns(rng: np.random.Generator, orders: Columns, skip: int) -> Columns:
    usable = (orders["shipped"] > 0) & (np.arange(len(orders["at"])) >= skip)
    rows = np.flatnonzero(usable & (rng.random(len(usable)) < 0.055))
    received = orders["shipped"][rows] + rng.integers(5, 60, len(rows)) * DAY
    return {
        "order": rows,
        "received": np.where(received <= AS_OF, received, MISSING),
        "reason": rng.choice(3, len(rows), p=[0.4, 0.45, 0.15]),
        "ticket": np.full(len(rows), MISSING),
    }


def _orders(orders: Columns) -> pl.DataFrame:
    """One row per line: every seventh order has a second line with an accessory."""
    more = np.flatnonzero(orders["second"])
    lines = {name: np.concatenate([values, values[more]]) for name, values in orders.items()}
    line = np.concatenate([orders["line"], np.full(len(more), 2)])
    lines["product"] = np.where(line == 2, 4, lines["product"])
    keep = np.flatnonzero(lines["at"] <= AS_OF)
    keep = keep[np.lexsort((line[keep], lines["number"][keep], lines["at"][keep]))]
    lines = {name: values[keep] for name, values in lines.items()}
    line = line[keep]
    frame = pl.DataFrame(
        {
            "order_id": ids("O", lines["number"], 40_000),
            "line_id": ids("L", line),
            "customer_id": customer_ids(lines["customer"]),
            "ordered_at": stamps(lines["at"]),
            "shipped_at": stamps(lines["shipped"]),
            "product_id": labels([row[0] for row in company.PRODUCTS], lines["product"]),
            "units": numbers(lines["units"]),
            "amount": pl.Series(PRICES[lines["product"]] * lines["units"]),
            "currency": labels(("EUR",), np.zeros(len(line), dtype=np.int64)),
            "status": labels(ORDER_STATUSES, lines["status"]),
            "updated_at": stamps(np.minimum(np.maximum(lines["at"], lines["shipped"]), AS_OF)),
        }
    )
    return delivered(frame)


def _returns(
    rng: np.random.Generator, orders: Columns, returns: Columns, chunk: int
) -> pl.DataFrame:
    kept = (returns["received"] > 0) & (orders["shipped"][returns["order"]] > 0)
    kept &= returns["received"] > orders["shipped"][returns["order"]]
    returns = {name: values[kept] for name, values in returns.items()}
    order, count = returns["order"], len(returns["order"])
    how = np.where(returns["reason"] == 1, 0, rng.choice(3, count, p=[0.45, 0.35, 0.2]))
    frame = pl.DataFrame(
        {
            "return_id": ids("R", np.arange(count) + chunk * 1_000_000, 7_000),
            "order_id": ids("O", orders["number"][order], 40_000),
            "received_at": stamps(returns["received"]),
            "product_id": labels([row[0] for row in company.PRODUCTS], orders["product"][order]),
            "units": numbers(np.ones(count, dtype=np.int64)),
            "reason": labels(REASONS, returns["reason"]),
            "resolution": labels(RESOLUTIONS, how),
            "ticket_id": ticket_ids(returns["ticket"]),
        }
    )
    return delivered(frame)
