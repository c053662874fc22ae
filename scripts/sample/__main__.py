"""Command line: `python -m scripts.sample --out data/sample --tickets 12000 --format csv`."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Annotated

import typer

from scripts.sample.simulate import write_sample


def main(
    out: Annotated[Path, typer.Option(help="Folder of the raw files.")] = Path("data/sample"),
    tickets: Annotated[int, typer.Option(help="Number of tickets.")] = 12_000,
    seed: Annotated[int, typer.Option(help="Start of the random numbers.")] = 7,
    months: Annotated[int, typer.Option(help="Months that end with December 2025.")] = 14,
    file_format: Annotated[str, typer.Option("--format", help="csv or parquet.")] = "csv",
    dirt: Annotated[bool, typer.Option(help="Add the faults of real deliveries.")] = True,
) -> None:
    """Simulate a support desk and write its raw tables."""
    logging.basicConfig(level=logging.INFO, format="%(message)s")
    try:
        rows = write_sample(out, tickets, seed, months, file_format, dirt)
    except (ValueError, OSError) as error:
        logging.getLogger(__name__).error("%s", error)
        raise typer.Exit(2) from None
    for table, count in rows.items():
        logging.getLogger(__name__).info("%-20s %12s rows", table, f"{count:,}")


if __name__ == "__main__":
    typer.run(main)
