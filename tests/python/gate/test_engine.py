"""What a gate imports while a run waits for it."""

import subprocess
import sys

from tests.python.mini_project import REAL_PROJECT

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
        [sys.executable, "-c", USED], cwd=REAL_PROJECT, capture_output=True, text=True, check=True
    )
    assert found.stdout.split() == ["False", "0.144", "True"]
