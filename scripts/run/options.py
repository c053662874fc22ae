"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

import typer

RawPath = Annotated[
    Path | None, typer.Option(help="Folder of raw files [SUPPORT_KPI_RAW_PATH, data/sample].")
]
Target = Annotated[str | None, typer.Option(help="Target of profiles.yml [SUPPORT_KPI_TARGET].")]
LoadTarget = Annotated[str, typer.Option("--target", help="postgres or spark.")]
AsOf = Annotated[
    str | None,
    typer.Option(help="Reporting time, or `now` (default: the newest delivery or event)."),
]
Variables = Annotated[
    str | None, typer.Option("--vars", help="dbt variables: '{short_abandon_seconds: 5}'.")
]
SkipGate = Annotated[
    bool, typer.Option("--skip-gate", help="Skip the gate; the run record says so.")
]
FullRefresh = Annotated[
    bool,
    typer.Option(
        "--full-refresh", help="Type all raw files again, even with SUPPORT_KPI_INCREMENTAL."
    ),
]
