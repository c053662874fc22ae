"""How long a build takes and how much memory it needs, by number of tickets.

For each size: write generated raw files once, build and test the warehouse from them in a database
of its own, and read the time of every model from dbt's own results. With `--floor` the same SQL is
then run without dbt (`floor.py`), and three facts are written by hand (`hand_written.py`); with
`--increment` the last day comes after the rest (`increment.py`). The public tables are compared.
"""

import argparse
import csv
import json
import os
import shutil
import subprocess
import sys
import time
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from rich.console import Console
from rich.table import Table

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT))

from benchmarks import floor, hand_written, increment  # noqa: E402

FOLDER = PROJECT / "target" / "bench"
SLOWEST = 10


@dataclass(frozen=True)
class Build:
    """What one build cost."""

    tickets: int
    wall_seconds: float
    cpu_seconds: float
    peak_memory_mb: float
    models: int
    model_seconds: float
    tests: int
    test_seconds: float


def main() -> int:
    """Measure each size that was asked for.

    Returns:
        0, or 1 when a build fails, or the floor has other numbers.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("tickets", nargs="*", type=int, default=[10_000, 100_000])
    parser.add_argument("--plot", action="store_true", help="also draw target/bench/bench.html")
    parser.add_argument("--floor", action="store_true", help="also run the same SQL without dbt")
    parser.add_argument(
        "--increment", action="store_true", help="also add the last day to the rest"
    )
    arguments = parser.parse_args()
    console = Console()
    builds = []
    for tickets in arguments.tickets:
        folder = FOLDER / str(tickets)
        raw = write_raw_files(tickets, folder)
        measured = build(raw, folder)
        if measured is None:
            log = folder / "logs" / "dbt.log"
            console.print(f"The build of {tickets} tickets failed: see {log}.")
            return 1
        seconds = node_seconds(folder)
        show_slowest(console, tickets, seconds)
        builds.append(as_build(tickets, measured, seconds))
        if arguments.floor and not show_floor(console, folder, builds[-1]):
            return 1
        if arguments.floor and not show_hand_written(console, folder, builds[-1]):
            return 1
        if arguments.increment and not show_increment(console, raw, folder, builds[-1]):
            return 1
        write_table(folder / "nodes.csv", ["node", "seconds"], seconds.items())
    names = [field.name for field in fields(Build)]
    write_table(FOLDER / "bench.csv", names, [asdict(one).values() for one in builds])
    show_builds(console, builds)
    if arguments.plot:
        plot(builds)
    return 0


def write_raw_files(tickets: int, folder: Path) -> Path:
    """The generated raw files of a size; written once."""
    raw = folder / "raw"
    if not raw.is_dir():
        command = ["sample", "--tickets", str(tickets), "--out", str(raw), "--format", "parquet"]
        subprocess.run(  # noqa: S603
            [sys.executable, str(PROJECT / "scripts" / "warehouse.py"), *command], check=True
        )
    return raw


def build(
    raw: Path, folder: Path, *options: str, goes_on: bool = False
) -> tuple[float, float, float] | None:
    """Wall seconds, CPU seconds and peak megabytes of one build; None when it failed."""
    database = folder / floor.DATABASE
    if not goes_on:
        database.unlink(missing_ok=True)
    environment = os.environ | {
        "SUPPORT_KPI_RAW_PATH": str(raw),
        "SUPPORT_KPI_DUCKDB_PATH": str(database),
        "SUPPORT_KPI_TEMP_PATH": str(folder / "spill"),
        "DBT_TARGET_PATH": str(folder / "dbt"),
        "DBT_LOG_PATH": str(folder / "logs"),
    }
    dbt = [str(Path(sys.executable).parent / "dbt"), "--quiet", "--log-level-file", "info"]
    subprocess.run([*dbt, "parse"], cwd=PROJECT, env=environment, check=True)  # noqa: S603
    command = [*dbt, "build", "--exclude-resource-type", "unit_test", *options]
    return measure(command, environment)


def measure(command: list[str], environment: dict[str, str]) -> tuple[float, float, float] | None:
    """Wall seconds, CPU seconds and peak megabytes of a command; None when it failed."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=PROJECT, env=environment)  # noqa: S603
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return None
    # macOS counts bytes, everybody else units of 1,024 bytes.
    unit = 1 if sys.platform == "darwin" else 1_024
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * unit / 1_000_000


def node_seconds(folder: Path) -> dict[str, float]:
    """Seconds of every node, the slowest first."""
    results = json.loads((folder / "dbt" / "run_results.json").read_text())["results"]
    seconds = {result["unique_id"]: round(result["execution_time"], 3) for result in results}
    return dict(sorted(seconds.items(), key=lambda item: -item[1]))


def as_build(
    tickets: int, measured: tuple[float, float, float], seconds: dict[str, float]
) -> Build:
    """The figures of one size."""
    models = [value for node, value in seconds.items() if node.startswith("model.")]
    tests = [value for node, value in seconds.items() if node.startswith("test.")]
    wall, cpu, memory = (round(value, 1) for value in measured)
    return Build(
        tickets,
        wall,
        cpu,
        memory,
        len(models),
        round(sum(models), 1),
        len(tests),
        round(sum(tests), 1),
    )


def show_slowest(console: Console, tickets: int, seconds: dict[str, float]) -> None:
    """The nodes where time goes."""
    table = Table("node", "seconds", title=f"Slowest nodes at {tickets} tickets")
    for node, value in list(seconds.items())[:SLOWEST]:
        table.add_row(node.split(".", 2)[2], f"{value:.2f}")
    console.print(table)


def show_builds(console: Console, builds: list[Build]) -> None:
    """One line per size; the last column is what to compare between sizes."""
    names = [field.name.replace("_", " ") for field in fields(Build)]
    table = Table(*names, "CPU ms per ticket", title="Builds")
    for one in builds:
        each = f"{1000 * one.cpu_seconds / one.tickets:.2f}"
        table.add_row(*(str(value) for value in asdict(one).values()), each)
    console.print(table)


def show_floor(console: Console, folder: Path, build: Build) -> bool:
    """Run the SQL of a build without dbt and print its costs; whether the tables are equal."""
    command = [sys.executable, str(PROJECT / "benchmarks" / "floor.py"), str(folder)]
    measured = measure(command, dict(os.environ))
    if measured is None or floor.different_tables(folder, folder / "floor"):
        console.print(f"The floor of {build.tickets} tickets failed or has other numbers.")
        return False
    show_ratio(
        console,
        "With dbt and without",
        ("build and test", "the same SQL alone"),
        (costs(build), measured),
    )
    return True


def show_hand_written(console: Console, folder: Path, build: Build) -> bool:
    """Write three facts by the project's SQL and by hand; whether both are those of the build."""
    script = str(PROJECT / "benchmarks" / "hand_written.py")
    sides = []
    for way in hand_written.WAYS:
        measured = measure([sys.executable, script, str(folder), way], dict(os.environ))
        if measured is None or floor.different_tables(folder, folder / way, hand_written.FACTS):
            console.print(f"The {way} facts of {build.tickets} tickets failed or are different.")
            return False
        sides.append(measured)
    facts = ", ".join(hand_written.FACTS)
    show_ratio(console, facts, ("the project's SQL", "by hand"), (sides[0], sides[1]))
    return True


def show_increment(console: Console, raw: Path, folder: Path, whole: Build) -> bool:
    """Type all but the last day, let it come, build; whether the tables are those of the build."""
    goal = folder / "increment"
    shutil.rmtree(goal, ignore_errors=True)
    increment.hold_back_last_day(raw, goal / "raw", folder / floor.DATABASE)
    before = build(goal / "raw", goal, "--select", *increment.MODELS)
    increment.deliver_last_day(goal / "raw")
    measured = build(goal / "raw", goal, goes_on=True) if before else None
    if measured is None or floor.different_tables(folder, goal):
        console.print(f"The increment of {whole.tickets} tickets failed or has other numbers.")
        return False
    names = ("one day more", "everything")
    show_ratio(console, "Incremental and whole", names, (measured, costs(whole)))
    return True


def costs(build: Build) -> tuple[float, float, float]:
    """Wall seconds, CPU seconds and peak megabytes."""
    return build.wall_seconds, build.cpu_seconds, build.peak_memory_mb


def show_ratio(
    console: Console,
    title: str,
    names: tuple[str, str],
    both: tuple[tuple[float, float, float], tuple[float, float, float]],
) -> None:
    """Costs of two ways to the same tables, and the first in shares of the second."""
    table = Table("", "wall seconds", "CPU seconds", "peak MB", title=title)
    for name, values in zip(names, both, strict=True):
        table.add_row(name, *(f"{value:.1f}" for value in values))
    table.add_row("ratio", *(f"{one / other:.2f}" for one, other in zip(*both, strict=True)))
    console.print(table)


def write_table(path: Path, names: list[str], rows: object) -> None:
    """A CSV file."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(names)
        writer.writerows(rows)


def plot(builds: list[Build]) -> None:
    """CPU seconds and memory by number of tickets, both axes logarithmic."""
    import altair

    rows = [asdict(one) for one in builds]
    charts = [
        altair.Chart(altair.Data(values=rows), title=measure)
        .mark_line(point=True)
        .encode(
            x=altair.X("tickets:Q").scale(type="log"), y=altair.Y(f"{measure}:Q").scale(type="log")
        )
        for measure in ("cpu_seconds", "peak_memory_mb")
    ]
    altair.hconcat(*charts).save(FOLDER / "bench.html")


if __name__ == "__main__":
    sys.exit(main())
