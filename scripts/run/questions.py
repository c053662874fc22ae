"""Commands that ask the published release."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from scripts.base.errors import ConfigurationError
from scripts.run.execution import execute

if TYPE_CHECKING:
    from rich.console import Console

    from scripts.base.settings import Settings


def explain(
    kpi_id: Annotated[str, typer.Argument(help="Id of the KPI, as in kpi_values.")],
    period: Annotated[str, typer.Option(help="2025-11, 2025-Q4, 2025-W48 or 2025-11-30.")],
    slice_text: Annotated[str, typer.Option("--slice", help="channel=email")] = "overall",
    rows: Annotated[int, typer.Option(min=0, help="Rows to print.")] = 20,
    csv: Annotated[Path | None, typer.Option(help="File for all rows.")] = None,
) -> None:
    """List the rows behind a published number."""
    from scripts.base.settings import load_settings

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.explain.explain import explain, parse_question

        explain(settings, out, parse_question(kpi_id, period, slice_text), rows, csv)

    execute(show, load_settings)


def kpis(
    search: Annotated[
        list[str] | None, typer.Argument(help="Words of a name, in any language.")
    ] = None,
) -> None:
    """List KPIs with their newest value and target."""
    from scripts.base.settings import load_settings, require_exports

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.ask.release import open_release
        from scripts.ask.terminal import print_kpis

        require_exports(settings)
        with open_release(settings.current) as release:
            print_kpis(release, out, " ".join(search or []))

    execute(show, load_settings)


def show(
    kpi_id: Annotated[str, typer.Argument(help="Id of the KPI; the command kpis lists them.")],
    by: Annotated[str, typer.Option(help="Slice: channel, team, topic, …")] = "overall",
    grain: Annotated[str, typer.Option(help="day, week, month or quarter.")] = "month",
) -> None:
    """Print the trend of a KPI, in total or by a slice."""
    from scripts.base.settings import load_settings, require_exports

    def draw(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.ask.release import open_release
        from scripts.ask.terminal import print_trend

        require_exports(settings)
        with open_release(settings.current) as release:
            print_trend(release, out, kpi_id, by, grain)

    execute(draw, load_settings)


def mcp() -> None:
    """Answer an assistant's questions by the Model Context Protocol, over standard input."""
    from scripts.base.settings import load_settings, require_exports

    def serve(settings: "Settings", _: "Console", __: "Console") -> None:
        try:
            from scripts.ask.server import make_server
        except ModuleNotFoundError as error:
            raise ConfigurationError(
                "The protocol's SDK is not installed: run make mcp once."
            ) from error
        require_exports(settings)
        make_server(settings.current).run("stdio")

    execute(serve, load_settings)


def reconcile(
    rows: Annotated[int, typer.Option(min=0, help="Unexplained tickets to print.")] = 20,
) -> None:
    """Say why the help desk's own report says something else."""
    from scripts.base.settings import load_settings

    def show(settings: "Settings", out: "Console", _: "Console") -> None:
        from scripts.report.reconcile import reconcile as compare

        compare(settings, out, rows)

    execute(show, load_settings)
