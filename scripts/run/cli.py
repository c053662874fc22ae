"""Commands and options; the work is imported only when a command runs."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.base.errors import ConfigurationError, ExitCode
from scripts.run.execution import execute
from scripts.run.options import (
    AsOf,
    FullRefresh,
    LoadTarget,
    RawPath,
    SkipGate,
    Target,
    Variables,
)
from scripts.run.questions import explain, kpis, mcp, reconcile, show

if TYPE_CHECKING:
    from rich.console import Console

    from scripts.base.settings import Settings

app = typer.Typer(
    name="warehouse",
    help="Customer-support KPIs: raw files in, published numbers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.command()
def run(
    raw_path: RawPath = None,
    target: Target = None,
    as_of: AsOf = None,
    variables: Variables = None,
    skip_gate: SkipGate = False,
    full_refresh: FullRefresh = False,
) -> None:
    """Check, build, test and publish, then print the KPIs."""
    from scripts.base.settings import load_settings

    execute(
        "run",
        lambda: load_settings(raw_path, target, as_of, variables, full_refresh=full_refresh),
        skip_gate=skip_gate,
    )


@app.command()
def build(
    raw_path: RawPath = None,
    target: Target = None,
    as_of: AsOf = None,
    variables: Variables = None,
    skip_gate: SkipGate = False,
    full_refresh: FullRefresh = False,
) -> None:
    """Check, build and test privately; publish nothing."""
    from scripts.base.settings import load_settings

    execute(
        "build",
        lambda: load_settings(raw_path, target, as_of, variables, full_refresh=full_refresh),
        skip_gate=skip_gate,
    )


@app.command()
def check(raw_path: RawPath = None, as_of: AsOf = None, variables: Variables = None) -> None:
    """Judge the raw files only; build nothing."""
    from scripts.base.settings import load_settings

    def judge(settings: "Settings", out: "Console", err: "Console") -> None:
        from scripts.run.check import check

        check(settings, out, err)

    execute(judge, lambda: load_settings(raw_path, None, as_of, variables))


@app.command()
def sources() -> None:
    """List the systems that can be read as their loaders land them."""
    from scripts.base.settings import load_settings

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.run.sources import print_sources

        print_sources(settings, out)

    execute(show, load_settings)


@app.command()
def load(
    raw_path: RawPath = None,
    target: LoadTarget = "postgres",
    as_of: AsOf = None,
    variables: Variables = None,
) -> None:
    """Copy the raw files to where dbt build finds them on PostgreSQL or Spark."""
    from scripts.base.settings import load_settings

    def copy(settings: "Settings", out: "Console", err: "Console") -> None:
        from scripts.building.load import load

        load(settings, out, err)

    execute(copy, lambda: load_settings(raw_path, target, as_of, variables))


@app.command()
def publish(
    from_build: Annotated[
        Path | None,
        typer.Option(help="Folder of a dbt build made elsewhere (docs/scheduling.md)."),
    ] = None,
) -> None:
    """Publish the last good build."""
    from scripts.base.settings import load_settings

    execute("publish", load_settings, from_build=from_build)


@app.command()
def status(
    verify: Annotated[bool, typer.Option(help="Check every published file's checksum.")] = False,
) -> None:
    """Say what is published, what ran last and what runs now."""
    from scripts.base.settings import load_settings

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.run.status import print_status

        print_status(out, settings, verify)

    execute(show, load_settings)


@app.command()
def report(
    output: Annotated[Path, typer.Option(help="Folder for the page.")] = Path("target/report"),
    language: Annotated[str, typer.Option(help="Language it opens in: en, fa, ro, ru.")] = "en",
    agent: Annotated[str, typer.Option(help="ID of the agent for whom the page is.")] = "",
) -> None:
    """Write the scorecard page of the published release into a folder."""
    from scripts.base.settings import load_settings
    from scripts.report.scorecard import report as write

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        write(settings, out, output, language, agent)

    execute(show, load_settings)


@app.command()
def sample(
    out: Annotated[Path, typer.Option(help="Folder to write into.")] = Path("data/sample"),
    tickets: Annotated[int, typer.Option(min=100, help="Number of tickets.")] = 12_000,
    seed: Annotated[int, typer.Option(help="Same seed, same files.")] = 7,
    months: Annotated[int, typer.Option(min=1, help="Length of the simulated time.")] = 14,
    file_format: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    dirt: Annotated[bool, typer.Option(help="With the errors that real exports have.")] = True,
) -> None:
    """Write generated raw files of a support desk."""
    from scripts.base.settings import load_settings

    def write(_: "Settings", console: "Console", __: "Console") -> None:
        from scripts.sample import write_sample

        try:
            counts = write_sample(out, tickets, seed, months, file_format, dirt)
        except ValueError as error:
            raise ConfigurationError(f"{str(error).rstrip('.')}.") from error
        for name, count in counts.items():
            console.print(f"{count:>12,}  {name}")
        console.print(f"Written to {out.resolve()}", style="bold green", soft_wrap=True)

    execute(write, load_settings)


for question in (explain, kpis, show, reconcile, mcp):
    app.command()(question)


def run_command_line(argv: list[str] | None) -> int:
    """Parse the arguments, run the command, return its exit code."""
    try:
        app(args=argv)
    except SystemExit as end:
        return int(end.code or 0)
    return int(ExitCode.DONE)
