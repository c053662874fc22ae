"""Names on the server, from the environment."""

import os
import re
from dataclasses import dataclass

from scripts.base.errors import ConfigurationError

# With a run's id and a layer behind it, it must fit into the 63 bytes of a name.
LONGEST_NAME = 28
# The raw rows are in the first one; the others are PostgreSQL's own, or everybody's.
TAKEN = frozenset({"landing", "information_schema", "public"})
# What dbt calls its sessions in a run, so that those of a killed run are known.
BUILD_APPLICATION = "support_kpi_build"


@dataclass(frozen=True)
class Names:
    """Schemas and role of one warehouse.

    Attributes:
        build: Prefix of all schemas that dbt builds in.
        published: The schema of the views that people read.
        reader: The role that may read them.
    """

    build: str
    published: str
    reader: str

    @property
    def private(self) -> str:
        """Prefix of the schemas of a run that has not published yet."""
        return f"{self.build}_run"

    @property
    def base(self) -> str:
        """Schema of the typed raw rows of a run."""
        return f"{self.private}_base"

    def of_the_build(self) -> dict[str, str]:
        """Variables of the environment for dbt within a run."""
        return {
            "SUPPORT_KPI_POSTGRES_SCHEMA": self.private,
            "SUPPORT_KPI_POSTGRES_APPLICATION": BUILD_APPLICATION,
        }

    def release(self, run_id: str) -> str:
        """Prefix of the schemas of a published run."""
        return f"{self.build}_{run_id.lower()}"


def load_names() -> Names:
    """Read the names, with their defaults.

    Raises:
        ConfigurationError: A name is none, or two schemas share one.
    """
    names = Names(
        build=_name("SUPPORT_KPI_POSTGRES_SCHEMA", "support_kpi_build"),
        published=_name("SUPPORT_KPI_POSTGRES_PUBLISHED", "support_kpi"),
        reader=_name("SUPPORT_KPI_POSTGRES_READER", "support_kpi_reader"),
    )
    for variable, name in (("SCHEMA", names.build), ("PUBLISHED", names.published)):
        if name in TAKEN or name.startswith("pg_"):
            raise ConfigurationError(
                f"SUPPORT_KPI_POSTGRES_{variable} is {name!r}, where the raw rows or PostgreSQL's "
                "own tables are: give another name."
            )
    if names.published == names.build or names.published.startswith(f"{names.build}_"):
        raise ConfigurationError(
            f"SUPPORT_KPI_POSTGRES_PUBLISHED is {names.published!r}, a name of the builds: "
            "give another one than SUPPORT_KPI_POSTGRES_SCHEMA and its layers have."
        )
    return names


def _name(variable: str, default: str) -> str:
    given = os.environ.get(variable) or default
    if not re.fullmatch(r"[a-z_][a-z0-9_]*", given) or len(given) > LONGEST_NAME:
        raise ConfigurationError(
            f"{variable} is {given!r}: give a name of lower-case letters, digits and underscores, "
            f"at most {LONGEST_NAME} characters."
        )
    return given
