"""Command line of the warehouse: `python scripts/warehouse.py --help`."""

import sys
from pathlib import Path


def main(argv: list[str] | None = None) -> int:
    """Run one command.

    Args:
        argv: The arguments after the program's name; those of the process when None.

    Returns:
        The exit code: 0 done, 1 failed, 2 usage or configuration wrong, 3 inputs rejected,
        4 another run in progress.
    """
    project = str(Path(__file__).resolve().parent.parent)
    if project not in sys.path:
        sys.path.insert(0, project)
    from scripts.run.cli import run_command_line

    return run_command_line(argv)


if __name__ == "__main__":
    sys.exit(main())
