"""Thousands of values in every slice: the largest are published, and the page stays small."""

import csv
import json
import shutil
from pathlib import Path

import duckdb
import pytest

from scripts.base.settings import PROJECT
from tests.python.conftest import Warehouse

VALUES = 5000
OWN = ("brand", "form", "site", "wave")
KNOWN = {"team_id": 7, "topic_id": 3, "ticket_type": 11, "language": 13, "country": 17}
QUEUE = {"queue_id": 19}
LARGEST_PAGE = 1_000_000


def spread(path: Path, columns: dict[str, int]) -> None:
    """Give columns of a raw file thousands of values."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for number, row in enumerate(rows):
        row |= {name: f"{name} {number * step % VALUES}" for name, step in columns.items()}
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


@pytest.mark.soak
def test_thousands_of_values_in_ten_slices(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path
) -> None:
    raw = tmp_path / "raw"
    shutil.copytree(PROJECT / "data" / "sample", raw)
    for path in (raw / "tickets").glob("*.csv"):
        spread(path, KNOWN | dict.fromkeys(OWN, 23))
    spread(raw / "calls.csv", QUEUE)
    variables = json.dumps({"extra_slices": OWN})
    outcome = warehouse("run", "--raw-path", str(raw), "--vars", variables)
    assert outcome.code == 0, outcome.err
    release = new_exports / "current"
    assert (release / "scorecard.html").stat().st_size < LARGEST_PAGE
    with duckdb.connect(str(release / "support_kpi.duckdb"), read_only=True) as marts:
        folded = marts.sql(
            "select subject from marts.data_trust where finding = 'slice_folded'"
        ).fetchall()
        most = marts.sql(
            "select max(found) from (select count(distinct slice_value) as found "
            "from marts.kpi_values group by slice_name)"
        ).fetchone()
    slices = {"team", "topic", "ticket_type", "language", "country", "queue", *OWN}
    assert slices <= {subject for (subject,) in folded}
    # Beside the 500: the others, unknown ones, and products of the sample.
    assert most is not None
    assert most[0] <= 510
