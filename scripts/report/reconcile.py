"""Why the help desk's own report says something else: by metric and cause."""

import duckdb
from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.artifacts.export import open_release
from scripts.base.errors import BuildFailedError
from scripts.base.settings import Settings
from scripts.base.workspace import current_release

MART = "release.marts.ticket_reconciliation"
TOTALS = f"select metric, cause, count(*) from {MART} group by all order by metric, 3 desc"  # noqa: S608
UNEXPLAINED = f"""
    select metric, ticket_id, our_value, reported_value, difference
    from {MART} where cause = 'unexplained'
    order by metric, abs(difference) desc nulls first, ticket_id limit ?
"""  # noqa: S608


def reconcile(settings: Settings, out: Console, _: Console, rows: int) -> None:
    """Print the comparison of the published release.

    Raises:
        BuildFailedError: Nothing is published, or the release is older than the comparison.
    """
    release = current_release(settings)
    if release is None:
        raise BuildFailedError(f"Nothing is published in {settings.exports} yet: make run.")
    with open_release(release) as connection:
        try:
            totals = connection.execute(TOTALS).fetchall()
            unexplained = connection.execute(UNEXPLAINED, [rows]).fetchall()
        except duckdb.CatalogException as error:
            raise BuildFailedError(
                "The published release has no ticket_reconciliation: make run, then ask again."
            ) from error
    if not totals:
        out.print("No help desk reported values: docs/bring-your-own-data.md.")
        return
    for metric in dict.fromkeys(row[0] for row in totals):
        out.print(_sentence(metric, {cause: n for name, cause, n in totals if name == metric}))
    if unexplained:
        out.print(_table(unexplained))


def _sentence(metric: str, causes: dict[str, int]) -> str:
    """As in "first_reply: 1,196 of 1,246 equal, 38 internal note, 12 unexplained"."""
    equal = f"{causes.get('equal', 0):,} of {sum(causes.values()):,} equal"
    others = [f"{n:,} {name.replace('_', ' ')}" for name, n in causes.items() if name != "equal"]
    return f"{metric}: {', '.join([equal, *others])}"


def _table(rows: list[tuple[object, ...]]) -> Table:
    table = Table(title="Unexplained", title_justify="left")
    for heading in ("Metric", "Ticket", "Ours", "Reported", "Difference"):
        table.add_column(heading, justify="left" if heading in ("Metric", "Ticket") else "right")
    for metric, ticket, *numbers in rows:
        shown = ["–" if number is None else f"{float(str(number)):,.0f}" for number in numbers]
        table.add_row(str(metric), Text(str(ticket)), *shown)
    return table
