"""What was written on the desk's tickets as HubSpot's conversations and mails."""

from datetime import timedelta

from tests.python.sources.desk import AGENTS, FORMER, RULE, Message, Ticket
from tests.python.sources.write import SYNCED, Rows

# Numbers as users of those who have another one as owners.
USERS = {agent: f"90{agent}" for agent in (*AGENTS, FORMER)}


def by_mail(ticket: Ticket) -> bool:
    """Whether a ticket has mails and no conversation."""
    return ticket.template in ("plain", "waited_for_the_customer")


def thread(ticket: Ticket) -> dict[str, str | None]:
    """The conversation of a ticket."""
    return {
        "id": f"5{ticket.ticket_id}", "associated_ticket_id": ticket.ticket_id,
        "associated_contact_id": ticket.customer, "created_at": f"{ticket.created:%F %T}",
        "status": "CLOSED",
    }  # fmt: skip


def messages(ticket: Ticket) -> Rows:
    """Its messages, and what else lies between them; some in an older version, too."""
    rows = [_message(ticket, number, message) for number, message in enumerate(ticket.messages)]
    assigned = {**rows[0], "id": f"{ticket.ticket_id}-a", "type": "ASSIGNMENT"}
    older = {**rows[-1], "type": "THREAD_STATUS_CHANGE", "_fivetran_start": "2025-01-01 00:00:00"}
    return [older, *rows, {**assigned, "created_by": "S-1", "direction": None}]


def _message(ticket: Ticket, number: int, message: Message) -> dict[str, str | None]:
    is_customer = message.author == ticket.customer
    kind = "MESSAGE" if message.is_public else "COMMENT"
    author = f"V-{ticket.customer}" if is_customer else f"A-{USERS.get(message.author)}"
    return {
        "id": f"{ticket.ticket_id}-{number:02}", "thread_id": f"5{ticket.ticket_id}",
        "type": "WELCOME_MESSAGE" if message.author == RULE else kind,
        "created_at": f"{message.at:%F %T}",
        "created_by": "B-1" if message.author == RULE else author,
        "direction": "INCOMING" if is_customer else "OUTGOING", "text": "…",
        "_fivetran_start": f"{message.at:%F %T}", "_fivetran_synced": SYNCED,
    }  # fmt: skip


def mails(ticket: Ticket) -> Rows:
    """Mails that were logged days later; those of conversations are logged as well."""
    return [
        _mail(ticket, number, message)
        for number, message in enumerate(ticket.messages)
        if message.is_public
    ] + _unsent(ticket)


def _mail(ticket: Ticket, number: int, message: Message) -> dict[str, str | None]:
    return {
        "engagement_id": f"7{ticket.ticket_id}{number:02}",
        "property_hs_timestamp": f"{message.at:%F %T}",
        "property_hs_createdate": f"{message.at + timedelta(days=3):%F %T}",
        "property_hs_email_direction":
            "INCOMING_EMAIL" if message.author == ticket.customer else "EMAIL",
        "property_hs_email_status": "SENT",
        "property_hubspot_owner_id": None if message.author == RULE else message.author,
        "_fivetran_synced": SYNCED,
    }  # fmt: skip


def _unsent(ticket: Ticket) -> Rows:
    """Before some answers a draft stayed one, and before others a mail came back."""
    if not (by_mail(ticket) and ticket.is_inbound):
        return []
    early = Message(ticket.created + timedelta(seconds=50), AGENTS[0])
    unsent = (
        {"property_hs_email_direction": "DRAFT_EMAIL", "property_hs_email_status": None},
        {"property_hs_email_status": "FAILED"},
        {"property_hs_email_status": "BOUNCED"},
    )
    return [{**_mail(ticket, 99, early), **unsent[int(ticket.ticket_id) % 3]}]
