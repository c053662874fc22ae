"""dbt's own documentation site in a release, where somebody asks for it."""

import shutil
from pathlib import Path

from scripts.base.errors import PublishError
from scripts.base.settings import Settings
from scripts.base.workspace import RunFolder
from scripts.building.dbt_command import invoke_dbt

DOCS_NAME = "dbt_docs.html"


def write_dbt_docs(settings: Settings, folder: RunFolder, goal: Path) -> None:
    """Write the site as one file, if the settings say so: it costs seconds and megabytes."""
    if not settings.with_dbt_docs:
        return
    outcome = invoke_dbt(settings, folder, ["docs", "generate", "--static", "--no-compile"])
    site = folder.artifacts / "static_index.html"
    if not outcome.success or not site.is_file():
        raise PublishError(
            f"dbt could not write its documentation: see {folder.path / 'dbt.log'}, or set "
            "SUPPORT_KPI_DBT_DOCS to no."
        ) from outcome.exception
    shutil.move(site, goal / DOCS_NAME)
