"""A command of the project on a Spark whose catalogue has the tables of sources' examples.

`python -m tests.python.spark_catalogue <sources with commas> <command and its arguments>`
"""

import os
import sys
from contextlib import nullcontext
from pathlib import Path

from pyspark.sql import SparkSession

from scripts.base import workspace
from scripts.warehouse import main
from tests.python.sources import EXAMPLES


def load_tables(sources: list[str]) -> None:
    """Load each into a schema, as a loader does; dbt goes on in the session of its process."""
    session = (
        SparkSession.builder.master(os.environ["SUPPORT_KPI_SPARK_MASTER"])
        .config("spark.sql.warehouse.dir", f"{os.environ['SUPPORT_KPI_SPARK_PATH']}/warehouse")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    for source in sources:
        session.sql(f"create schema {source}")
        for file in (EXAMPLES / source).iterdir():
            if file.suffix == ".csv":
                rows = session.read.csv(str(file), header=True, inferSchema=True, escape='"')
            else:
                rows = session.read.json(str(file))
            rows.write.saveAsTable(f"{source}.{file.stem}")


def keep_checked_rows() -> None:
    """Let `check` leave the rows that it has typed, for who wants to compare them."""
    folder = Path(os.environ["SUPPORT_KPI_EXPORT_PATH"]) / "check" / "kept"
    folder.mkdir(parents=True)
    workspace.TemporaryDirectory = lambda **_: nullcontext(str(folder))  # type: ignore[attr-defined]


if __name__ == "__main__":
    names, *arguments = sys.argv[1:]
    load_tables(names.split(","))
    keep_checked_rows()
    sys.exit(main(arguments))
