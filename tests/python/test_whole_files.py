"""Files that people name themselves: whole or absent, also where what writes them is killed."""

import subprocess
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import duckdb
import polars as pl
import pytest
from rich.console import Console

from scripts.base.files import whole_file, write_json
from scripts.base.settings import PROJECT
from scripts.explain import explain
from scripts.report.page import render
from scripts.sample.write import write_table

KILLED = """
import os, sys
from pathlib import Path
from scripts.base.files import whole_file
with whole_file(Path(sys.argv[1])) as place:
    place.write_text("half")
    os._exit(9)
"""


def test_a_killed_writer_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "rows.csv"
    path.write_text("old")
    command = [sys.executable, "-c", KILLED, str(path)]
    assert subprocess.run(command, cwd=PROJECT, check=False).returncode == 9  # noqa: S603
    assert path.read_text() == "old"
    assert all(other.name.startswith(".rows.csv.") for other in set(tmp_path.iterdir()) - {path})


def test_what_fails_leaves_nothing_and_a_link_stays_one(tmp_path: Path) -> None:
    path, link = tmp_path / "rows.csv", tmp_path / "link.csv"
    link.symlink_to(path)
    with whole_file(link) as place:
        place.write_text("new")
    assert (link.is_symlink(), path.read_text()) == (True, "new")
    with pytest.raises(KeyboardInterrupt), whole_file(path) as place:
        place.write_text("half")
        raise KeyboardInterrupt
    assert path.read_text() == "new"
    write_json(tmp_path / "record.json", {"a": 1})
    assert {one.name for one in tmp_path.iterdir()} == {"rows.csv", "link.csv", "record.json"}


def test_a_device_is_written_as_it_is() -> None:
    with whole_file(Path("/dev/null")) as place:
        assert place == Path("/dev/null")


def cut(write: Callable[..., Any]) -> Callable[..., Any]:
    """A writer that is interrupted when it has written half."""

    def halves(*arguments: Any, **options: Any) -> None:  # noqa: ANN401
        write(*arguments, **options)
        raise KeyboardInterrupt

    return halves


@pytest.mark.parametrize(
    ("table", "kind"), [("calls", "csv"), ("orders", "csv"), ("calls", "parquet")]
)
def test_an_interrupted_sample_has_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str, kind: str
) -> None:
    frame = pl.DataFrame({"call_id": ["a", "b"]})
    write_table(frame, tmp_path, table, None, kind)
    (path,) = tmp_path.iterdir()
    whole = path.read_bytes()
    monkeypatch.setattr(pl.DataFrame, "write_parquet", cut(pl.DataFrame.write_parquet))
    monkeypatch.setattr(Path, "write_bytes", cut(Path.write_bytes))
    with pytest.raises(KeyboardInterrupt):
        write_table(frame.head(1), tmp_path, table, None, kind)
    assert path.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz"])
def test_an_interrupted_list_of_rows_is_no_half_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    path = tmp_path / name
    rows = duckdb.sql("select i, 'text' as text from range(3) as t (i)")
    part: Any = SimpleNamespace(part="both", rows=rows)
    write: Any = explain._write_csv  # noqa: SLF001
    write([part], path, Console(quiet=True))
    read = duckdb.read_csv(str(path), compression="gzip" if name.endswith("gz") else "none")
    assert read.fetchall() == [(0, "text"), (1, "text"), (2, "text")]
    whole = path.read_bytes()
    monkeypatch.setattr(Path, "replace", cut(lambda *_: None))
    with pytest.raises(KeyboardInterrupt):
        write([part], path, Console(quiet=True))
    assert path.read_bytes() == whole
    assert list(tmp_path.iterdir()) == [path]


def test_an_interrupted_page_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = {"scorecard": [1]}
    opened = SimpleNamespace(connect=lambda *_, **__: nullcontext())
    monkeypatch.setattr(render, "duckdb", opened)
    monkeypatch.setattr(render, "read_data", lambda *_: data)
    monkeypatch.setattr(render, "render_page", lambda *_: "page")
    monkeypatch.setattr(render, "render_picture", lambda *_: b"picture")
    page, picture = render.write_page(tmp_path, tmp_path)
    assert (page.read_text(), picture.read_bytes()) == ("page", b"picture")
    monkeypatch.setattr(render, "render_page", lambda *_: "other page")
    monkeypatch.setattr(Path, "write_text", cut(Path.write_text))
    with pytest.raises(KeyboardInterrupt):
        render.write_page(tmp_path, tmp_path)
    assert page.read_text() == "page"
    assert len(list(tmp_path.iterdir())) == 2
