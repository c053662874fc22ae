"""Write the table of docs/forecast.md from forecast_accuracy of a release of the sample."""

import argparse
from pathlib import Path

import duckdb

from scripts.base.settings import PROJECT

PAGE = PROJECT / "docs" / "forecast.md"
RELEASE = PROJECT / "exports" / "current" / "support_kpi.duckdb"
METHODS = {
    "seasonal_naive": "(a)",
    "weekday_mean": "(b)",
    "smoothed": "(c)",
    "combined": "(d)",
}
HEADER = f"| series | {' | '.join(METHODS.values())} | days inside the range |"
KINDS = {"ticket": "tickets", "call": "calls"}
Cell = tuple[float | None, float | None, bool]


def accuracy_table(connection: duckdb.DuckDBPyConnection) -> str:
    """The table in Markdown: WAPE by series and method, the chosen one in bold."""
    found = connection.execute(
        """
        select contact_kind, slice_value, method, wape, interval_coverage, is_chosen
        from marts.forecast_accuracy
        where compared_days > 0
        order by contact_kind desc, slice_name desc, sum(wape) over (
            partition by contact_kind, slice_name, slice_value
        ), slice_value
        """
    ).fetchall()
    series: dict[tuple[str, str], dict[str, Cell]] = {}
    for kind, value, method, *numbers in found:
        series.setdefault((kind, value), {})[method] = (numbers[0], numbers[1], numbers[2])
    lines = [HEADER, "|---" * (len(METHODS) + 2) + "|"]
    lines += [_line(kind, value, cells) for (kind, value), cells in series.items()]
    return "\n".join(lines)


def with_table(page: str, table: str) -> str:
    """The page with this table in the place of the one with the same header."""
    before, header, after = page.partition(HEADER + "\n")
    if not header:
        raise ValueError(f"{PAGE.name} has no table with the header {HEADER}: add one.")
    rows = after.splitlines(keepends=True)
    length = next((place for place, row in enumerate(rows) if not row.startswith("|")), len(rows))
    return before + table + "\n" + "".join(rows[length:])


def _line(kind: str, value: str, cells: dict[str, Cell]) -> str:
    shown = []
    coverage = None
    for method in METHODS:
        wape, inside, is_chosen = cells.get(method, (None, None, False))
        text = _percent(wape)
        shown.append(f"**{text}**" if is_chosen else text)
        coverage = inside if is_chosen else coverage
    return f"| {KINDS[kind]}, {value} | {' | '.join(shown)} | {_percent(coverage)} |"


def _percent(share: float | None) -> str:
    return "–" if share is None else f"{100 * share:.1f}%"


def main() -> None:
    """Rewrite the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("release", nargs="?", type=Path, default=RELEASE, help="a DuckDB file")
    with duckdb.connect(str(parser.parse_args().release), read_only=True) as connection:
        table = accuracy_table(connection)
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")


if __name__ == "__main__":
    main()
