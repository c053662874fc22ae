"""The ready schedules do what docs/scheduling.md says of them."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.python.docs_blocks import blocks

PROJECT = Path(__file__).resolve().parents[2]
SCHEDULES = PROJECT / "orchestration"
PYTHON = """#!/bin/sh
echo "Error: the raw files are refused." >&2
exit {code}
"""
STAND_IN = """#!/bin/sh
echo "$(basename "$0") $*" >> "$CALLS"
"""


@pytest.mark.parametrize(("code", "shown"), [(0, ""), (3, "Exit 3\nError: the raw")])
def test_cron_is_quiet_unless_a_run_fails(tmp_path: Path, code: int, shown: str) -> None:
    lines = (SCHEDULES / "cron" / "support-kpi.cron").read_text().splitlines()
    variables = dict(line.split("=", 1) for line in lines if re.match(r"[A-Z_]+=", line))
    (entry,) = [line for line in lines if re.match(r"\d", line)]
    minute, hour, *_, command = entry.split(maxsplit=5)
    assert (minute, hour) == ("30", "5")
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(PYTHON.format(code=code))
    python.chmod(0o755)
    done = subprocess.run(
        # cron reads an escaped percent sign as one, and a bare one as the end of the line.
        [variables["SHELL"], "-c", command.replace(r"\%", "%")],
        env={"PATH": "/usr/bin:/bin", "PROJECT": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not re.search(r"(?<!\\)%", command)
    assert done.returncode == code
    assert done.stdout.startswith(shown) and bool(done.stdout) == bool(shown)
    assert done.stderr == ""


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="systemd is not installed here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    units = []
    for source in sorted((SCHEDULES / "systemd").iterdir()):
        unit = tmp_path / source.name
        unit.write_text(source.read_text().replace("/opt/support-kpi", str(PROJECT)))
        units.append(str(unit))
    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *units],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_workflow_calls_what_exists() -> None:
    workflow = yaml.safe_load((SCHEDULES / "ci" / "support-kpi.yml").read_text())
    makefile = (PROJECT / "Makefile").read_text().replace("$(VENV)", ".venv")
    scripts = [
        step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step
    ]
    assert len(scripts) >= 3
    for script in scripts:
        subprocess.run(["bash", "-n"], input=script, text=True, check=True)
        for target in re.findall(r"\bmake ([\w./-]+)", script):
            assert re.search(rf"^{re.escape(target)}:", makefile, flags=re.MULTILINE), target
        for program in re.findall(r"^(\.[\w./]+|scripts/[\w.]+)$", script.strip(), re.MULTILINE):
            assert (PROJECT / program).is_file(), program
    # YAML 1.1 reads the key `on` as true.
    assert workflow[True]["schedule"] == [{"cron": "30 5 * * *"}]


def test_the_documented_installation_names_what_exists(tmp_path: Path) -> None:
    """Run as written; programs that would change this machine only note how they were called."""
    calls = tmp_path / "calls"
    for name in ("crontab", "cp", "systemctl"):
        (tmp_path / name).write_text(STAND_IN)
        (tmp_path / name).chmod(0o755)
    for script in [block.text for block in blocks("bash") if re.match("crontab|cp", block.text)]:
        subprocess.run(
            ["bash", "-euc", script],
            cwd=PROJECT,
            env={"PATH": f"{tmp_path}:/usr/bin:/bin", "CALLS": str(calls)},
            check=True,
        )
    crontab, copy, *systemctl = [line.split() for line in calls.read_text().splitlines()]
    assert (PROJECT / crontab[1]).is_file()
    assert copy[-1] == "/etc/systemd/system/"
    copied = {Path(name).name for name in copy[1:-1] if (PROJECT / name).is_file()}
    units = {word for call in systemctl for word in call if word.startswith("support-kpi")}
    assert units == {"support-kpi.timer", "support-kpi.service"}
    assert units <= copied
