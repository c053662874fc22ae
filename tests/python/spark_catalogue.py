"""A command of the project on a Spark whose catalogue has the tables of a source.

`python -m tests.python.spark_catalogue <source> <folder of CSV files> <command and its arguments>`
"""

import os
import sys
from pathlib import Path

from pyspark.sql import SparkSession

from scripts.warehouse import main


def load_tables(source: str, folder: Path) -> None:
    """Load a folder into a schema, as a loader does; dbt goes on in the session of its process."""
    session = (
        SparkSession.builder.master(os.environ["SUPPORT_KPI_SPARK_MASTER"])
        .config("spark.sql.warehouse.dir", f"{os.environ['SUPPORT_KPI_SPARK_PATH']}/warehouse")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.ui.enabled", "false")
        .config("spark.log.level", "ERROR")
        .getOrCreate()
    )
    session.sql(f"create schema {source}")
    for file in folder.glob("*.csv"):
        rows = session.read.csv(str(file), header=True, inferSchema=True, escape='"')
        rows.write.saveAsTable(f"{source}.{file.stem}")


if __name__ == "__main__":
    source, folder, *arguments = sys.argv[1:]
    load_tables(source, Path(folder))
    sys.exit(main(arguments))
