"""What is published, what ran last, and whether something runs now."""

from typing import TYPE_CHECKING, Any

from rich.table import Table

from scripts.base.errors import BuildFailedError
from scripts.base.files import read_json
from scripts.base.lock import running_owner
from scripts.base.settings import Settings
from scripts.base.workspace import current_release, run_folders
from scripts.publish.release_files import MANIFEST_NAME, verify_release

if TYPE_CHECKING:
    from rich.console import Console

SHOWN_RUNS = 5


def print_status(console: "Console", settings: Settings, verify: bool) -> None:
    """Print the state of the exports folder.

    Raises:
        BuildFailedError: `verify` was asked for, and the release differs from its manifest.
    """
    owner = running_owner(settings.exports)
    _print_release(console, settings)
    _print_runs(console, settings, owner)
    if owner:
        console.print(
            f"In progress: started by {owner.get('user')} on {owner.get('host')} "
            f"(process {owner.get('pid')}) at {owner.get('started_at')}",
            style="yellow",
        )
    else:
        console.print("No run is in progress.")
    if verify:
        _verify(console, settings)


def _print_release(console: "Console", settings: Settings) -> None:
    release = current_release(settings)
    if release is None:
        console.print(f"Nothing is published in {settings.exports} yet: make run", soft_wrap=True)
        return
    manifest = read_json(release / MANIFEST_NAME) or {}
    rows = manifest.get("row_counts", {})
    console.print(f"Published: {release}", style="bold", soft_wrap=True)
    console.print(
        f"  data as of {manifest.get('as_of') or 'unknown'}, "
        f"published {manifest.get('published_at')}, "
        f"{len(rows)} tables, {sum(rows.values()):,} rows",
        soft_wrap=True,
    )


def _print_runs(console: "Console", settings: Settings, owner: dict[str, Any] | None) -> None:
    folders = run_folders(settings)[:SHOWN_RUNS]
    if not folders:
        return
    table = Table(title="Last runs", title_justify="left")
    for heading in ("Run", "Command", "By", "Ended"):
        table.add_column(heading)
    table.add_column("Message", overflow="fold")
    for folder in folders:
        record = read_json(folder.record) or {}
        is_running = owner is not None and owner.get("pid") == record.get("pid")
        table.add_row(
            folder.run_id,
            str(record.get("command", "?")),
            str(record.get("user", "?")),
            _ending(record, is_running),
            record.get("message") or "",
        )
    console.print(table)


def _ending(record: dict[str, Any], is_running: bool) -> str:
    if record.get("finished_at"):
        return (
            "[green]done[/]" if record["exit_code"] == 0 else f"[red]exit {record['exit_code']}[/]"
        )
    return "[yellow]running[/]" if is_running else "[red]killed[/]"


def _verify(console: "Console", settings: Settings) -> None:
    release = current_release(settings)
    if release is None:
        raise BuildFailedError("There is no release to verify: publish one with make run.")
    problems = verify_release(release)
    if problems:
        raise BuildFailedError(
            f"The release {release.name} is not as it was published ({'; '.join(problems)}): "
            "publish again with make run."
        )
    console.print("Verified: every file is as it was published.", style="green")
