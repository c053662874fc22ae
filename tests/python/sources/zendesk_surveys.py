"""The newer survey of the desk as Fivetran lands it: its versions offer five or three ratings."""

from tests.python.sources.desk import MINUTE, Ticket
from tests.python.sources.write import Rows

QUESTION, REMARK, SURVEY = "01HQUESTION", "01HREMARK", "01HSURVEY"
# The ratings that a version offers, and those that were given.
OPTIONS = {"1": (1, 2, 3, 4, 5), "2": (1, 2, 3)}
RATINGS = {"1": {"good": (4, 5), "bad": (3, 1)}, "2": {"good": (3, 3), "bad": (2, 1)}}


def is_surveyed(ticket: Ticket) -> bool:
    """Whether the newer survey was used; the desk changed over in March."""
    return bool(ticket.invited) and ticket.created.month >= 3


def is_converted(ticket: Ticket) -> bool:
    """Whether the rating is on the ticket as good or bad: of the newer survey it need not be."""
    return not is_surveyed(ticket) or int(ticket.ticket_id) % 4 > 0


def surveys(tickets: list[Ticket]) -> dict[str, Rows]:
    """The tables of the newer survey; some rated first otherwise, and their row was changed."""
    surveyed = [ticket for ticket in tickets if is_surveyed(ticket)]
    return {
        "ticket_csat_survey": [
            {
                "survey_response_id": f"response-{ticket.ticket_id}",
                "ticket_id": ticket.ticket_id, "survey_id": SURVEY,
                "survey_version": _version(ticket), "responder_id": ticket.customer,
            }
            for ticket in surveyed
        ],
        "csat_survey_answer": [row for ticket in surveyed for row in _answers(ticket)],
        "csat_survey_rating_option": [
            {
                "survey_id": SURVEY, "survey_version": version, "question_id": QUESTION,
                "rating": str(rating),
            }
            for version, ratings in OPTIONS.items()
            for rating in ratings
        ],
    }  # fmt: skip


def _version(ticket: Ticket) -> str:
    return "1" if ticket.created.month == 3 else "2"


def _answers(ticket: Ticket) -> Rows:
    if not ticket.ratings:
        return []
    at, score = ticket.ratings[-1]
    rating = RATINGS[_version(ticket)][score][int(ticket.ticket_id) % 2]
    common = {
        "survey_response_id": f"response-{ticket.ticket_id}",
        "created_at": f"{ticket.ratings[0][0]:%F %T}", "updated_at": f"{at:%F %T}",
    }  # fmt: skip
    return [
        {**common, "question_id": QUESTION, "type": "rating_scale", "rating": str(rating),
         "rating_category": score},
        {**common, "question_id": REMARK, "type": "open_ended", "rating": None,
         "rating_category": None, "updated_at": f"{at + MINUTE:%F %T}"},
    ]  # fmt: skip
