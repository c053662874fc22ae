"""What a gate imports while a run waits for it."""

import subprocess
import sys

from tests.python.conftest import PROJECT

USED = """
import sys
import scripts.gate.engine
heavy = "scipy.stats._stats_py"
print(heavy in sys.modules)
from scipy import stats
print(round(stats.entropy([0.5, 0.5], [0.25, 0.75]), 3))
print(heavy in sys.modules)
"""


def test_scipy_is_imported_when_it_is_used() -> None:
    found = subprocess.run(
        [sys.executable, "-c", USED], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["False", "0.144", "True"]
