"""Generated raw files of a support desk."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from scripts.base.errors import ConfigurationError
from scripts.base.settings import Settings
from scripts.sample import write_sample

if TYPE_CHECKING:
    from rich.console import Console


def sample(_: Settings, out: "Console", __: "Console", folder: Path, **options: Any) -> None:  # noqa: ANN401
    """Write the files, and print how many rows each table has.

    Args:
        out: Where to print.
        folder: Where the files go.
        options: What else `write_sample` takes.

    Raises:
        ConfigurationError: No such sample can be written.
    """
    try:
        counts = write_sample(folder, **options)
    except ValueError as error:
        raise ConfigurationError(f"{str(error).rstrip('.')}.") from error
    for name, count in counts.items():
        out.print(f"{count:>12,}  {name}")
    out.print(f"Written to {folder.resolve()}", style="bold green", soft_wrap=True)
