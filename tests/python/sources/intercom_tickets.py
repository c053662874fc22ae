"""Intercom's tickets as Fivetran lands them: some are conversations too, some are nobody's."""

from dataclasses import replace
from datetime import datetime

from tests.python.sources.desk import RULE, Change, Ticket
from tests.python.sources.write import SYNCED, Rows, stamp

STATES = {
    "new": "submitted", "open": "in_progress", "pending": "waiting_on_customer",
    "hold": "waiting_on_customer", "solved": "resolved", "closed": "resolved",
}  # fmt: skip
# Nobody is asked to rate a ticket.
TEMPLATES = ("greeted_by_a_rule", "waited_for_the_customer", "handed_over", "never_answered")


def is_no_conversation(ticket: Ticket) -> bool:
    """Whether it was a ticket from the first."""
    return ticket.template in TEMPLATES and int(ticket.ticket_id) % 2 > 0


def ticket_tables(desk: list[Ticket]) -> dict[str, Rows]:
    """Tickets, those that a conversation became, and what one team asked of another."""
    tickets = [ticket for ticket in desk if is_no_conversation(ticket)]
    became = [ticket for ticket in desk if ticket.template == "plain"]
    inside = [
        replace(ticket, ticket_id=f"9{ticket.ticket_id}")
        for ticket in desk
        if ticket.template == "handed_over"
    ]
    return {
        "ticket_history": [
            row
            for category, some in (("Customer", tickets + became), ("Back-office", inside))
            for ticket in some
            for row in _versions(ticket, category)
        ],
        "ticket_part_history": [row for t in (*tickets, *became, *inside) for row in _parts(t)],
        "ticket_contact_history": [
            {"id": ticket.customer, "ticket_id": ticket.ticket_id}
            for ticket in (*tickets, *became, *inside)
        ],
    }


def _versions(ticket: Ticket, category: str) -> Rows:
    """The last version first."""
    return [
        {
            "id": ticket.ticket_id, "ticket_id": f"T-{ticket.ticket_id}", "category": category,
            "ticket_state": STATES[statuses[-1] or ""], "created_at": stamp(ticket.created),
            "updated_at": stamp(at), "admin_assignee_id": ticket.assignee or "0",
            "team_assignee_id": teams[-1], "_fivetran_synced": SYNCED,
        }
        for at in sorted({change.at for change in ticket.changes}, reverse=True)
        for statuses, teams in [[_values(ticket, name, at) for name in ("status", "team")]]
    ]  # fmt: skip


def _values(ticket: Ticket, name: str, at: datetime) -> list[str | None]:
    return [change.value for change in ticket.changes if change.field == name and change.at <= at]


def _parts(ticket: Ticket) -> Rows:
    """Every part tells the state before and after it."""
    told: list[tuple[datetime, str, dict[str, str | None]]] = [
        (message.at, message.author, {"part_type": "comment" if message.is_public else "note"})
        for message in ticket.messages[1:]
    ]
    told += [(change.at, change.author, _change(change)) for change in ticket.changes[1:]]
    rows: Rows = []
    state = "submitted"
    for number, (at, author, part) in enumerate(sorted(told, key=lambda one: one[:2])):
        before, state = state, part.get("ticket_state") or state
        rows.append(
            {
                "id": f"{ticket.ticket_id}{number:02}", "ticket_id": ticket.ticket_id,
                "author_type": author_type(ticket, author), "author_id": author,
                "created_at": stamp(at), "assigned_to_type": None, "assigned_to_id": None,
                "body": "…", "previous_ticket_state": before, "_fivetran_synced": SYNCED, **part,
                "ticket_state": state,
            }
        )  # fmt: skip
    return rows


def _change(change: Change) -> dict[str, str | None]:
    if change.field == "status":
        state = STATES[change.value or ""]
        return {"part_type": "ticket_state_updated_by_admin", "ticket_state": state}
    kind = "team" if change.field == "team" else "admin"
    return {
        "part_type": "assignment", "body": None, "assigned_to_type": kind,
        "assigned_to_id": change.value,
    }  # fmt: skip


def author_type(ticket: Ticket, author: str) -> str:
    """What the system calls the author of a part."""
    return "bot" if author == RULE else "user" if author == ticket.customer else "admin"
