"""How often the statistical methods of the warehouse are wrong, by simulation.

Writes the figures to `benchmarks/methods.json` and the tables of `docs/methods.md` from them.
"""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import (  # noqa: E402
    agents,
    durations,
    intervals,
    interventions,
    queues,
    signals,
    sums,
)

FIGURES = PROJECT / "benchmarks" / "methods.json"
PAGE = PROJECT / "docs" / "methods.md"
SEED = 20251130
QUANTILE_COUNTS = range(6, 501)
Figures = dict[str, list[list[Any]]]
SIZES = [f"{size:,} a week" for size in signals.SIZES]
BOTH = ["textbook", "here"]
HEADINGS = {
    "rates": ["series", *(f"{size}: {name}" for size in SIZES for name in BOTH)],
    "counts": ["series", *BOTH],
    "shifts": [
        "step in standard deviations",
        *(f"within {weeks} weeks" for weeks in signals.WEEKS),
    ],
    "shares": ["targets", "tickets", *BOTH],
    "means": ["durations", "rows", *BOTH],
    "replies": ["replies", "tickets", *BOTH],
    "quantiles": ["quantile", "lowest coverage"],
    "interventions": ["series", "periods before and after", *BOTH, "a step that is seen"],
    "agents": [
        "true differences between agents",
        "months in which any is found",
        "agents called better or worse",
        "intervals that hold the true one",
    ],
    "sums": ["series", "window", *BOTH],
    "durations": ["durations", "cases a week", *BOTH],
    "volumes": ["series", *BOTH],
    "queues": [
        "agents",
        "in time by Erlang C",
        "by Erlang A",
        "simulated",
        "hang up by Erlang A",
        "simulated",
    ],
}
OF_SAMPLES = {
    "interventions": interventions.false_verdicts,
    "agents": agents.found_effects,
    "sums": sums.held_sums,
}
OF_SERIES = {"durations": durations.false_signals, "volumes": durations.drifting_volumes}
OF_CALLS = {"queues": queues.answered_calls}


def simulate(series: int, samples: int) -> Figures:
    """All figures, from one seed."""
    rng = np.random.default_rng(SEED)
    found: Figures = dict(signals.false_signals(rng, series))
    found["shifts"] = signals.seen_shifts(rng, series)
    for name, run in intervals.SIMULATIONS.items():
        found[name] = run(rng, samples)
    found["quantiles"] = [
        [name, intervals.quantile_coverage(QUANTILE_COUNTS, share)]
        for name, share in (("median", 0.5), ("90th percentile", 0.9))
    ]
    # Of seeds of their own, so that the figures above stay as they are.
    for number, (name, run) in enumerate((OF_SAMPLES | OF_SERIES | OF_CALLS).items(), 1):
        count = series if name in OF_SERIES else samples
        found[name] = run(np.random.default_rng([SEED, number]), count)
    return found


def with_tables(page: str, figures: Figures) -> str:
    """The page with the tables of these figures between its marks."""
    for name, rows in figures.items():
        begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
        head, rest = page.split(begin)
        page = head + begin + _table(HEADINGS[name], rows) + rest[rest.index(end) :]
    return page


def _table(heading: list[str], rows: list[list[Any]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "".join(f"| {' | '.join(_shown(cell) for cell in line)} |\n" for line in lines)


def _shown(cell: object) -> str:
    return f"{cell:.1f}%" if isinstance(cell, float) else f"{cell}"


def main() -> None:
    """Simulate and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=1_000, help="series per kind")
    parser.add_argument("--samples", type=int, default=5_000, help="samples per interval")
    arguments = parser.parse_args()
    figures = simulate(arguments.series, arguments.samples)
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8"), figures), encoding="utf-8")


if __name__ == "__main__":
    main()
