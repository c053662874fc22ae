"""A real PostgreSQL of the tests' own, on a socket in a scratch folder."""

import os
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres_server() -> Iterator[dict[str, str]]:
    """Start a server; yields the environment variables that point to it, stops it afterwards."""
    with warnings.catch_warnings():
        # Its library for folders complains where no login session is.
        warnings.simplefilter("ignore")
        import pgserver
    # The server runs as a user of its own where the tests run as root: the folder must let it in.
    with tempfile.TemporaryDirectory(prefix="support_kpi_pg_") as folder:
        Path(folder).chmod(0o755)
        data = Path(folder) / "data"
        server = pgserver.get_server(data, cleanup_mode="stop")
        try:
            yield {
                "SUPPORT_KPI_POSTGRES_HOST": os.fspath(data),
                "SUPPORT_KPI_POSTGRES_USER": "postgres",
                "SUPPORT_KPI_POSTGRES_DATABASE": "postgres",
            }
        finally:
            server.cleanup()
