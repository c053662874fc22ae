"""From rows with a month and slices to rows as kpi_values holds them."""

import polars as pl

KEYS = ["kpi_id", "statistic", "month", "slice_name", "slice_value"]
NUMBERS = ["numerator", "denominator", "value"]
QUANTILES = {"median": 0.5, "p90": 0.9}


def sliced(rows: pl.DataFrame, anchor: str) -> pl.DataFrame:
    """Every row once per slice that it belongs to, with the month of its anchor."""
    rows = rows.filter(pl.col(anchor).is_not_null()).with_columns(
        month=pl.col(anchor).cast(pl.Date).dt.month_start()
    )
    slices = {
        "overall": pl.lit("all"),
        "channel": pl.col("channel").fill_null("unknown"),
        "team": pl.col("team_id").fill_null("unassigned"),
    }
    return pl.concat(
        rows.with_columns(slice_name=pl.lit(name), slice_value=value)
        for name, value in slices.items()
    )


def count(kpi_id: str, rows: pl.DataFrame, anchor: str, statistic: str = "count") -> pl.DataFrame:
    """How many rows there are."""
    cells = sliced(rows, anchor).group_by("month", "slice_name", "slice_value")
    counted = cells.agg(numerator=pl.len().cast(pl.Float64), denominator=pl.lit(None, pl.Float64))
    return _keyed(counted.with_columns(value="numerator"), kpi_id, statistic)


def ratio(
    kpi_id: str,
    rows: pl.DataFrame,
    anchor: str,
    numerator: pl.Expr,
    statistic: str = "rate",
    factor: float = 1.0,
    denominator: pl.Expr | None = None,
) -> pl.DataFrame:
    """A sum over rows, divided by their number (or by another sum)."""
    below = pl.len() if denominator is None else denominator
    cells = sliced(rows, anchor).group_by("month", "slice_name", "slice_value")
    summed = cells.agg(
        numerator=numerator.sum().cast(pl.Float64), denominator=below.cast(pl.Float64)
    )
    value = factor * pl.col("numerator") / pl.col("denominator")
    return _keyed(summed.with_columns(value=value), kpi_id, statistic)


def duration(
    kpi_id: str, rows: pl.DataFrame, anchor: str, seconds: str, quantiles: bool = True
) -> pl.DataFrame:
    """Mean of the known durations and, where published, their median and 90th percentile."""
    known = rows.filter(pl.col(seconds).is_not_null())
    parts = [ratio(kpi_id, known, anchor, pl.col(seconds), "mean")]
    cells = sliced(known, anchor).group_by("month", "slice_name", "slice_value")
    for statistic, share in QUANTILES.items() if quantiles else ():
        cut = cells.agg(
            numerator=pl.lit(None, pl.Float64),
            denominator=pl.len().cast(pl.Float64),
            value=pl.col(seconds).cast(pl.Float64).quantile(share, "linear"),
        )
        parts.append(_keyed(cut, kpi_id, statistic))
    return pl.concat(parts)


def whole(cells: pl.DataFrame) -> pl.DataFrame:
    """Only the overall rows, for what belongs to no channel and no team."""
    return cells.filter(pl.col("slice_name") == "overall")


def without_teams(cells: pl.DataFrame) -> pl.DataFrame:
    """Without the rows by team, for what belongs to a channel at most."""
    return cells.filter(pl.col("slice_name") != "team")


def _keyed(cells: pl.DataFrame, kpi_id: str, statistic: str) -> pl.DataFrame:
    named = cells.with_columns(kpi_id=pl.lit(kpi_id), statistic=pl.lit(statistic))
    return named.select(*KEYS, *NUMBERS)
