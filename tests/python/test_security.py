"""Personal data stays in restricted staging, names are only names, secrets stay secret."""

import csv
import gzip
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
import yaml

from scripts.base.shown import redact
from tests.python.conftest import Warehouse, error_sentence, run_quietly
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.mini_project import REAL_PROJECT

SAMPLE = REAL_PROJECT / "data" / "sample"
# What raw-data rules call personal, by raw table.
PERSONAL = {
    "agents": {"display_name": "restricted"},
    "customers": {"email": "dropped", "phone": "hashed"},
    "surveys": {"comment": "restricted"},
    "tickets": {"subject": "hashed"},
}
FORMULA = r"^[=+@\t\r-]"
# Staging models that may hold what is restricted, and may hold raw ids of events.
RESTRICTED = {
    "stg_surveys__comments": {"comment"},
    "stg_workforce__agent_names": {"display_name"},
    "base_surveys__surveys": {"comment"},
    "base_workforce__agents": {"display_name"},
}
HOSTILE_COLUMN = 'brand"); drop table landing.raw_files; --'
SECOND_COLUMN = "customer's form"
HOSTILE_FILE = """it's "quoted"; drop table x [1].csv"""
VALUES = {
    "timestamp": "2025-01-05T10:00:00Z",
    "date": "2025-01-05",
    "time": "09:00",
    "double": "1",
    "duration": "1",
    "integer": "1",
    "boolean": "false",
}
TEXTS = {"survey_type": "csat", "timezone": "UTC", "dimension": "empathy", "outcome": "answered"}


def contract() -> dict[str, dict[str, dict[str, Any]]]:
    """Columns of every raw table, from the sources' YAML."""
    tables: dict[str, dict[str, dict[str, Any]]] = {}
    for path in REAL_PROJECT.glob("models/staging/*/_*__sources.yml"):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            for table in source["tables"]:
                tables[table["name"]] = {column["name"]: column for column in table["columns"]}
    return tables


def meta_of(column: dict[str, Any]) -> dict[str, Any]:
    """What the contract says of a column beside its type."""
    return (column.get("config") or {}).get("meta") or {}


def find_any(texts: list[tuple[str, str]], needles: list[str]) -> list[tuple[str, str]]:
    """The first places, with their texts, in which one of the needles stands.

    All texts at once: to prepare the search for thousands of needles costs more than to search.
    """
    found = pl.Series([text for _, text in texts], dtype=pl.String).str.contains_any(
        needles, ascii_case_insensitive=True
    )
    return [(texts[place][0], texts[place][1][:200]) for place in found.arg_true()[:5]]


def text_columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, str]]:
    """Schema, table and column of every text in the attached databases."""
    return connection.execute(
        "select schema_name, table_name, column_name from duckdb_columns() "
        "where data_type like '%VARCHAR%' and not internal order by all"
    ).fetchall()


def unpacked(path: Path) -> Iterator[bytes]:
    """What stands in a file, or in each part of a packed one."""
    if path.suffix == ".gz":
        yield gzip.decompress(path.read_bytes())
    elif zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    else:
        yield path.read_bytes()


def distinct_texts(
    connection: duckdb.DuckDBPyConnection, relation: str, column: str
) -> list[tuple[str, str]]:
    """Every text of a column once, with its place."""
    name = '"' + column.replace('"', '""') + '"'
    sql = f"select distinct cast({name} as varchar) from {relation} where {name} is not null"  # noqa: S608
    return [(f"{relation} {column}", row[0]) for row in connection.execute(sql).fetchall()]


@pytest.fixture(scope="module")
def personal_values() -> list[str]:
    """Every e-mail address, telephone number, name, comment and subject of the sample."""
    values: set[str] = set()
    with duckdb.connect(":memory:") as connection:
        for table, columns in PERSONAL.items():
            files = [str(path) for path in SAMPLE.glob(f"{table}.*")]
            files += [str(path) for path in SAMPLE.glob(f"{table}/**/*.*")]
            for column in columns:
                rows = connection.execute(
                    f"select distinct {column} from read_csv(?, all_varchar = true, "  # noqa: S608
                    f"union_by_name = true) where {column} is not null",
                    [files],
                ).fetchall()
                assert len(rows) > 10, (table, column)
                values |= {line for row in rows for line in row[0].splitlines() if len(line) > 8}
    return sorted(values)


def test_contract_names_what_is_personal() -> None:
    named = {
        table: {
            name: meta_of(column).get("personal_data")
            for name, column in columns.items()
            if meta_of(column).get("pii")
        }
        for table, columns in contract().items()
    }
    assert {table: columns for table, columns in named.items() if columns} == PERSONAL
    telling = re.compile(r"e?mail|phone|\bip\b|ip_address|comment|subject|display_name|address")
    overlooked = [
        (table, name)
        for table, columns in contract().items()
        for name, column in columns.items()
        if telling.search(name) and not meta_of(column).get("pii")
    ]
    assert overlooked == []


def test_every_id_is_an_identifier_of_the_contract() -> None:
    plain = [
        (table, name)
        for table, columns in contract().items()
        for name, column in columns.items()
        if (name.endswith("_id") or name == "transferred_to")
        and not meta_of(column).get("identifier")
    ]
    # The statement of a questionnaire is nobody's.
    assert plain == [("survey_answers", "item_id")]


def test_nothing_personal_is_published(
    sample_release: Path, real_exports: Path, personal_values: list[str]
) -> None:
    """Every text of the release's tables, and every byte of the other files and the run folder."""
    texts = []
    for name, least in (("support_kpi", 200), ("intermediate", 50)):
        database = str(sample_release / f"{name}.duckdb")
        with duckdb.connect(database, read_only=True) as connection:
            columns = text_columns(connection)
            assert len(columns) > least, name
            for schema, table, column in columns:
                texts += distinct_texts(connection, f'{schema}."{table}"', column)
    with duckdb.connect() as connection:
        for path in sorted((sample_release / "parquet").iterdir()):
            described = connection.execute(f"describe from '{path}'").fetchall()
            for column in [row[0] for row in described if "VARCHAR" in row[1]]:
                texts += distinct_texts(connection, f"'{path}'", column)
    runs = [path for path in (real_exports / "runs").rglob("*") if "private" not in path.parts]
    files = [*runs, *sample_release.rglob("*")]
    searched = set()
    for path in (path for path in files if path.is_file()):
        searched.add(path.name)
        for content in unpacked(path):
            lines = content.decode("utf-8", errors="replace").splitlines()
            texts += [(path.name, line) for line in lines]
    assert {"dbt.log", "run.json", "alerts.json", "manifest.json", "kpi_scorecard.csv"} <= searched
    assert "runner.log" in searched
    assert find_any(texts, personal_values) == []


def test_no_formula_in_published_csv(sample_release: Path) -> None:
    formulas = []
    with duckdb.connect(":memory:") as connection:
        for path in sorted((sample_release / "csv").iterdir()):
            reader = f"read_csv('{path}', all_varchar = true, header = true)"
            cells = f"unpivot {reader} on columns(*) into name name value cell"
            rows = connection.execute(
                f"select name, cell from ({cells}) "  # noqa: S608
                "where regexp_matches(cell, ?) and try_cast(cell as double) is null",
                [FORMULA],
            ).fetchmany(3)
            formulas += [(path.name, *row) for row in rows]
    assert formulas == []


def _write_hostile_delivery(raw: Path) -> list[str]:
    """Two rows per raw table whose ids are an address and a telephone number; returns them."""
    raw.mkdir()
    needles = []
    for number, (table, columns) in enumerate(sorted(contract().items())):
        rows: list[dict[str, str]] = [{}, {}]
        for place, (name, column) in enumerate(columns.items()):
            address = f"{table}.{name}@example.com"
            telephone = f"+49 30 {number:02d}{place:02d}77"
            for row, personal in zip(rows, (address, telephone), strict=True):
                row[name] = VALUES.get(column["data_type"], TEXTS.get(name, "any"))
                if meta_of(column).get("identifier") or meta_of(column).get("pii"):
                    row[name] = personal
                    needles.append(personal)
        if table == "tickets":
            for row in rows:
                row.update({HOSTILE_COLUMN: "=1+1", SECOND_COLUMN: "o'form"})
            # A status that is an address, as a shifted column brings it, is not repeated anywhere.
            rows[0]["status"] = "tickets.status@example.com"
            rows[1]["priority"] = "+49 30 999777"
        _write_csv(raw / table / HOSTILE_FILE, rows)
    with duckdb.connect(":memory:") as connection:
        path = raw / "tickets" / HOSTILE_FILE
        goal = str(path.with_suffix(".parquet")).replace("'", "''")
        connection.read_csv(str(path).replace("[", "[[]"), all_varchar=True).write_parquet(goal)
        path.unlink()
    return needles


def _write_csv(path: Path, rows: list[dict[str, str]]) -> None:
    path.parent.mkdir()
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_hostile_names_and_personal_ids(
    tmp_path: Path, real_exports: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Quotes and SQL in names of files, columns and slices; ids that are addresses and numbers."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    needles = _write_hostile_delivery(tmp_path / "raw")
    database = tmp_path / "hostile.duckdb"
    monkeypatch.setenv("SUPPORT_KPI_RAW_PATH", str(tmp_path / "raw"))
    monkeypatch.setenv("SUPPORT_KPI_DUCKDB_PATH", str(database))
    slices = yaml.safe_dump({"extra_slices": [HOSTILE_COLUMN, SECOND_COLUMN]})
    outcome = dbtRunner().invoke(
        [
            *("build", "--select", "path:models/staging", "path:seeds", "--vars", slices),
            *("--exclude-resource-type", "test", "--exclude-resource-type", "unit_test"),
            *("--project-dir", str(REAL_PROJECT), "--profiles-dir", str(REAL_PROJECT / "profiles")),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)),
            *("--log-level", "none"),
        ]
    )
    DuckDBConnectionManager.close_all_connections()
    assert outcome.success, outcome.exception or [
        (result.node.name, result.message) for result in outcome.result if result.message != "OK"
    ]
    texts = []
    with duckdb.connect(":memory:") as connection:
        connection.execute(f"attach '{database}' as hostile (read_only); use hostile")
        for schema, table, column in text_columns(connection):
            if schema not in ("base", "staging") or column in RESTRICTED.get(table, set()):
                continue
            texts += distinct_texts(connection, f'{schema}."{table}"', column)
        tickets = connection.execute(
            "select ticket_id, customer_id, extra_slice_1, extra_slice_2 "
            "from staging.stg_helpdesk__tickets"
        ).fetchall()
        unmapped = connection.execute(
            "select raw_value from staging.unmapped_values where column_name like '%status%'"
        ).fetchall()
    assert find_any(texts, needles) == []
    assert len(tickets) == 2
    assert all(re.fullmatch(r".*:hashed_[0-9a-f]{32}", ticket[0]) for ticket in tickets), tickets
    assert {ticket[2:] for ticket in tickets} == {("=1+1", "o'form")}
    assert ("(hidden)",) in unmapped


def test_systems_with_odd_names_stay_apart(tmp_path: Path, dbt_runs: DbtRuns) -> None:
    """Names that are numbers or addresses, and names with the sign that ends a name."""
    systems = ["0722 123 456", "0722 123 457", "jane@example.com", "a", "a:b"]
    ids = ["ticket-1", "b:ticket-1"]
    head = "ticket_id,created_at,status,source_system\n"
    rows = [f"{key},2025-01-06T09:00:00Z,open,{name}\n" for name in systems for key in ids]
    raw = tmp_path / "raw"
    raw.mkdir()
    (raw / "tickets.csv").write_text(head + "".join(rows))
    with dbt_runs.stage(raw) as staged:
        found = staged.sql(
            "select ticket_id, source_system from staging.stg_helpdesk__tickets"
        ).fetchall()
    assert len({ticket for ticket, _ in found}) == len(rows)
    hashed = {name for _, name in found if re.fullmatch("hashed_[0-9a-f]{32}", name)}
    assert (len(hashed), {name for _, name in found} - hashed) == (3, {"a", "a:b"})


@pytest.mark.usefixtures("real_exports")
def test_sql_in_a_variable_is_refused() -> None:
    hostile = '{reconciliation_causes: ["x\') or 1 = 1 --"]}'
    outcome = run_quietly("build", "--vars", hostile)
    assert outcome.code == 2
    sentence = error_sentence(outcome)
    assert "The variable 'reconciliation_causes' is [\"x') or 1 = 1 --\"]" in sentence
    assert "without quotes, semicolons and backslashes" in sentence


def test_every_text_variable_is_checked_for_quotes() -> None:
    variables = yaml.safe_load((REAL_PROJECT / "dbt_project.yml").read_text())["vars"]
    texts = {name for name, value in variables.items() if isinstance(value, str | list)}
    macro = REAL_PROJECT / "macros/engines/landing/check_configuration.sql"
    checked = set(re.findall(r"'(\w+)'", macro.read_text()))
    models = "".join(path.read_text() for path in (REAL_PROJECT / "models").rglob("*.sql"))
    quoted = set(re.findall(r"(?:sql_text|quote_text)\(var\('(\w+)'\)\)", models))
    words = set(re.findall(r"is_word_of\('[\w.]+', '(\w+)'\)", models))
    # A macro gives as_of, or what the environment says instead: quoted wherever it is written.
    assert "given_as_of" not in re.sub(r"(?:if |quote_text\()given_as_of\(\)", "", models)
    # The slices' names are compared as texts, never written into SQL: the hostile ones above.
    assert texts - checked - quoted - words == {"extra_slices", "as_of"}


def test_a_quoted_row_stays_out_of_log_record_and_message(
    project: Path, warehouse: Warehouse
) -> None:
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_text(raw.read_text() + "call-900,support,jane.doe@example.com\n")
    outcome = warehouse("run")
    assert outcome.code == 3
    assert "is broken in line 42" in error_sentence(outcome)
    assert "jane.doe" not in outcome.err + outcome.out
    exports = [path for path in (project / "exports").rglob("*") if path.is_file()]
    assert "Original Line: (left out)" in next(
        path.read_text() for path in exports if path.name == "dbt.log"
    )
    assert [path for path in exports if b"jane.doe" in path.read_bytes()] == []


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (
            'a\n  Original Line: x,\n"y"\n  Expected Number: 2',
            "a\n  Original Line: (left out)\n  Expected Number: 2",
        ),
        ("Original Line: jane", "Original Line: (left out)"),
        (
            "Could not convert string 'it's jane' to INT32",
            "Could not convert string (left out) to INT32",
        ),
        (
            'invalid input syntax for type double precision: "jane"\nHINT: none',
            "invalid input syntax for type double precision: (left out)\nHINT: none",
        ),
        ("duplicate key\nDETAIL:  Key (id)=(jane)", "duplicate key\nDETAIL:  (left out)"),
        (
            'found in file "a": value "Jane M\\xFCller,\n 5" is not valid UTF8!',
            'found in file "a": value (left out) is not valid UTF8!',
        ),
        ("nothing personal", "nothing personal"),
    ],
)
def test_redact(message: str, expected: str) -> None:
    assert redact(message) == expected
