"""Commands and options; the work is imported only when a command runs."""

from pathlib import Path
from typing import Annotated

import typer

from scripts.base.errors import ExitCode
from scripts.run.execution import execute

# Options that several commands have.
RawPath = Annotated[
    Path | None, typer.Option(help="Folder of raw files [SUPPORT_KPI_RAW_PATH, data/sample].")
]
Target = Annotated[str | None, typer.Option(help="Target of profiles.yml [SUPPORT_KPI_TARGET].")]
AsOf = Annotated[
    str | None,
    typer.Option(help="Reporting time, or `now` (default: the newest delivery or event)."),
]
Variables = Annotated[
    str | None, typer.Option("--vars", help="dbt variables: '{short_abandon_seconds: 5}'.")
]

app = typer.Typer(
    name="warehouse",
    help="Customer-support KPIs: raw files in, published numbers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command("build", help="Check, build and test privately; publish nothing.")
@app.command("run", help="Check, build, test and publish, then print the KPIs.")
def _build(
    context: typer.Context,
    raw_path: RawPath = None,
    target: Target = None,
    as_of: AsOf = None,
    variables: Variables = None,
    skip_gate: Annotated[
        bool, typer.Option("--skip-gate", help="Skip the gate; the run record says so.")
    ] = False,
    full_refresh: Annotated[
        bool,
        typer.Option(
            "--full-refresh", help="Type all raw files again, even with SUPPORT_KPI_INCREMENTAL."
        ),
    ] = False,
) -> None:
    given = {"raw_path": raw_path, "target": target, "as_of": as_of, "variables": variables}
    given["full_refresh"] = full_refresh
    execute(f"run.commands.{context.command.name}", given, skip_gate=skip_gate)


@app.command()
def check(raw_path: RawPath = None, as_of: AsOf = None, variables: Variables = None) -> None:
    """Check the raw files; build nothing."""
    execute("run.check.check", {"raw_path": raw_path, "as_of": as_of, "variables": variables})


@app.command()
def sources() -> None:
    """List the systems that can be read directly."""
    execute("run.sources.print_sources")


@app.command()
def load(
    raw_path: RawPath = None,
    target: Annotated[str, typer.Option("--target", help="postgres or spark.")] = "postgres",
    as_of: AsOf = None,
    variables: Variables = None,
) -> None:
    """Load the raw files into PostgreSQL or Spark for a plain dbt build."""
    given = {"raw_path": raw_path, "target": target, "as_of": as_of, "variables": variables}
    execute("building.load.load", given)


@app.command()
def publish(
    from_build: Annotated[
        Path | None,
        typer.Option(help="Folder of a dbt build made outside the runner (docs/scheduling.md)."),
    ] = None,
) -> None:
    """Publish the last good build."""
    execute("run.commands.publish", from_build=from_build)


@app.command()
def status(
    verify: Annotated[bool, typer.Option(help="Check every published file's checksum.")] = False,
) -> None:
    """Show what is published, what ran last and what is running now."""
    execute("run.status.print_status", verify=verify)


@app.command()
def report(
    output: Annotated[Path, typer.Option(help="Folder for the page.")] = Path("target/report"),
    language: Annotated[str, typer.Option(help="Opening language: en, fa, ro, ru.")] = "en",
    agent: Annotated[str, typer.Option(help="Write the page for the agent with this ID.")] = "",
) -> None:
    """Write the scorecard page of the published release into a folder."""
    execute("report.scorecard.report", folder=output, language=language, agent=agent)


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("data/sample"),
    tickets: Annotated[int, typer.Option(min=100, help="Number of tickets.")] = 12_000,
    seed: Annotated[int, typer.Option(help="Random seed: same seed, same files.")] = 7,
    months: Annotated[int, typer.Option(min=1, help="Length of the period in months.")] = 14,
    file_format: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    dirt: Annotated[bool, typer.Option(help="Include faults found in real exports.")] = True,
) -> None:
    """Generate raw files of a simulated support desk."""
    desk = {"tickets": tickets, "seed": seed, "months": months, "dirt": dirt}
    execute("run.sample.sample", folder=out, file_format=file_format, **desk)


@app.command()
def explain(
    kpi_id: Annotated[str, typer.Argument(help="Id of the KPI, as in kpi_values.")],
    period: Annotated[str, typer.Option(help="2025-11, 2025-Q4, 2025-W48 or 2025-11-30.")],
    slice_text: Annotated[str, typer.Option("--slice", help="channel=email")] = "overall",
    rows: Annotated[int, typer.Option(min=0, help="Rows to print.")] = 20,
    csv: Annotated[Path | None, typer.Option(help="File for all rows.")] = None,
) -> None:
    """List the rows behind a published number."""
    asked = {"kpi_id": kpi_id, "period": period, "slice_text": slice_text}
    execute("explain.explain.explain", **asked, limit=rows, target=csv)


@app.command()
def kpis(
    search: Annotated[
        list[str] | None, typer.Argument(help="Words of a name, in any language.")
    ] = None,
) -> None:
    """List KPIs with their newest value and target."""
    execute("ask.terminal.print_kpis", search=" ".join(search or []))


@app.command()
def show(
    kpi_id: Annotated[str, typer.Argument(help="Id of the KPI; the command kpis lists them.")],
    by: Annotated[str, typer.Option(help="Slice: channel, team, topic, …")] = "overall",
    grain: Annotated[str, typer.Option(help="day, week, month or quarter.")] = "month",
) -> None:
    """Print the trend of a KPI, in total or by a slice."""
    execute("ask.terminal.print_trend", kpi_id=kpi_id, by=by, grain=grain)


@app.command()
def reconcile(
    rows: Annotated[int, typer.Option(min=0, help="Unexplained tickets to print.")] = 20,
) -> None:
    """Explain why the help desk's own report differs."""
    execute("report.reconcile.reconcile", rows=rows)


@app.command()
def mcp() -> None:
    """Answer an assistant through the Model Context Protocol, over standard input."""
    execute("ask.server.serve")


def run_command_line(argv: list[str] | None) -> int:
    """Parse the arguments, run the command, return its exit code."""
    try:
        app(args=argv)
    except SystemExit as end:
        return int(end.code or 0)
    return int(ExitCode.DONE)
