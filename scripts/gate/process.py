"""The gate during a run: started early, asked as soon as the raw rows are typed."""

import json
import logging
import os
import re
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from rich.console import Console
from rich.text import Text

from scripts.base.errors import BuildFailedError, ConfigurationError, InputsRefusedError
from scripts.base.files import read_json, write_json
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder

logger = logging.getLogger(__name__)

CODE = Path(__file__).resolve().parents[2]
REPORT = "gate.json"
PAGE = "gate.html"
LOG = "gate.log"
# The report has all of them, with what they do to the numbers.
MOST_WARNINGS = 1


class Gate:
    """A process that judges the raw rows; `with` ends it, whatever happens."""

    def __init__(
        self,
        settings: Settings,
        folder: RunFolder,
        skipped: bool = False,
        shown_in: Path | None = None,
    ) -> None:
        """Prepare.

        Args:
            settings: The settings of this command.
            folder: Where dbt will have typed the raw rows, and where the report goes.
            skipped: Whether the person at the keyboard wants to go on without the gate.
            shown_in: Where the report will be, if the folder does not stay.
        """
        self._settings = settings
        self._folder = folder
        self._shown_in = shown_in or folder.path
        self._process: subprocess.Popen[bytes] | None = None
        self.report: dict[str, Any] = {"verdict": "not asked", "counts": {}, "rules": []}
        if skipped:
            self.report["verdict"] = "skipped"
        elif not any((settings.project / "expectations").glob("*.y*ml")):
            self.report["verdict"] = "no rules"

    @property
    def is_asked(self) -> bool:
        """Whether the raw rows are to be checked at all."""
        return self._process is not None

    def __enter__(self) -> Self:
        """Start; Great Expectations needs as long to import as dbt needs to start."""
        if self.report["verdict"] == "not asked":
            with (self._folder.path / LOG).open("wb") as log:
                self._process = subprocess.Popen(  # noqa: S603
                    self._arguments(), cwd=CODE, env=self._environment(),
                    start_new_session=True, stdin=subprocess.PIPE, stdout=log,
                    stderr=subprocess.STDOUT, bufsize=0,
                )  # fmt: skip
        else:
            write_json(self._folder.path / REPORT, self.report)
        return self

    def __exit__(self, *_: object) -> None:
        """End the process, if it is still there, and remove what it spilled."""
        if self._process is not None:
            with self._process:
                self._process.kill()
        shutil.rmtree(self._folder.gate_spill, ignore_errors=True)

    def judge(self) -> dict[str, Any]:
        """Let it read the typed rows; the report, once it is there.

        Raises:
            BuildFailedError: The gate ended without one.
        """
        if self._process is not None and self.report["verdict"] == "not asked":
            self.report = self._answer(self._process)
        return self.report

    def _answer(self, process: subprocess.Popen[bytes]) -> dict[str, Any]:
        # Rules that are wrong have ended it before.
        if process.stdin is not None:
            with suppress(BrokenPipeError):
                process.stdin.write(b"\n")
        process.wait()
        content = read_json(self._folder.path / REPORT)
        if content is None and process.returncode < 0:
            raise BuildFailedError(
                "The gate's process was ended from outside, as a system does that is short of "
                "memory: free some, then run again."
            )
        if content is None:
            raise BuildFailedError(
                f"The gate ended without an answer: {self._shown_in / LOG} says why; "
                "nothing was built."
            )
        return content

    def require_rules(self) -> None:
        """Refuse rules that are wrong as soon as that is known, before rows are typed for them."""
        if self._process is not None and self._process.poll() is not None:
            self.require_passed()

    def require_passed(self) -> None:
        """Refuse a delivery that breaks a critical rule, and rules that are wrong.

        Raises:
            ConfigurationError: A rule is wrong.
            InputsRefusedError: A critical rule is broken.
        """
        report = self.judge()
        if report["verdict"] == "misconfigured":
            raise ConfigurationError(report["message"])
        if report["verdict"] == "refused":
            raise InputsRefusedError(
                f"{report['message']}. The report is {self._shown_in / PAGE}; "
                "what is published stays as it is."
            )

    def record(self) -> dict[str, Any]:
        """What the run record keeps."""
        failed = [rule for rule in self.report.get("rules", []) if rule["outcome"] == "failed"]
        return {
            "verdict": self.report["verdict"],
            "message": self.report.get("message"),
            "counts": self.report.get("counts", {}),
            "seconds": self.report.get("seconds"),
            "failed": [{name: rule[name] for name in FAILED_FIELDS} for rule in failed],
        }

    def _arguments(self) -> list[str]:
        return [
            *(sys.executable, "-m", "scripts.gate", "--wait"),
            *("--project", str(self._settings.project)),
            *("--database", str(self._folder.database)),
            *("--out", str(self._folder.path)),
            *("--variables", json.dumps(self._settings.variables)),
        ]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "SUPPORT_KPI_TEMP_PATH": str(self._folder.gate_spill),
            "SUPPORT_KPI_SPILL_LIMIT": self._folder.spill_limit,
            "SUPPORT_KPI_AS_OF": str(self._settings.variables.get("as_of") or ""),
        }


FAILED_FIELDS = (
    "rule", "table", "column", "severity", "why", "judged_rows", "failed_rows", "failed_share",
)  # fmt: skip


def copy_gate_report(folder: Path, release: Path) -> None:
    """Publish the report with the numbers that it speaks about."""
    for name in (REPORT, PAGE):
        if (folder / name).is_file():
            shutil.copyfile(folder / name, release / name)


def move_gate_report(folder: Path, goal: Path) -> None:
    """Keep the report where people find it, and none of an earlier check that says otherwise."""
    for name in (REPORT, PAGE, LOG):
        if (folder / name).is_file():
            (folder / name).replace(goal / name)
        else:
            (goal / name).unlink(missing_ok=True)


def print_gate(console: Console, report: dict[str, Any], page: Path) -> None:
    """Print the result in a few lines, warnings by name."""
    if report["verdict"] != "passed":
        console.print(f"Gate: {report['verdict']}; the raw files were not checked", style="yellow")
        return
    counts = report["counts"]
    console.print(
        f"Gate: {counts['passed']} rules kept, {counts['warning']} broken (warnings), "
        f"{counts['skipped']} not judged ({page})",
        style="bold",
        soft_wrap=True,
    )
    warnings = [rule for rule in report["rules"] if rule["outcome"] == "failed"]
    for rule in warnings[:MOST_WARNINGS]:
        sentence = re.split(r"[;.] ", rule["why"])[0].rstrip(".")
        console.print(Text(f"  {rule['rule']}: {sentence}.", style="yellow"))
    if len(warnings) > MOST_WARNINGS:
        console.print(f"  and {len(warnings) - MOST_WARNINGS} more", style="yellow")
