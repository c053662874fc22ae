"""The variables of dbt_project.yml, checked before dbt starts."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from scripts.base.errors import ConfigurationError, did_you_mean
from scripts.base.files import read_yaml
from scripts.base.ranges import ORDERED, problem_of
from scripts.base.seeds import columns_of

EXPECTATIONS = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    list: "a list",
    dict: "a mapping",
    str: "a text",
}

# What the catalogue announces by itself; the seed of statistics may announce more.
QUANTILES = ("median", "p90")
# Of a reporting time: dates far beyond are none of any engine.
YEARS = range(1970, 2101)


def parse_variables(
    project: Path, text: str | None, as_of: str | None, usual_as_of: str | None = None
) -> dict[str, Any]:
    """Read `--vars` and `--as-of`.

    Args:
        project: The folder of dbt_project.yml, where the known variables stand.
        text: YAML as dbt takes it, for example `{short_abandon_seconds: 5}`.
        as_of: The instant at which the numbers are read, or `now`; wins over the same key in
            `text`.
        usual_as_of: What holds where neither names an instant.

    Returns:
        The variables as dbt takes them.
    """
    given = _read_yaml(text) if text else {}
    if as_of is not None:
        given["as_of"] = as_of
    elif usual_as_of:
        given.setdefault("as_of", usual_as_of)
    if str(given.get("as_of")).strip().lower() == "now":
        given["as_of"] = datetime.now(UTC).isoformat(timespec="seconds")
    known = known_variables(project)
    for name, value in given.items():
        if name not in known:
            advice = did_you_mean(str(name), known) or "the known ones stand in dbt_project.yml."
            raise ConfigurationError(f"There is no variable {str(name)!r}: {advice}")
        _require_kind(name, value, known[name])
    checked = {
        name: "" if value is None else value for name, value in _with_texts_of_dates(given).items()
    }
    in_force = {**known, **checked}
    if in_force.get("as_of"):
        _require_instant(str(in_force["as_of"]))
    names = _zone_names(project)
    for name, value in in_force.items():
        if name.endswith("_timezone"):
            zone = names.get(str(value).strip().lower(), value)
            _require_zone(name, zone)
            if zone != value:
                checked[name] = zone
    _require_ranges({**in_force, **checked})
    _require_quantiles(project, in_force.get("kpi_quantiles"))
    return checked


def _zone_names(project: Path) -> dict[str, str]:
    """The names of Rails and Windows, in lower case, as IANA names."""
    rows = columns_of(project, "time_zone_names", ("zone_name", "iana_name"))
    return {zone: name for zone, name in rows if zone and name}


def known_variables(project: Path) -> dict[str, Any]:
    """Names and defaults of the project's variables."""
    content = read_yaml(project / "dbt_project.yml")
    if not isinstance(content, dict) or not isinstance(content.get("vars") or {}, dict):
        raise ConfigurationError("dbt_project.yml must have vars with names and values: fix it.")
    variables: dict[str, Any] = dict(content.get("vars") or {})
    variables.update(variables.pop(content.get("name"), {}) or {})
    return _with_texts_of_dates(variables) | _places_of_sources(project)


def variables_in_force(project: Path, given: Mapping[str, Any]) -> dict[str, Any]:
    """The project's variables with those that somebody sets in place of their defaults."""
    return {**known_variables(project), **given}


def _with_texts_of_dates(variables: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in variables.items()
    }


def _places_of_sources(project: Path) -> dict[str, str]:
    """Settings of sources, such as `zendesk_fivetran_path`."""
    places: dict[str, str] = {}
    for path in project.glob("models/sources/*/_*__sources.yml"):
        names = re.findall(r"var\('(\w+)'", path.read_text(encoding="utf-8"))
        places |= dict.fromkeys([f"{path.parent.name}_path", *names], "")
    return places


def _read_yaml(text: str) -> dict[str, Any]:
    import yaml

    example = "--vars '{short_abandon_seconds: 5}'"
    try:
        content = yaml.safe_load(text)
    # A date such as 2025-13-45 is an error of a value.
    except (yaml.YAMLError, ValueError) as error:
        problem = getattr(error, "problem", None) or error
        raise ConfigurationError(
            f"--vars is not valid YAML ({problem}): write it as {example}."
        ) from error
    if not isinstance(content, dict):
        raise ConfigurationError(
            f"--vars must be names with values, not {text!r}: write it as {example}."
        )
    return content


def _require_kind(name: str, value: object, default: object) -> None:
    if default is None or default == "":
        return
    kind = type(default)
    fits = isinstance(value, kind) and isinstance(value, bool) == (kind is bool)
    # A list of columns of the tickets, or such lists by raw table.
    fits = fits or (name == "extra_slices" and isinstance(value, dict))
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if fits or (kind in (int, float) and is_number):
        return
    raise ConfigurationError(
        f"The variable {name!r} must be {EXPECTATIONS[kind]} like {shortened(default)}, "
        f"not {shortened(value)}."
    )


def _require_ranges(variables: dict[str, Any]) -> None:
    """Refuse what no model could work with, also where dbt_project.yml itself says it."""
    for name, value in variables.items():
        if problem := problem_of(name, value):
            raise ConfigurationError(f"The variable {name!r} is {shortened(value)}: {problem}.")
    for low, high in ORDERED:
        if low in variables and high in variables and variables[low] > variables[high]:
            raise ConfigurationError(
                f"The variable {low!r} is {variables[low]}, above {high!r}, which is "
                f"{variables[high]}: lower the first or raise the second."
            )


def _require_quantiles(project: Path, given: dict[str, float] | None) -> None:
    """Refuse quantiles that no reader could find, and announced ones that nothing would compute."""
    rows = columns_of(project, "statistics", ("statistic", "announced_with"))
    if given is None or not rows:
        return
    more = [str(statistic) for statistic, announced in rows if announced]
    if set(given) != {*QUANTILES, *more}:
        raise ConfigurationError(
            f"The variable 'kpi_quantiles' names {', '.join(given)}, but seeds/rules/statistics.csv"
            f" announces {', '.join([*QUANTILES, *more])}: give both the same names."
        )


def shortened(value: object) -> str:
    """A value as a message shows it."""
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."  # noqa: PLR2004


def _require_instant(text: str) -> None:
    try:
        year = datetime.fromisoformat(text).year
    except ValueError as error:
        raise ConfigurationError(
            f"The variable 'as_of' is {text!r}: give a date or a time in ISO 8601, "
            "such as 2025-06-30 or 2025-06-30T18:00:00; --as-of also takes now."
        ) from error
    if year not in YEARS:
        raise ConfigurationError(
            f"The variable 'as_of' is {text!r}: give a year from {YEARS[0]} to {YEARS[-1]}."
        )


def _require_zone(name: str, zone: object) -> None:
    zones = _known_zones()
    if zone in zones:
        return
    advice = did_you_mean(str(zone), zones) or "give an IANA name such as Europe/Berlin."
    raise ConfigurationError(f"The variable {name!r} names an unknown time zone {zone!r}: {advice}")


@cache
def _known_zones() -> list[str]:
    """The zones that DuckDB knows, which the build will ask; a tenth of a second to read."""
    import duckdb

    with duckdb.connect(":memory:") as connection:
        names = connection.execute("select name from pg_timezone_names()").fetchall()
    return [name for (name,) in names]
