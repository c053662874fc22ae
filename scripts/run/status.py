"""What is published, what ran last, and whether something runs now."""

from datetime import datetime
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scripts.base.errors import BuildFailedError
from scripts.base.files import read_json
from scripts.base.lock import running_owner
from scripts.base.settings import Settings, require_exports
from scripts.base.workspace import RECORD_NAME, current_release, run_folders
from scripts.publish.release_files import MANIFEST_NAME, verify_release

SHOWN_RUNS = 5


def print_status(settings: Settings, console: Console, _: Console, verify: bool) -> None:
    """Print the state of the exports folder.

    Raises:
        BuildFailedError: `verify` was asked for, and the release differs from its manifest.
    """
    require_exports(settings)
    owner = running_owner(settings.exports)
    _print_release(console, settings)
    _print_runs(console, settings, owner)
    if owner:
        text = (
            f"In progress: started by {owner.get('user')} on {owner.get('host')} "
            f"(process {owner.get('pid')}) at {_local_time(owner.get('started_at'))}"
        )
        console.print(_plain(text, "yellow"))
    else:
        console.print("No run is in progress.")
    if verify:
        _verify(console, settings)


def _print_release(console: Console, settings: Settings) -> None:
    release = current_release(settings)
    if release is None:
        text = f"Nothing is published in {settings.exports} yet: make run"
        console.print(_plain(text), soft_wrap=True)
        return
    manifest = read_json(release / MANIFEST_NAME) or {}
    given = manifest.get("row_counts")
    counts = given.values() if isinstance(given, dict) else []
    rows = [count for count in counts if type(count) is int]
    console.print(_plain(f"Published: {release}", "bold"), soft_wrap=True)
    text = (
        f"  data as of {manifest.get('as_of') or 'unknown'} (UTC), "
        f"published {_local_time(manifest.get('published_at'))}, "
        f"{len(rows)} tables, {sum(rows):,} rows"
    )
    console.print(_plain(text), soft_wrap=True)


def _print_runs(console: Console, settings: Settings, owner: dict[str, Any] | None) -> None:
    folders = run_folders(settings)[:SHOWN_RUNS]
    if not folders:
        return
    headings = ("Run", "Command", "By", "Ended", "At")
    table = Table(*headings, title="Last runs", title_justify="left")
    table.add_column("Message", overflow="fold")
    for folder in folders:
        record = read_json(folder.record) or {}
        is_running = owner is not None and owner.get("pid") == record.get("pid")
        table.add_row(
            _plain(folder.run_id),
            _plain(record.get("command", "?")),
            _plain(record.get("user", "?")),
            _ending(record, is_running),
            _plain(_local_time(record.get("finished_at"))),
            _plain(record.get("message") or ""),
        )
    console.print(table)


def _ending(record: dict[str, Any], is_running: bool) -> Text:
    if not record.get("finished_at"):
        return Text("running", "yellow") if is_running else Text("killed", "red")
    if record.get("exit_code") == 0:
        return Text("done", "green")
    return _plain(f"exit {record.get('exit_code', 'unknown')}", "red")


def _plain(value: object, style: str = "") -> Text:
    """Foreign text as it is: no markup, nothing that a terminal obeys."""
    shown = "".join(c if c.isprintable() else "\ufffd" for c in str(value))
    return Text(shown, style)


def _local_time(given: object) -> str:
    """An instant in the zone of whoever asks, with that zone's offset."""
    try:
        instant = datetime.fromisoformat(str(given)).astimezone()
    except (ValueError, OverflowError):
        return "" if given is None else str(given)
    return f"{instant:%Y-%m-%d %H:%M:%S%z}"


def _verify(console: Console, settings: Settings) -> None:
    release = current_release(settings)
    if release is None:
        raise BuildFailedError("There is no release to verify: publish one with make run.")
    if release.parent != settings.releases.resolve():
        raise BuildFailedError(
            f"{settings.current} leads to {release}, which is no release of the runner's: "
            "publish again with make run."
        )
    record = read_json(settings.runs / release.name / RECORD_NAME) or {}
    checksum = record.get("manifest_sha256")
    problems = verify_release(release, checksum and str(checksum))
    if not checksum:
        problems.append("the run's record has no checksum of its manifest")
    if problems:
        raise BuildFailedError(
            f"The release {release.name} is not as it was published ({'; '.join(problems)}): "
            "publish again with make run."
        )
    console.print("Verified: every file is as it was published.", style="green")
