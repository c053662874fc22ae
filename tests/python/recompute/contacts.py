"""Contacts: tickets and calls as one stream, repeats in it, and first-contact resolution."""

from datetime import timedelta

import polars as pl

from tests.python.recompute.frames import Staging
from tests.python.recompute.publish import Kpi, count, ratio
from tests.python.recompute.teams import add_tier
from tests.python.recompute.tickets import counted_in_place

CONTACT = ["contact_id", "customer_id", "topic_id", "contacted_at"]


def contacts(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """One row per contact: a ticket with its calls, or a call of its own."""
    counted = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    has_messages = (
        not staging["ticket_events"].filter(pl.col("event_type") == "public_message").is_empty()
    )
    was_solved = pl.col("is_solved") | pl.col("first_reopened_at").is_not_null()
    sessions = _sessions(staging, calls)
    linked = _links(staging, sessions, tickets, counted)
    with_call = linked.group_by("ticket_id").agg(
        pl.col("started_at").min(),
        pl.col("is_handed_over", "is_callback").any(),
        pl.col("picked_up_at", "called_back_at").min(),
        asked_by_call=(~pl.col("is_no_request")).any(),
        call_topic=pl.col("topic_id").drop_nulls().first(),
        call_customer=pl.col("customer_id").drop_nulls().first(),
    )
    by_ticket = counted.join(with_call, on="ticket_id", how="left").select(
        "ticket_id",
        "channel",
        "team_id",
        asked_team="team_id",
        contact_id=pl.lit("t") + pl.col("ticket_id"),
        customer_id=pl.coalesce("customer_id", "call_customer"),
        topic_id=pl.coalesce("topic_id", "call_topic"),
        contacted_at=pl.min_horizontal("created_at", "started_at"),
        solved_at="first_solved_at",
        is_handed_over=pl.col("is_handed_over").fill_null(False),
        is_callback=pl.col("is_callback").fill_null(False),
        # Without messages nobody can tell whether one answer was enough.
        is_judgeable=pl.lit(has_messages) & (pl.col("first_solved_at").is_not_null() | ~was_solved),
        is_no_request=pl.lit(False),
        asked_by_call=pl.col("asked_by_call").fill_null(False),
        picked_up_at="picked_up_at",
        called_back_at="called_back_at",
        media=pl.lit(None, pl.String),
        has_call=pl.col("started_at").is_not_null(),
    )
    own = sessions.join(linked, on="root", how="anti").select(
        ticket_id=pl.lit(None, pl.String),
        channel="channel",
        team_id="team_id",
        asked_team="asked_team",
        contact_id=pl.lit("c") + pl.col("root"),
        customer_id="customer_id",
        topic_id="topic_id",
        contacted_at="started_at",
        solved_at=pl.when(pl.col("disposition") == "resolved").then("ended_at"),
        is_handed_over="is_handed_over",
        is_callback="is_callback",
        is_judgeable=pl.col("disposition").is_not_null(),
        is_no_request="is_no_request",
        asked_by_call=~pl.col("is_no_request"),
        picked_up_at="picked_up_at",
        called_back_at="called_back_at",
        media="media",
        has_call=pl.lit(True),
    )
    return pl.concat([by_ticket, own]).sort("contacted_at", "contact_id")


def call_tickets(staging: Staging, tickets: pl.DataFrame, calls: pl.DataFrame) -> pl.DataFrame:
    """The ticket that a call is one contact with; calls without one are left out."""
    counted = tickets.filter(pl.col("is_in_scope") & pl.col("is_inbound") & ~pl.col("is_duplicate"))
    return _links(staging, _sessions(staging, calls), tickets, counted).select(
        "root", linked_id="ticket_id"
    )


def _sessions(staging: Staging, calls: pl.DataFrame) -> pl.DataFrame:
    """Inbound calls with all their legs; menu-only and unreadable ones are no contacts."""
    inbound = calls.filter((pl.col("direction") == "inbound") & ~pl.col("is_ring"))
    legs = inbound.sort("root", "started_at", "call_id")
    # A row that nobody can read, or that tells a conversation again, tells no end of the call.
    tells_end = pl.col("disposition").is_not_null() | ~(
        pl.col("is_offered_elsewhere") | (pl.col("outcome") == "other")
    )
    is_given_up = (pl.col("outcome") == "abandoned") & pl.col("callback_accepted_at").is_null()
    # Who passes a call on is a person who had it.
    bots = staging["agents"].filter("is_bot")["agent_id"].unique().to_list()
    by_person = (pl.col("outcome") == "answered") & ~pl.col("agent_id").is_in(bots).fill_null(False)
    moved = by_person & pl.col("transferred_to").is_not_null()
    had = by_person & ~pl.col("is_offered_elsewhere")
    persons = had.sum()
    if staging.variables.fcr_allow_same_tier_transfer:
        # What is no team's name is that of a queue or a person; the next leg tells whose.
        for team in ("team_id", "transferred_to"):
            legs = add_tier(legs, team, "started_at", staging)
        following = pl.col("team_id_tier").shift(-1).over("root")
        legs = legs.with_columns(taker=pl.coalesce("transferred_to_tier", following))
        moved &= pl.col("team_id_tier").ne_missing(pl.col("taker"))
        persons = pl.col("team_id_tier").filter(had).n_unique()
    whole = legs.group_by("root", maintain_order=True).agg(
        pl.col("started_at", "channel", "outcome", "media").first(),
        pl.col("ticket_id", "customer_id", "topic_id").drop_nulls().first(),
        pl.col("disposition").filter(tells_end).last(),
        pl.col("ended_at").max(),
        team_id=pl.coalesce(
            pl.col("team_id").filter(pl.col("outcome") == "answered").first(),
            pl.col("team_id").first(),
        ),
        asked_team=pl.col("team_id").first(),
        is_handed_over=moved.any() | (persons > 1),
        is_callback=pl.col("callback_accepted_at").is_not_null().any(),
        # Given up in the queue, an outcome that nobody can read, or passed on and seen no more.
        is_no_request=(pl.col("outcome") != "answered").all()
        & (
            (is_given_up | (pl.col("outcome") == "other")).any()
            | (pl.col("outcome") == "flow_out").all()
        ),
        is_contact=(~pl.col("outcome").is_in(["ivr_only", "other"])).any(),
        picked_up_at=pl.col("answered_at").filter(pl.col("outcome") == "answered").min(),
        called_back_at=pl.col("callback_completed_at").min(),
    )
    return whole.filter("is_contact")


def _links(
    staging: Staging, sessions: pl.DataFrame, tickets: pl.DataFrame, counted: pl.DataFrame
) -> pl.DataFrame:
    """Calls with the ticket that they are one contact with: by name, else by time.

    Naming a merged ticket or a duplicate means the counted one that it stands for; where there is
    none, naming it means nothing.
    """
    window = timedelta(minutes=staging.variables.contact_link_minutes)
    meant = counted_in_place(tickets)
    named = (
        sessions.join(meant, on="ticket_id")
        .with_columns(ticket_id="counted_id")
        .select(sessions.columns)
    )
    near = (
        sessions.join(named, on="root", how="anti")
        .drop("ticket_id")
        .join(counted.select("ticket_id", "customer_id", "created_at"), on="customer_id")
        .with_columns(gap=(pl.col("created_at") - pl.col("started_at")).abs())
        .filter(pl.col("gap") <= window)
        .sort("gap", "ticket_id")
        .unique("root", keep="first")
    )
    return pl.concat([named, near.select(named.columns)])


def issue_pairs(stream: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Every two contacts of one customer on one issue, the earlier one first."""
    known = stream.filter(pl.col("customer_id").is_not_null()).with_row_index("position")
    later = known.select(*CONTACT, "position").rename(
        {
            "contact_id": "next_id",
            "topic_id": "next_topic",
            "contacted_at": "next_at",
            "position": "next_position",
        }
    )
    same = pl.col("topic_id") == pl.col("next_topic")
    if staging.variables.fcr_missing_topic == "strict":
        same = same.fill_null(True)
    return known.join(later, on="customer_id").filter(
        (pl.col("next_position") > pl.col("position")) & same
    )


def repeats(stream: pl.DataFrame, pairs: pl.DataFrame, staging: Staging) -> pl.DataFrame:
    """Contacts of known customers, with whether each repeats an earlier one on its issue."""
    window = timedelta(days=staging.variables.fcr_window_days)
    known = stream.filter(pl.col("customer_id").is_not_null())
    again = pairs.filter(pl.col("next_at") <= pl.col("contacted_at") + window)["next_id"]
    return known.with_columns(is_repeat=pl.col("contact_id").is_in(again.unique().to_list()))


def contact_kpis(stream: pl.DataFrame, pairs: pl.DataFrame, staging: Staging) -> list[Kpi]:
    """Volume, contacts per customer, and customers who had to come again."""
    known = repeats(stream, pairs, staging)
    repeating = pl.col("customer_id").filter("is_repeat")
    return [
        count("contact_volume", stream, "contacted_at"),
        ratio(
            "identified_contact_rate",
            stream,
            "contacted_at",
            pl.col("customer_id").is_not_null(),
        ),
        ratio(
            "contacts_per_customer",
            known,
            "contacted_at",
            pl.col("contact_id").is_not_null(),
            "ratio",
            denominator=pl.col("customer_id").n_unique(),
        ),
        ratio(
            "repeat_contact_rate",
            known,
            "contacted_at",
            repeating.n_unique(),
            denominator=pl.col("customer_id").n_unique(),
        ),
        ratio("repeat_contact_share", known, "contacted_at", pl.col("is_repeat")),
    ]
