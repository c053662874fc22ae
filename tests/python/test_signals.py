"""Ctrl-C, SIGTERM and a closed terminal: one sentence, exit code 1, the last release stays."""

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from rich.console import Console

from scripts.base.errors import ConfigurationError
from scripts.base.interrupts import INTERRUPTED, end_when_interrupted, is_interrupt, terminable
from scripts.building.progress import BuildProgress
from scripts.run import commands
from tests.python.conftest import Warehouse, error_sentence
from tests.python.faults.processes import finish, helpers, start

SIGNALS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
# Many small steps: DuckDB hears of an interrupt between two of them, and one of a join can be long.
ENDLESS = "select count(*) as n from range(1000000000000) as numbers where range % 7 = 3"
HOOK = "on-run-start:\n"
PLACES = {
    "model": ("models/marts/endless.sql", ENDLESS),
    "test": ("tests/assert_endless.sql", f"-- depends_on: {{{{ ref('fct_calls') }}}}\n{ENDLESS}"),
    "hook": ("dbt_project.yml", f'{HOOK}  - "{ENDLESS}"\n'),
}


@pytest.mark.parametrize(
    ("place", "number"),
    [
        ("model", signal.SIGINT),
        ("test", signal.SIGTERM),
        # On a busy machine a hook's query may hear of a signal only after a minute.
        pytest.param("hook", signal.SIGHUP, marks=pytest.mark.soak),
    ],
)
def test_a_signal_ends_a_query_of_dbt(
    project: Path, warehouse: Warehouse, place: str, number: signal.Signals
) -> None:
    assert warehouse("run").code == 0
    before = (project / "exports" / "current").resolve()
    name, text = PLACES[place]
    path = project / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(path.read_text().replace(HOOK, text) if path.exists() else text)
    process = start(project, "run")
    words = process.words  # type: ignore[attr-defined]
    begun = "starting the build" if place == "hook" else "building and testing"
    while begun not in words.read_text():
        assert process.is_alive()
        time.sleep(0.1)
    time.sleep(2)
    assert process.pid is not None
    os.kill(process.pid, number)
    code, said = finish(process, 300)
    assert (code, f"Error: {INTERRUPTED}" in said) == (1, True), said
    # What was cut short has not failed.
    assert not re.search(r"error: |fail: ", said), said
    assert (project / "exports" / "current").resolve() == before
    assert "Verified" in warehouse("status", "--verify").out


def test_a_signal_ends_a_query_of_the_runner_itself() -> None:
    began = time.monotonic()
    connection = end_when_interrupted(duckdb.connect())
    kill = f"import os, time; time.sleep(1); os.kill({os.getpid()}, 15)"
    with pytest.raises((RuntimeError, KeyboardInterrupt, duckdb.Error)) as raised, terminable():
        # Not before: on a busy machine the signal would come while nothing hears of it.
        killer = subprocess.Popen([sys.executable, "-c", kill])  # noqa: S603
        connection.execute(ENDLESS).fetchall()
    killer.wait()
    assert is_interrupt(raised.value)
    assert time.monotonic() - began < 20


@pytest.mark.parametrize("is_cut_short", [False, True])
def test_a_node_that_an_interruption_ends_has_not_failed(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, is_cut_short: bool
) -> None:
    monkeypatch.setattr("scripts.building.progress.is_interrupted", lambda: is_cut_short)
    node = SimpleNamespace(
        unique_id="model.a",
        materialized="table",
        node_status="error",
        resource_type="model",
        node_name="a",
    )
    event = SimpleNamespace(
        info=SimpleNamespace(name="NodeFinished"), data=SimpleNamespace(node_info=node)
    )
    BuildProgress(Console(quiet=True)).follow("building")(event)
    assert ("error: model a" in caplog.text) is not is_cut_short


@pytest.mark.parametrize("number", SIGNALS)
def test_what_a_library_makes_of_a_signal_is_an_interruption(
    project: Path, warehouse: Warehouse, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    def interrupted(*_: object) -> None:
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(number)
        raise ConfigurationError("dbt cannot read the project: Connection already closed!")

    monkeypatch.setattr(commands, "build_warehouse", interrupted)
    outcome = warehouse("run")
    assert (outcome.code, error_sentence(outcome)) == (1, INTERRUPTED)
    assert "Interrupted" in warehouse("status").out


def test_ctrl_c_leaves_the_helper_to_the_run(project: Path) -> None:
    """From its first instant, else a Python that only starts prints where it was."""
    process = start(project, "run")
    found: set[Path] = set()
    while process.is_alive() and not found:
        found = helpers(process)
    masks = [re.search(r"SigBlk:\s*(\w+)", (folder / "status").read_text()) for folder in found]
    assert [int(mask[1], 16) >> (signal.SIGINT - 1) & 1 for mask in masks if mask] == [1]
    assert finish(process)[0] == 0


def test_a_second_signal_disturbs_nothing_that_tidies_up() -> None:
    with terminable():
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)
        for number in SIGNALS:
            signal.raise_signal(number)


def test_a_signal_that_is_ignored_stays_so() -> None:
    """Whoever starts a command with nohup wants it to outlive the terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with terminable():
            signal.raise_signal(signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_the_next_command_knows_of_no_old_signal() -> None:
    with pytest.raises(KeyboardInterrupt), terminable():
        signal.raise_signal(signal.SIGTERM)
    assert is_interrupt(ValueError())
    with terminable():
        assert not is_interrupt(ValueError())
