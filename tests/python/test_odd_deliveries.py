"""One odd row never stops a release: whole runs with all their tests on random deliveries."""

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scripts.sample import write_sample
from tests.python.conftest import Warehouse, error_sentence, private_build
from tests.python.faults.contract import base_models, good_row
from tests.python.faults.delivery import write_table
from tests.python.faults.dense_delivery import write_dense_delivery
from tests.python.faults.histories import ONE_BATCH
from tests.python.faults.odd_deliveries import write_odd_deliveries
from tests.python.ticket_desk import write_ticket_desk

PARTS = 4
IN_ONE_RUN = 250


# Beside so many good rows, odd ones are no broken delivery.
GOOD_TICKETS = 3000
MORE_OF = {"kb_articles": "article_id", "product_returns": "return_id"}


def _require_published(
    warehouse: Warehouse,
    exports: Path,
    raw: Path,
    seeds: list[int],
    patch: pytest.MonkeyPatch,
    *options: str,
) -> None:
    """The build is published, and each row is staged, repeated or quarantined."""
    patch.setenv("SUPPORT_KPI_EXPORT_PATH", str(exports))
    counts = write_odd_deliveries(raw, seeds)
    outcome = warehouse("build", *options, "--raw-path", str(raw))
    assert outcome.code == 0, (outcome.err, seeds)
    found = {}
    with duckdb.connect(str(private_build(exports)), read_only=True) as connection:
        for table, model in base_models().items():
            rows = connection.execute(
                "select source_system, count(*), count(*) filter (where version_rank is not null "
                f"or rejected_reason is not null) from base.{model} group by all"  # noqa: S608
            ).fetchall()
            found |= {
                (table, system): count for system, count, _ in rows if (table, system) in counts
            }
            assert [row for row in rows if row[1] != row[2]] == [], table
    assert found == {key: count for key, count in counts.items() if count}
    published = warehouse("publish")
    assert published.code == 0, (published.err, seeds)


def seeds(size: int) -> st.SearchStrategy[list[int]]:
    """What the deliveries of one run are drawn by."""
    return st.lists(st.integers(0, 1 << 32), min_size=size, max_size=size, unique=True)


def write_good_rows(raw: Path) -> None:
    """A desk of which the gate has nothing to reject, whatever fifty others deliver beside it.

    Nor is there too much of what befalls tickets: the desk of `test_tickets`.
    """
    write_sample(raw, seed=402, tickets=GOOD_TICKETS, months=6)
    write_ticket_desk(raw.with_name("desk"))
    for path in raw.with_name("desk").iterdir():
        (raw / path.stem).mkdir(exist_ok=True)
        path.rename(raw / path.stem / "desk.csv")
    for table, key in MORE_OF.items():
        rows = [good_row(table, **{key: f"more-{number}"}) for number in range(300)]
        write_table(raw / table / "more.csv", table, rows)


def test_fifty_odd_deliveries(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @ONE_BATCH
    @given(seeds(50))
    def run(drawn: list[int]) -> None:
        raw = tmp_path / "raw"
        write_good_rows(raw)
        _require_published(warehouse, new_exports, raw, drawn, monkeypatch)

    run()


@pytest.mark.soak
@pytest.mark.parametrize("part", range(PARTS))
def test_a_thousand_odd_deliveries(
    warehouse: Warehouse,
    new_exports: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record: Callable[[str], None],
    part: int,
) -> None:
    @settings(ONE_BATCH, derandomize=False)
    @given(seeds(IN_ONE_RUN))
    def run(drawn: list[int]) -> None:
        raw = tmp_path / "raw"
        _require_published(warehouse, new_exports, raw, drawn, monkeypatch, "--skip-gate")
        # The gate may refuse such files, with a sentence.
        checked = warehouse("check", "--raw-path", str(raw))
        assert checked.code in (0, 3), checked.err
        if checked.code:
            error_sentence(checked)

    run()
    record(f"Odd deliveries, whole run {part + 1} of {PARTS}: {IN_ONE_RUN}, all published.")


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(3))
def test_facts_agree_about_rows_at_one_time(
    warehouse: Warehouse, new_exports: Path, tmp_path: Path, seed: int
) -> None:
    """With many values in few slices, and without opening hours in one of three."""
    write_dense_delivery(tmp_path / "raw", seed)
    if not seed:
        (tmp_path / "raw" / "business_hours.csv").unlink()
    few = "{max_slice_values: 2, max_watched_slice_values: 1}"
    outcome = warehouse("build", "--skip-gate", "--raw-path", str(tmp_path / "raw"), "--vars", few)
    assert outcome.code == 0, outcome.err
