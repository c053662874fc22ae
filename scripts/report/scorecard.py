"""The scorecard page once more, wherever somebody wants it."""

from pathlib import Path

import duckdb
from rich.console import Console

from scripts.artifacts.export import published_database
from scripts.base.errors import ConfigurationError, RunnerError
from scripts.base.ranges import LANGUAGES
from scripts.base.settings import Settings, require_exports
from scripts.report.page.render import write_page
from scripts.texts.search import hint


def report(
    settings: Settings, out: Console, _: Console, folder: Path, language: str, agent: str
) -> None:
    """Render the published release once more, into a folder of the caller's."""
    if language not in LANGUAGES:
        raise ConfigurationError(
            f"The page has no language {language!r}: choose one of {', '.join(LANGUAGES)}."
        )
    require_exports(settings)
    release = settings.current
    database = published_database(release)
    if folder.resolve().is_relative_to(settings.releases):
        raise ConfigurationError(
            f"{folder} is in a release, which never changes: choose another folder."
        )
    if agent:
        _require_agent(database, agent)
    try:
        written = write_page(release, folder, language, agent)
    except duckdb.Error as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise RunnerError(f"The published release cannot be read ({reason}).") from error
    if not written:
        raise RunnerError("The published release has no scorecard: run make run to publish one.")
    for path in written:
        out.print(f"Written: {path.resolve()}", style="bold green", soft_wrap=True)


def _require_agent(database: Path, agent: str) -> None:
    """Reject a page of an unknown agent, or one that is not allowed."""
    with duckdb.connect(str(database), read_only=True) as connection:
        allowed = connection.execute("select has_agent_pages from marts.reporting_settings")
        if not any(row[0] for row in allowed.fetchall()):
            raise ConfigurationError(
                "This release has no pages of single agents: set the variable agent_pages to true "
                "and publish again."
            )
        found = connection.execute("select agent_id from marts.dim_agents").fetchall()
    if agent not in (known := [row[0] for row in found]):
        raise ConfigurationError(f"There is no agent {agent!r}.{hint(agent, known)}")
