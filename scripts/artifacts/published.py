"""Which numbers are published, as far as the models tell before a build."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from scripts.artifacts.registry import RegisteredKpi, defined_kpis
from scripts.artifacts.rows import grouped


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
            given: A row; one without a grain is about weeks or months.
        """
        kpi_id, name = given["kpi_id"], given["slice_name"]
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
        if given.get("statistic") in self._quantiles:
            with_quantiles = [
                kpi
                for kpi in kpis
                if kpi.definition.get("has_quantiles") and (name or "overall") in kpi.slices
            ]
            yield from _problems_of_quantiles(with_quantiles, given)


def _problems_of_quantiles(
    kpis: Collection[RegisteredKpi], given: Mapping[str, str | None]
) -> Iterator[str]:
    grains = list(dict.fromkeys(grain for kpi in kpis for grain in kpi.quantile_grains))
    grain, lacks = given.get("period_grain"), f"{given['kpi_id']} has no {given['statistic']}: "
    if kpis and not grains:
        yield (
            f"has {given['slice_name']!r} as slice_name, by which {lacks}"
            "use another statistic, or leave slice_name and slice_value empty"
        )
    elif kpis and grain and grain not in grains:
        yield f"has {grain!r} as period_grain, for which {lacks}use {' or '.join(grains)}"
