"""The benchmark on a very small desk: what it prints, and that the floor has the same numbers."""

import os
import subprocess
import sys

import pytest

from tests.python.mini_project import REAL_PROJECT


@pytest.mark.soak
def test_a_small_size_is_measured_and_its_floor_is_equal() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/bench.py", "300", "--floor", "--increment", "--plot"],
        cwd=REAL_PROJECT,
        env={**os.environ, "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    for words in (
        "Slowest nodes at 300 tickets",
        "CPU ms per ticket",
        "the same SQL alone",
        "one day more",
    ):
        assert words in done.stdout
    bench = REAL_PROJECT / "target" / "bench"
    assert (bench / "bench.csv").read_text().count("\n") == 2
    assert (bench / "bench.html").is_file()
    assert (bench / "300" / "floor").is_dir()
