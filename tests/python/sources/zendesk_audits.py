"""Updates of the desk's tickets as Zendesk's audits: what happened at one moment is one of them."""

from datetime import datetime, timedelta
from typing import Any

from tests.python.sources.desk import AGENTS, RULE, Ticket
from tests.python.sources.zendesk_fivetran import FIELDS, merged_at

Objects = list[dict[str, Any]]
# A trigger writes in the name of whoever set it off.
BY_RULE = {"channel": "rule", "source": {"from": {"id": 1, "title": "Greeting"}, "rel": "trigger"}}


def audits_of(ticket: Ticket, tickets: list[Ticket]) -> Objects:
    """One audit per moment; nothing can be read of a ticket once it is deleted."""
    if ticket.is_deleted:
        return []
    moments: dict[datetime, Objects] = {}
    for message in ticket.messages:
        comment = {"type": "Comment", "public": True, "author_id": message.author, "body": "…"}
        moments.setdefault(message.at, []).append(comment)
        if not message.is_public:
            change = {"type": "CommentPrivacyChange", "comment_id": comment, "public": False}
            moments[message.at + timedelta(seconds=20)] = [{**change, "author_id": message.author}]
    for change, old in _changes(ticket):
        kind = {"type": "Change", "previous_value": old} if old is not None else {"type": "Create"}
        event = {**kind, "field_name": FIELDS[change.field], "value": change.value}
        moments.setdefault(change.at, []).append({**event, "author_id": change.author})
    moments[ticket.created] += [
        {"type": "Create", "field_name": "tags", "value": ["a", "b"], "author_id": ticket.customer},
        {"type": "Create", "field_name": "priority", "value": ticket.priority,
         "author_id": ticket.opened_by},
    ]  # fmt: skip
    moments |= _merges(ticket, tickets)
    return [_audit(ticket, number, at, moments[at]) for number, at in enumerate(sorted(moments))]


def _changes(ticket: Ticket) -> list[tuple[Any, str | None]]:
    """Changes with the value before; the first status and team are those of the creation."""
    before: dict[str, str | None] = {"assignee": ""}
    rows = []
    for change in sorted(ticket.changes, key=lambda change: change.at):
        rows.append((change, before.get(change.field)))
        before[change.field] = change.value
    return rows


def _merges(ticket: Ticket, tickets: list[Ticket]) -> dict[datetime, Objects]:
    """The ticket that survives bears a comment with those that went into it, public or not.

    It answers nothing, although an agent wrote it.
    """
    merged = [t for t in tickets if t.merged_into == ticket.ticket_id]
    if not merged:
        return {}
    source = {"from": {"ticket_ids": [int(t.ticket_id) for t in merged]}, "rel": "merge"}
    at = merged_at(ticket, merged)
    is_public = int(ticket.ticket_id) % 2 == 0
    comment = {"type": "Comment", "public": is_public, "author_id": AGENTS[0], "body": "…"}
    return {at: [{**comment, "via": {"channel": "web", "source": source}}]}


def _audit(ticket: Ticket, number: int, at: datetime, events: Objects) -> dict[str, Any]:
    """The author of the first event is the audit's; others name their own."""
    author = events[0]["author_id"]
    audit_id = int(ticket.ticket_id) * 1000 + number * 20
    written = []
    for position, event in enumerate(events):
        event["id"] = audit_id + position + 1
        own = {key: value for key, value in event.items() if key != "author_id"}
        if event["author_id"] == RULE:
            own |= {"via": BY_RULE, "author_id": int(AGENTS[0])}
        elif event["author_id"] != author:
            own["author_id"] = int(event["author_id"])
        if event["type"] == "CommentPrivacyChange":
            own["comment_id"] = event["comment_id"]["id"]
        written.append(own)
    return {
        "id": audit_id, "ticket_id": int(ticket.ticket_id), "created_at": time_text(at),
        "author_id": int(AGENTS[0] if author == RULE else author), "via": via(ticket),
        "metadata": {"system": {}}, "events": written,
    }  # fmt: skip


def via(ticket: Ticket) -> dict[str, Any]:
    """How a ticket or an update came."""
    return {"channel": ticket.channel, "source": {"from": {}, "to": {}, "rel": None}}


def time_text(at: datetime | None) -> str | None:
    """As the API writes it."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}" if at else None
