"""The typed raw rows of the last published run, where the next one shall go on from them."""

import logging
import shutil
from pathlib import Path

import duckdb

from scripts.artifacts.export import quoted
from scripts.base.settings import Settings
from scripts.base.workspace import BUILD_DATABASE, RunFolder

logger = logging.getLogger(__name__)

KEPT_BUILD = "kept_build"
# The schema of the base models. All else is built from nothing: into the table of a seed that it
# finds, dbt puts the values by position, whatever its columns are called now.
BASE = "base"
OTHERS = """
    select schema_name from duckdb_schemas()
    where database_name = current_database() and not internal and schema_name <> ?
"""


def take_kept_build(settings: Settings, folder: RunFolder) -> bool:
    """Go on from the last published run, where that is wanted and its rows are kept.

    They are taken, not copied: should this run fail, the next one starts from nothing.

    Returns:
        Whether the run goes on from them.
    """
    kept = settings.exports / KEPT_BUILD
    try:
        if settings.is_incremental and (kept / BUILD_DATABASE).is_file():
            (kept / BUILD_DATABASE).rename(folder.database)
            _leave_base(folder.database)
    except (OSError, duckdb.Error) as error:
        logger.warning("The kept build in %s cannot be used: %s.", kept, error)
        folder.database.unlink(missing_ok=True)
    shutil.rmtree(kept, ignore_errors=True)
    return folder.database.is_file()


def keep_build(settings: Settings, folder: RunFolder) -> None:
    """Keep the tables of a published run for the next one, where that is wanted."""
    if not settings.is_incremental:
        return
    kept = settings.exports / KEPT_BUILD
    try:
        kept.mkdir(mode=0o700, exist_ok=True)
        folder.database.replace(kept / BUILD_DATABASE)
    except OSError as error:
        # The release stands; the next run builds everything.
        logger.warning("The build cannot be kept in %s: %s.", kept, error.strerror)


def _leave_base(database: Path) -> None:
    with duckdb.connect(str(database)) as connection:
        for (schema,) in connection.execute(OTHERS, [BASE]).fetchall():
            connection.execute(f"drop schema {quoted(schema)} cascade")
