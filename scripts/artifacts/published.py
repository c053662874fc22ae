"""Which numbers are published, as far as the models tell before a build."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scripts.artifacts.registry import defined_kpis
from scripts.artifacts.rows import grouped

WITHOUT_QUANTILES = ("day", "quarter", "rolling_28d")


class PublishedNumbers:
    """The numbers that the models of a project can publish."""

    def __init__(self, nodes: Mapping[str, Any], quantiles: Collection[str]) -> None:
        """Args: the nodes of a manifest in memory, and what `kpi_quantiles` names."""
        read = {
            key: {"name": node.name, "config": {"meta": node.config.meta}}
            for key, node in nodes.items()
        }
        self._kpis = grouped(defined_kpis({"nodes": read}), lambda kpi: kpi.kpi_id)
        self._quantiles = quantiles

    def problems(self, given: Mapping[str, str | None]) -> Iterator[str]:
        """Why no variables give a row's KPI, statistic, grain and slice a number, with the remedy.

        Args:
            given: A row that has all four; one without a grain is about weeks or months.
        """
        kpi_id, name, grain = given["kpi_id"], given["slice_name"], given.get("period_grain")
        kpis = self._kpis.get(kpi_id or "", [])
        slices = list(dict.fromkeys(name for kpi in kpis for name in kpi.slices))
        if kpis and name and name not in slices:
            others = ", ".join(one for one in slices if one != "overall")
            yield (
                f"has {name!r} as slice_name, by which {kpi_id} is not published: "
                f"{f'use {others}, or ' if others else ''}leave slice_name and slice_value empty"
            )
        if name == "overall" and given["slice_value"] != "all":
            yield f"has {given['slice_value']!r} as slice_value of the slice overall: write all"
        has_quantiles = any(
            kpi.definition.get("has_quantiles") and kpi.are_weeks_watched for kpi in kpis
        )
        if has_quantiles and grain in WITHOUT_QUANTILES and given["statistic"] in self._quantiles:
            yield (
                f"has {grain!r} as period_grain, for which {kpi_id} has no {given['statistic']}: "
                "use week or month"
            )
