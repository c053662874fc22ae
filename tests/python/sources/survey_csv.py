"""Answers of a form as its CSV download: headers are questions, times are local ones."""

import random
from datetime import datetime, timedelta, timezone

from tests.python.sources.desk import DAY, START
from tests.python.sources.truth import Cells, finished, shares
from tests.python.sources.write import Rows, as_csv

QUESTION = "How satisfied are you with our answer?"
VARIABLES = {
    "survey_csv_columns": {
        "responded_at": "Timestamp",
        "score": QUESTION,
        "ticket_id": "Ticket number",
        "comment": "Anything else, please?",
    }
}
LOCAL = timezone(timedelta(hours=2))


def truth() -> Cells:
    """Four and five are satisfied."""
    cells = shares("csat", ((at, score >= 4) for at, score in _answers()))
    return finished(cells)


def files() -> dict[str, str]:
    """As the form writes it, with a clock of twelve hours."""
    rows: Rows = [
        {
            "Timestamp": _time(at),
            QUESTION: str(score),
            "Ticket number": f"T-{number}",
            "Anything else, please?": "Fine, thanks" if number % 3 else None,
            "E-mail": "somebody@example.com",
        }
        for number, (at, score) in enumerate(_answers())
    ]
    return as_csv({"responses": rows})


def _answers() -> list[tuple[datetime, int]]:
    rng = random.Random(3)  # noqa: S311 - a made-up desk
    seconds = int((100 * DAY).total_seconds())
    return [
        (START + timedelta(seconds=rng.randrange(seconds)), rng.choice((1, 3, 4, 5, 5)))
        for _ in range(150)
    ]


def _time(at: datetime) -> str:
    local = at.astimezone(LOCAL)
    return f"{local:%Y/%m/%d} {local.hour % 12 or 12}:{local:%M:%S %p} GMT+2"
