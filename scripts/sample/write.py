"""Write typed frames as Parquet, or as the text that systems export."""

from __future__ import annotations

import gzip
import io
from pathlib import Path

import polars as pl

from scripts.base.files import whole_file

# The other tables are CSV, which anybody can read; the longest are packed.
PACKED = {
    "ticket_events": "parquet",
    "agent_shifts": "parquet",
    "help_center_events": "parquet",
    "customers": "csv.gz",
    "orders": "csv.gz",
    "surveys": "csv.gz",
    "costs": "jsonl",
}


def as_text(frame: pl.DataFrame) -> pl.DataFrame:
    """Every column as text: ISO 8601 with Z, true and false, NULL for nothing."""
    columns = []
    for name, kind in frame.schema.items():
        column = pl.col(name)
        if isinstance(kind, pl.Datetime):
            column = column.dt.strftime("%Y-%m-%dT%H:%M:%SZ")
        elif kind == pl.Boolean:
            column = pl.when(column).then(pl.lit("true")).when(~column).then(pl.lit("false"))
            column = column.alias(name)
        elif kind != pl.String:
            column = column.cast(pl.String)
        columns.append(column)
    return frame.select(columns)


def write_table(frame: pl.DataFrame, out: Path, table: str, part: str | None, kind: str) -> None:
    """Write one part of a table.

    Args:
        frame: The rows.
        out: The raw folder.
        table: Name of the raw table.
        part: Name of the file inside the folder of the table; None writes one file per table.
        kind: `parquet`, or `csv`: text, of which the longest tables are packed.
    """
    suffix = "parquet" if kind == "parquet" else PACKED.get(table, "csv")
    path = out / f"{table}.{suffix}" if part is None else out / table / f"{part}.{suffix}"
    path.parent.mkdir(parents=True, exist_ok=True)
    if suffix == "parquet":
        frame = frame if kind == "parquet" else as_text(frame)
        with whole_file(path) as place:
            frame.write_parquet(place, compression="zstd", compression_level=19)
        return
    buffer = io.BytesIO()
    if suffix == "jsonl":
        frame.write_ndjson(buffer)
    else:
        as_text(frame).write_csv(buffer)
    content = buffer.getvalue()
    if suffix == "csv.gz":
        # Without a time stamp in the header the same rows give the same bytes.
        content = gzip.compress(content, compresslevel=9, mtime=0)
    with whole_file(path) as place:
        place.write_bytes(content)
