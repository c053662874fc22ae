"""Chats of the desk's tickets, as Fivetran lands Zendesk's, and what agents ask each other."""

from tests.python.sources.desk import (
    AGENTS,
    DAY,
    HOUR,
    MINUTE,
    RULE,
    START,
    TEAMS,
    Message,
    Ticket,
)
from tests.python.sources.write import SYNCED, Rows, stamp

GREETING = '{"source": {"type": "zd:answerBot"}}'


def chat_of(ticket: Ticket) -> Rows:
    """What the messages say, one of an earlier chat, and a bot where no rule greets."""
    public = [message for message in ticket.messages if message.is_public]
    first = public[0]
    events = [_event(ticket, number, message) for number, message in enumerate(public)]
    before = Message(first.at - 60 * MINUTE, first.author)
    events += [
        {**_event(ticket, 90, first), "type": "ChatJoin"},
        {**_event(ticket, 91, before), "is_history_context": "true"},
    ]
    if not any(message.author == RULE for message in public):
        greeting = Message(first.at + MINUTE / 30, "")
        events.append({**_event(ticket, 92, greeting), "original_message": GREETING})
    return events


def _event(ticket: Ticket, number: int, message: Message) -> dict[str, str | None]:
    """Who wrote is a visitor, a user, or an agent, who is marked or not."""
    if message.author == ticket.customer and int(ticket.ticket_id) % 2:
        actor = f"21432-{ticket.customer}"
    elif message.author == RULE:
        actor = "agent:trigger"
    elif message.author != ticket.customer and int(ticket.ticket_id) % 2:
        actor = f"agent:{message.author}"
    else:
        actor = message.author
    return {
        "chat_id": f"2503.4323.{ticket.ticket_id}", "created_at": stamp(message.at),
        "chat_index": str(number), "actor_id": actor, "type": "ChatMessage", "message": "…",
        "is_history_context": None, "original_message": None, "_fivetran_synced": SYNCED,
    }  # fmt: skip


def side_conversations() -> list[Ticket]:
    """Tickets that agents opened with another team about a customer's: nobody's request."""
    tickets = []
    for number in range(6):
        asking, asked = AGENTS[number % 2], AGENTS[2]
        created = START + (12 * number + 3) * DAY
        ticket = Ticket(
            f"{5001 + number}", asking, created, asking, "side_conversation", is_inbound=False,
            is_fcr=None, template="side_conversation",
        )  # fmt: skip
        ticket.says(created, asking)
        ticket.turns(created, "new", asking)
        ticket.turns(created, TEAMS[1], RULE, "team")
        ticket.turns(created + MINUTE, asked, asked, "assignee")
        ticket.says(created + HOUR, asked)
        ticket.first_solve = ticket.last_solve = ticket.turns(created + HOUR, "solved", asked)
        tickets.append(ticket)
    return tickets
