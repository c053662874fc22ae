"""Words for which the contract has a list: however they are written, and where it has none."""

import re
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from scripts.base.files import read_yaml
from scripts.gate.contract import read_tables
from tests.python.faults.contract import base_models, contract, good_row
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.faults.delivery import write_table
from tests.python.mini_project import REAL_PROJECT

# As delivered, with what is read.
EVENT_TYPES = {
    "Public Message": "public_message",
    "public-message": "public_message",
    "publicMessage": "public_message",
    " PUBLIC_MESSAGE ": "public_message",
    "reply": "public_message",
    "Internal Note": "internal_note",
    "private note": "internal_note",
    "comment": "comment",
}
SCALE_DIRECTIONS = {
    "Reverse": "reversed",
    "inverted": "reversed",
    "Descending": "reversed",
    "desc": "reversed",
    "upwards": "upwards",
}
DIRECTIONS = {"Inbound": "inbound", "incoming": "inbound", "sideways": "sideways", "none": None}


@pytest.fixture(scope="module")
def staged(
    dbt_runs: DbtRuns, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[duckdb.DuckDBPyConnection]:
    raw = tmp_path_factory.mktemp("words") / "raw"
    raw.mkdir()
    (raw / "tickets.csv").write_text("ticket_id,created_at,status\nT1,2025-03-03,open\n")
    events = [f"E{at},{word},," for at, word in enumerate(EVENT_TYPES)]
    # The values of a status change are words, those of a change of teams are ids.
    events += ["S,Status Change,1.0,2.0", "T,Group Change,1.0,2.0"]
    (raw / "ticket_events.csv").write_text(
        "event_id,ticket_id,occurred_at,event_type,old_value,new_value\n"
        + "".join(line.replace(",", ",T1,2025-03-03,", 1) + "\n" for line in events)
    )
    calls = [f"C{at},2025-03-03,answered,{word}\n" for at, word in enumerate(DIRECTIONS)]
    (raw / "calls.csv").write_text("call_id,started_at,outcome,direction\n" + "".join(calls))
    scales = [f"S{at},csat,2025-03-03,{word}\n" for at, word in enumerate(SCALE_DIRECTIONS)]
    (raw / "surveys.csv").write_text(
        "survey_id,survey_type,responded_at,scale_direction\n" + "".join(scales)
    )
    with dbt_runs.stage(raw) as connection:
        yield connection


def test_words_are_read_however_they_are_written(staged: duckdb.DuckDBPyConnection) -> None:
    read = dict(
        staged.execute(
            "select event_id, event_type from base.base_helpdesk__ticket_events"
        ).fetchall()
    )
    assert {word: read[f"E{at}"] for at, word in enumerate(EVENT_TYPES)} == EVENT_TYPES
    read = dict(
        staged.execute("select call_id, direction from base.base_telephony__calls").fetchall()
    )
    assert {word: read[f"C{at}"] for at, word in enumerate(DIRECTIONS)} == DIRECTIONS
    read = dict(
        staged.execute(
            "select survey_id, scale_direction from base.base_surveys__surveys"
        ).fetchall()
    )
    assert {word: read[f"S{at}"] for at, word in enumerate(SCALE_DIRECTIONS)} == SCALE_DIRECTIONS


def test_every_word_of_the_contract_is_staged_as_the_contract_writes_it(
    dbt_runs: DbtRuns, tmp_path: Path
) -> None:
    """So no model behind the base asks in which case a word was written."""
    expected = {}
    for table, columns in contract().items():
        rows = []
        for column in columns:
            for word in column.meta.get("words", ()):
                for spelling in (word, word.upper(), word.title().replace("_", "-")):
                    key = f"W{len(rows)}"
                    expected[table, column.name, key] = word
                    rows.append(good_row(table, **{columns[0].name: key, column.name: spelling}))
        if rows or table == "tickets":
            raw = tmp_path / "raw" / f"{table}.csv"
            write_table(raw, table, rows or [good_row(table)])
    with dbt_runs.stage(tmp_path / "raw") as connection:
        staged = {
            (table, column, key): connection.execute(
                f"select {column} from base.{base_models()[table]} "  # noqa: S608
                f"where {contract()[table][0].name} = ?",
                [key],
            ).fetchall()
            for table, column, key in expected
        }
    assert len(expected) > 180
    assert staged == {place: [(word,)] for place, word in expected.items()}


def test_a_status_stays_a_word_whatever_its_event_is_called(
    staged: duckdb.DuckDBPyConnection,
) -> None:
    changes = staged.execute(
        "select event_type, old_value, new_value from base.base_helpdesk__ticket_events "
        "where new_value is not null order by event_type"
    ).fetchall()
    assert changes == [("status_change", "1.0", "2.0"), ("team_change", "1", "2")]


def test_words_that_the_contract_lacks_are_listed(staged: duckdb.DuckDBPyConnection) -> None:
    listed = staged.execute(
        "select mapping_name, column_name, raw_value, row_count from staging.unmapped_values "
        "where model_name like 'base%' order by mapping_name"
    ).fetchall()
    assert listed == [
        ("calls", "direction", "sideways", 1),
        ("surveys", "scale_direction", "upwards", 1),
        ("ticket_events", "event_type", "comment", 1),
    ]


def test_the_gate_and_the_contract_know_the_same_words() -> None:
    tables = read_tables(REAL_PROJECT)
    compared = 0
    for path in sorted((REAL_PROJECT / "expectations").glob("*.yml")):
        for rule in read_yaml(path)["rules"]:
            regex = rule.get("arguments", {}).get("regex", "")
            if not regex.startswith("(?i)^("):
                continue
            words = tables[path.stem].meta(rule["column"])["words"]
            known = set(re.fullmatch(r"\(\?i\)\^\((.*)\)\$", regex)[1].split("|"))
            assert set(words) == known, rule["rule"]
            compared += 1
    assert compared > 15


def test_the_sample_lists_its_unknown_words(sample_release: Path) -> None:
    trust = (sample_release / "parquet" / "data_trust.parquet").as_posix()
    with duckdb.connect() as connection:
        listed = connection.execute(
            "select subject, column_name, detail from read_parquet(?) "
            "where finding = 'values_unmapped' and subject not like '%_groups' order by subject",
            [trust],
        ).fetchall()
    assert listed == [
        ("help_center_events", "event_type", "scroll"),
        ("orders", "status", "lost"),
        ("product_returns", "reason", "other reason"),
    ]
