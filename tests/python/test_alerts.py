"""Alerts: what they say, when they are silent, and that a broken webhook harms nothing."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts.artifacts.lineage import find_impact
from scripts.run import webhook
from scripts.run.alerts import chat_text
from scripts.run.webhook import post_alert
from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_kpis import add_kpi_marts, write_values

SECRET = "T0KEN-of-the-hook"  # noqa: S105
FEBRUARY, MARCH = "2025-02-01", "2025-03-01"
RED = {"value": 0.7, "target_status": "red"}


class Hook(ThreadingHTTPServer):
    """A webhook on this machine that answers as it is told, and keeps what it gets."""

    daemon_threads = True

    def __init__(self) -> None:
        """Listen on a free port."""
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers: list[int] = []
        self.received: list[Any] = []
        self.attempts = 0
        self.released = threading.Event()
        self.is_hanging = False

    @property
    def address(self) -> str:
        """Where it listens, with a secret in the path as the common services have it."""
        return f"http://127.0.0.1:{self.server_address[1]}/services/{SECRET}"


class _Handler(BaseHTTPRequestHandler):
    server: Hook

    def do_POST(self) -> None:
        content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.attempts += 1
        if self.server.is_hanging:
            self.server.released.wait(20)
        status = self.server.answers.pop(0) if self.server.answers else 200
        if status == 200:
            self.server.received.append(content)
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hook]:
    monkeypatch.setattr(webhook, "BACKOFF_SECONDS", 0.01)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Hook() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        monkeypatch.setenv("SUPPORT_KPI_ALERT_WEBHOOK", server.address)
        yield server
        server.released.set()
        server.shutdown()
        thread.join()


def test_a_webhook_that_stumbles_is_asked_again(
    hook: Hook, caplog: pytest.LogCaptureFixture
) -> None:
    hook.answers = [500, 503, 200]
    post_alert({"run_id": "1"})
    assert (hook.attempts, hook.received) == (3, [{"run_id": "1"}])
    assert caplog.text == ""


@pytest.mark.parametrize(
    ("answers", "attempts", "problem"),
    [([500] * 9, 4, "status 500"), ([404], 1, "status 404"), ([302], 1, "status 302")],
)
def test_a_webhook_that_fails_is_one_warning(
    hook: Hook,
    caplog: pytest.LogCaptureFixture,
    answers: list[int],
    attempts: int,
    problem: str,
) -> None:
    hook.answers = answers
    post_alert({})
    assert (hook.attempts, hook.received) == (attempts, [])
    assert [problem in record.getMessage() for record in caplog.records] == [True]
    assert SECRET not in caplog.text


def test_a_webhook_that_hangs_is_left(
    hook: Hook, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "LIMIT_SECONDS", 0.3)
    hook.is_hanging = True
    post_alert({})
    assert "no answer in 0.3 seconds" in caplog.text


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        (f"http://127.0.0.1:1/{SECRET}", "ConnectionError"),
        (f"file:///{SECRET}", "no http or https address"),
        (f"http://[{SECRET}", "InvalidURL"),
    ],
)
def test_an_address_that_leads_nowhere(
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
    address: str,
    problem: str,
) -> None:
    monkeypatch.setattr(webhook, "BACKOFF_SECONDS", 0.01)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("SUPPORT_KPI_ALERT_WEBHOOK", address)
    caplog.set_level("DEBUG")
    post_alert({})
    assert [problem in record.getMessage() for record in caplog.records] == [True]
    assert SECRET not in caplog.text


def test_nobody_is_told_the_same_twice(
    project: Path, warehouse: Warehouse, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A missed target and a signal are told when they begin, in the format that was asked for."""
    add_kpi_marts(project)
    unjudged = {"kpi_id": "nps", **RED, "value_status": "low_n"}
    write_values(project, {"is_signal": True}, unjudged)
    assert warehouse("run").code == 0
    (first,) = hook.received
    assert (first["outcome"], first["failures"]) == ("published", [])
    assert [(kpi["kpi_id"], kpi["alert"]) for kpi in first["kpis"]] == [("csat", "signal")]
    run = (project / "exports" / "runs" / first["run_id"]).resolve()
    assert json.loads((run / "alerts.json").read_text()) == first

    monkeypatch.setenv("SUPPORT_KPI_ALERT_FORMAT", "chat")
    write_values(project, {"is_signal": True, **RED}, {"period_start": FEBRUARY, **RED})
    assert warehouse("run").code == 0
    assert hook.received[1:] == [
        {
            "text": "Support KPIs: 1 focus KPI to look at.\n"
            "• csat: missed target, 0.7 (rate, month 2025-02-01)"
        }
    ]
    # A further month below the target is no news.
    write_values(project, {"period_start": MARCH, **RED})
    assert warehouse("run").code == 0
    assert len(hook.received) == 2
    newest = project / "exports" / "runs" / (project / "exports" / "current").resolve().name
    assert not (newest / "alerts.json").exists()


def test_a_failed_run_names_model_owner_and_kpis(
    project: Path, warehouse: Warehouse, hook: Hook, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_kpi_marts(project)
    raw = project / "data" / "sample" / "calls.csv"
    raw.write_text(raw.read_text() + "call-001,support\n")
    hook.answers = [404]
    failed = warehouse("run")
    assert "1 test failed, unique_fct_calls_call_id (1 rows)" in error_sentence(failed)
    assert failed.code == 1
    warnings = [line for line in failed.err.splitlines() if "Could not send the alert" in line]
    assert len(warnings) == 1
    path = next((project / "exports" / "runs").glob("*/alerts.json"))
    alert = json.loads(path.read_text())
    assert (alert["outcome"], alert["exit_code"], alert["kpis"]) == ("failed", 1, [])
    assert "1 test failed" in alert["summary"]
    (failure,) = alert["failures"]
    assert failure == {
        "kind": "test",
        "name": "unique_fct_calls_call_id",
        "status": "fail",
        "rows": 1,
        "model": "fct_calls",
        "owner": {"name": "Support desk", "email": "desk@example.org"},
        "kpis": ["csat"],
        "marts": ["fct_calls", "kpi_focus", "kpi_scorecard", "kpi_values"],
    }

    # A delivery that does not come is told as well.
    outcome = warehouse("run", "--raw-path", str(project / "nowhere"))
    assert outcome.code == 3
    assert "There is no folder" in hook.received[0]["summary"]
    monkeypatch.setenv("SUPPORT_KPI_ALERT_FORMAT", "smoke")
    assert "give json or chat" in error_sentence(warehouse("run"))
    written = [path for path in (project / "exports").rglob("*") if path.is_file()]
    assert not [path for path in written if SECRET.encode() in path.read_bytes()]
    assert SECRET not in failed.out + failed.err


@pytest.mark.parametrize("style", ["json", "chat"])
def test_an_alert_names_nobody(
    project: Path, warehouse: Warehouse, hook: Hook, monkeypatch: pytest.MonkeyPatch, style: str
) -> None:
    """Neither the name of a broken file nor the row in it is told."""
    monkeypatch.setenv("SUPPORT_KPI_ALERT_FORMAT", style)
    calls = project / "data" / "sample" / "calls"
    calls.mkdir()
    raw = calls.with_suffix(".csv").rename(calls / "jane.doe@example.com.csv")
    raw.write_text(raw.read_text() + "call-900,support,+40 722 123 456\n")
    assert warehouse("run").code == 3
    told = json.dumps(hook.received)
    assert "is broken in line 42" in told
    assert [part for part in ("jane.doe", "722") if part in told] == []


def test_owner_is_named_by_meta_group_or_exposure() -> None:
    manifest = {
        "nodes": {
            "model.p.a": {"resource_type": "model", "name": "a", "config": {"group": "g"}},
            "model.p.b": {
                "resource_type": "model",
                "name": "b",
                "config": {"group": "g", "meta": {"owner": "Ada"}},
            },
            "model.p.c": {"resource_type": "model", "name": "c", "config": {}},
        },
        "groups": {"group.p.g": {"name": "g", "owner": {"name": "Grace", "email": None}}},
        "exposures": {"exposure.p.e": {"owner": {"name": "Edsger", "email": "e@example.org"}}},
        "child_map": {"model.p.c": ["exposure.p.e"]},
    }
    owners = [find_impact(manifest, f"model.p.{name}").owner for name in "abc"]
    assert owners == [
        {"name": "Grace"},
        {"name": "Ada"},
        {"name": "Edsger", "email": "e@example.org"},
    ]
    assert find_impact(manifest, "model.p.unknown").owner is None


def test_chat_text_is_short_and_calls_nobody() -> None:
    failure = {"kind": "model", "name": "<!channel>", "model": "m", "owner": None, "kpis": []}
    failures = [{**failure, "marts": list("abcdefg")} for _ in range(12)]
    text = chat_text({"summary": "12 & more.", "failures": failures, "kpis": []})
    lines = text.splitlines()
    assert lines[0] == "Support KPIs: 12 &amp; more."
    assert lines[1] == (
        "• model &lt;!channel&gt; of m (owner: nobody); affects a, b, c, d, e and 2 more"
    )
    assert lines[-1] == "… and 2 more"
    assert len(lines) == 12
