"""Which numbers are published, as far as the models and variables tell before a build."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from scripts.artifacts.registry import COMPONENTS, RegisteredKpi, registered_kpis

# The variables with the slices that have a grain, where not every slice has it.
LISTS = {
    "day": "kpi_daily_slices",
    "week": "kpi_watched_slices",
    "rolling_28d": "kpi_watched_slices",
}
WITHOUT_QUANTILES = ("day", "quarter", "rolling_28d")


class PublishedNumbers:
    """The numbers that the models of a project publish with some variables."""

    def __init__(
        self, nodes: Mapping[str, Any], variables: Mapping[str, Any], extra_slices: Sequence[str]
    ) -> None:
        """Args: the nodes of a manifest in memory, the variables, and what `extra_slices` names."""
        self._variables, self._extra = variables, extra_slices
        self._kpis: dict[str | None, list[RegisteredKpi]] = {}
        read = {
            key: {"name": node.name, "config": {"meta": node.config.meta}}
            for key, node in nodes.items()
        }
        for kpi in registered_kpis({"nodes": read}):
            if kpi.part != COMPONENTS:
                self._kpis.setdefault(kpi.kpi_id, []).append(kpi)

    def problems(self, given: Mapping[str, str | None], *, is_in_force: bool) -> Iterator[str]:
        """Why there is no number of a KPI, statistic, grain and slice, with the remedy.

        Args:
            given: A row that has all four; one without a grain is about weeks or months.
            is_in_force: Whether what a variable leaves out is a fault of the row.
        """
        kpis = self._kpis.get(given["kpi_id"])
        if kpis:
            yield from self._never_published(given, kpis)
            if is_in_force:
                yield from self._left_out(given, kpis)

    def _never_published(
        self, given: Mapping[str, str | None], kpis: Sequence[RegisteredKpi]
    ) -> Iterator[str]:
        kpi_id, name, grain = given["kpi_id"], given["slice_name"], given.get("period_grain")
        slices = list(dict.fromkeys(name for kpi in kpis for name in kpi.slices))
        if name and name not in slices:
            others = ", ".join(one for one in slices if one != "overall")
            yield (
                f"has {name!r} as slice_name, by which {kpi_id} is not published: "
                f"{f'use {others}, or ' if others else ''}leave slice_name and slice_value empty"
            )
        if name == "overall" and given["slice_value"] != "all":
            yield f"has {given['slice_value']!r} as slice_value of the slice overall: write all"
        if grain in WITHOUT_QUANTILES and self._is_quantile(given, kpis) and _has_lists(kpis):
            yield (
                f"has {grain!r} as period_grain, for which {kpi_id} has no {given['statistic']}: "
                "use week or month"
            )

    def _left_out(
        self, given: Mapping[str, str | None], kpis: Sequence[RegisteredKpi]
    ) -> Iterator[str]:
        name, grain = given["slice_name"], given.get("period_grain")
        lists = [] if name in ("overall", *self._extra) else ["kpi_slices"]
        # What is compared before and after is about watched slices alone, and so are quantiles.
        if "period_grain" not in given or self._is_quantile(given, kpis):
            lists.append("kpi_watched_slices")
        elif grain in LISTS and _has_lists(kpis):
            lists.append(LISTS[grain])
        for variable in lists:
            if name and name not in self._variables[variable]:
                yield (
                    f"has {name!r} as slice_name, but {variable} leaves that out, so "
                    f"{given['kpi_id']} has no such number: "
                    "add it to that variable, or delete the line"
                )
        if grain and grain not in self._variables["kpi_period_grains"]:
            yield (
                f"has {grain!r} as period_grain, which kpi_period_grains leaves out: "
                "add it to that variable, or delete the line"
            )

    def _is_quantile(self, given: Mapping[str, str | None], kpis: Sequence[RegisteredKpi]) -> bool:
        has_quantiles = any(kpi.definition.get("has_quantiles") for kpi in kpis)
        return has_quantiles and given.get("statistic") in self._variables["kpi_quantiles"]


def _has_lists(kpis: Sequence[RegisteredKpi]) -> bool:
    return all(kpi.are_weeks_watched for kpi in kpis)
