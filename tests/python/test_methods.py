"""The statistical methods: their page, their formulas, and the signals of the sample once more."""

import json
from pathlib import Path

import duckdb
import numpy as np
import pytest
from scipy import stats

from benchmarks import agents, intervals, interventions, methods, signals, sums

WEIGHED = ("rate", "ratio", "score", "mean")
SIDES = {1: ("point_high", "shift_up"), -1: ("point_low", "shift_down")}
# Published values are rounded, so a point on its limit may fall on either side.
ROUNDING = 1e-5
# What the methods were chosen for, in percent, from simulations made apart from these: table,
# column, its rows, and by how much short simulations may differ.
PROMISED = [
    ("rates", 2, [0.3, 0.3, 0.4, 0.3, 0.4], 0.3),
    ("rates", 4, [0.2, 0.5, 1.0, 0.6, 1.4], 0.3),
    ("rates", 6, [0.2, 1.0, 1.0, 1.8, 2.1], 0.3),
    ("rates", 8, [0.2, 1.0, 1.1, 2.2, 2.1], 0.3),
    ("counts", 2, [0.9, 0.4, 0.3, 0.2], 0.3),
    ("shifts", 1, [13, 27, 49, 85], 3.5),
    ("shifts", 2, [32, 69, 95, 100], 3.5),
    ("shifts", 3, [41, 77, 98, 100], 3.5),
    ("shares", 3, [98, 96, 94, 95, 97, 97, 97, 94, 98, 94, 95, 95], 1.2),
    ("means", 3, [93, 94, 94, 89, 91, 92, 86, 87, 89], 1.2),
    ("replies", 3, [88, 91, 94], 1.2),
    ("interventions", 3, [1.2, 0.9, 0.8, 4.1, 2.8, 3.0, 3, 4, 8], 0.7),
    ("agents", 1, [4.3, 21, 69, 96], 1.5),
    ("sums", 3, [80, 80.5, 80, 80.5, 80, 80.5], 3),
]
FEWEST_COVERED = 95


def test_the_page_shows_the_committed_figures() -> None:
    figures = json.loads(methods.FIGURES.read_text(encoding="utf-8"))
    page = methods.PAGE.read_text(encoding="utf-8")
    assert methods.with_tables(page, figures) == page
    assert figures.keys() == methods.HEADINGS.keys()


def test_a_short_simulation_agrees_with_the_page() -> None:
    figures = json.loads(methods.FIGURES.read_text(encoding="utf-8"))
    short = methods.simulate(series=60, samples=600)
    for name, rows in short.items():
        for row, shown in zip(rows, figures[name], strict=True):
            for cell, committed in zip(row, shown, strict=True):
                if isinstance(cell, float):
                    assert cell == pytest.approx(committed, abs=8), (name, shown)


@pytest.mark.parametrize(("name", "column", "promised", "tolerance"), PROMISED)
def test_the_figures_are_those_that_the_methods_were_chosen_for(
    name: str, column: int, promised: list[float], tolerance: float
) -> None:
    rows = json.loads(methods.FIGURES.read_text(encoding="utf-8"))[name]
    assert [row[column] for row in rows] == pytest.approx(promised, abs=tolerance)


def test_durations_and_drifting_volumes_are_called_unusual_as_rarely_as_promised() -> None:
    figures = json.loads(methods.FIGURES.read_text(encoding="utf-8"))
    few, many = (row[2] for row in figures["volumes"])
    assert (few <= 2.6, many <= 6.8) == (True, True)  # noqa: PLR2004
    rows = figures["durations"]
    most = {"mean": 1.1, "median": 2.3, "90th percentile": 0.5}
    assert {row[0].split(",")[0] for row in rows} == most.keys()
    assert [row for row in rows if row[3] > most[row[0].split(",")[0]]] == []


def test_erlang_a_says_what_calls_do() -> None:
    rows = json.loads(methods.FIGURES.read_text(encoding="utf-8"))["queues"]
    (nine,) = [row for row in rows if row[0] == 9]
    assert nine[2] == pytest.approx(73.5958, abs=1e-4)
    assert [row[2] for row in rows] == pytest.approx([row[3] for row in rows], abs=1)
    assert [row[4] for row in rows] == pytest.approx([row[5] for row in rows], abs=0.5)


def test_no_quantile_is_covered_less_than_it_should() -> None:
    rows = json.loads(methods.FIGURES.read_text(encoding="utf-8"))["quantiles"]
    assert min(row[1] for row in rows) > FEWEST_COVERED - 0.05


def test_agents_are_those_of_a_random_effects_model() -> None:
    hits, tickets = np.array([[38, 52, 27, 61, 33, 19]]), np.array([[50, 60, 45, 70, 48, 40]])
    found = agents.effects(hits, tickets)
    assert found.is_found.all()
    assert found.effect[0] == pytest.approx(
        [0.020971, 0.112967, -0.110260, 0.119491, -0.039148, -0.207755], abs=1e-6
    )


def test_sums_have_the_range_of_their_past_errors() -> None:
    actual = np.array([[812, 790, 861, 905, 840, 798, 877, 820, 910, 835]])
    expected = np.array([[830, 822, 829, 850, 866, 850, 838, 846, 851, 862]])
    errors = np.log(actual / expected)
    weeks, months = (855 * np.exp(-sums.half_width(errors, window)) for window in sums.WINDOWS)
    assert (weeks[0], months[0]) == pytest.approx((804.059157, 797.754283), rel=1e-6)


def test_students_t_is_near_enough() -> None:
    degrees = np.arange(1, 200)
    assert intervals.t_quantile(degrees) == pytest.approx(stats.t.ppf(0.975, degrees), rel=2e-5)


def test_ranks_are_those_of_the_binomial_or_wider() -> None:
    for share in (0.5, 0.9):
        for count in range(6, 400):
            low, high = intervals.quantile_ranks(count, share)
            assert stats.binom.cdf(low - 1, count, share) <= 0.0251  # noqa: PLR2004
            assert 1 - stats.binom.cdf(high - 1, count, share) <= 0.0251  # noqa: PLR2004


@pytest.mark.parametrize("count", [30, 200, 800])
def test_equal_medians_are_rarely_told_apart(count: int) -> None:
    """By the ends that face each other, also where chats and e-mails leave a gap around the median.

    Errors as wide as half the interval would tell one pair in seven apart there.
    """
    rng = np.random.default_rng(7)
    shape, (low, high) = (2, 3000, count), intervals.quantile_ranks(count, 0.5)
    seconds = np.where(rng.random(shape) < 0.5, 10, 3000) * rng.exponential(size=shape)  # noqa: PLR2004
    for values in (rng.exponential(size=shape), rng.lognormal(0, 2, shape), seconds):
        ordered = np.sort(np.log(values))
        now, before = np.median(ordered, axis=2)
        (now_low, before_low), (now_high, before_high) = (
            ordered[..., low - 1],
            ordered[..., high - 1],
        )
        is_rise = now > before
        widths = np.hypot(
            now - np.where(is_rise, now_low, now_high),
            before - np.where(is_rise, before_high, before_low),
        )
        assert np.mean(np.abs(now - before) > widths) < 0.055  # noqa: PLR2004


def test_clustered_intervals_are_those_of_cluster_robust_errors() -> None:
    x = np.array([[2, 3, 1, 4, 2, 2, 3, 1, 2, 4]])
    y = np.array([[2, 3, 0, 2, 2, 1, 3, 1, 2, 3]])
    assert np.concatenate(intervals.clustered_share(x, y)) == pytest.approx(
        [0.557913, 0.919628], rel=1e-4
    )
    assert np.concatenate(intervals.clustered_share(x, x)) == pytest.approx([0.623390, 1], rel=1e-4)
    x = np.array([[1, 3, 2, 1, 4, 2, 1, 2, 3, 1]])
    y = np.array([[600, 5400, 900, 1200, 4000, 7200, 300, 1500, 2100, 15000]])
    assert np.concatenate(intervals.clustered_mean(x, y)) == pytest.approx(
        [599.2316, 9232.4417], rel=1e-4
    )


def test_an_intervention_is_compared_with_the_line_before_it() -> None:
    before = np.array([[0.71, 0.70, 0.70, 0.72, 0.73, 0.73, 0.72, 0.71, 0.71, 0.73, 0.74, 0.73]])
    after = np.array([[0.77, 0.78, 0.79, 0.79, 0.78, 0.78, 0.80, 0.81, 0.81, 0.80]])
    found = interventions.effects(before, after)
    ends = [found.change[0], found.change[0] - found.half[0], found.change[0] + found.half[0]]
    assert ends == pytest.approx([0.039970, 0.015780, 0.064160], rel=1e-4)
    assert found.is_trend.all()


def test_the_sample_tells_what_helped_from_what_changed_nothing(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as connection:
        found = connection.execute("""
            select intervention_id, verdict, change_low <= 0 and change_high >= 0
            from marts.intervention_effects
        """).fetchall()
    assert sorted(found) == [
        ("coaching", "better", False),
        ("new-greeting", "no_difference_seen", True),
    ]


def test_signals_of_the_sample_are_the_recomputed_ones(sample_build: Path) -> None:
    rated, kinds = 0, set()
    for rows in _series(sample_build).values():
        mine, centres, widths = _recomputed(rows)
        for row, kind, centre, width in zip(rows, mine, centres, widths, strict=True):
            point = _point(row)
            if width and abs(abs(point - centre) - width) < ROUNDING * max(abs(point), 1):
                continue
            assert row["signal_kind"] == kind, row
            rated += kind is not None
            kinds.add(kind)
    assert rated > 1_000  # noqa: PLR2004
    assert kinds == {None, "none", *SIDES[1], *SIDES[-1]}


def _series(build: Path) -> dict[tuple[str, ...], list[dict[str, object]]]:
    with duckdb.connect(str(build), read_only=True) as connection:
        result = connection.execute("""
            select
                points.*, kpis.unit, kpis.interval_method, signals.signal_kind,
                signals.phase_started_on,
                coalesce(points.effective_sample_size, points.sample_size) as cases
            from marts.kpi_signals as signals
            inner join marts.kpi_values as points
                using (kpi_id, statistic, period_grain, period_start, slice_name, slice_value)
            inner join marts.dim_kpis as kpis using (kpi_id)
            where signals.slice_name = 'overall'
            order by points.period_start
        """)
        names = [column[0] for column in result.description]
        found: dict[tuple[str, ...], list[dict[str, object]]] = {}
        for values in result.fetchall():
            row = dict(zip(names, values, strict=True))
            key = (row["kpi_id"], row["statistic"], row["period_grain"], row["phase_started_on"])
            found.setdefault(key, []).append(row)
    return found


def _recomputed(
    rows: list[dict[str, object]],
) -> tuple[list[str | None], np.ndarray, np.ndarray]:
    first = rows[0]
    factors = {"poisson_per_100": 100, "poisson_per_1000": 1000}
    is_chance = first["statistic"] in ("rate", "count")
    scale = 1 if is_chance else factors.get(first["interval_method"], 0)
    weights = [row["denominator"] if first["statistic"] in WEIGHED else 1.0 for row in rows]
    points = np.array([[_point(row) for row in rows]])
    found = signals.signals(points, np.array([weights]), scale, first["statistic"] == "rate")
    kinds = [
        _kind(row, bool(rated), int(point), int(shift), float(centre))
        for row, rated, point, shift, centre in zip(
            rows, found.rated[0], found.point[0], found.shift[0], found.centre[0], strict=True
        )
    ]
    return kinds, found.centre[0], found.width[0]


def _point(row: dict[str, object]) -> float:
    return float(np.log(max(row["value"], 1))) if _is_duration(row) else row["value"]


def _is_duration(row: dict[str, object]) -> bool:
    return row["unit"] == "seconds" and row["statistic"] not in ("rate", "ratio", "count")


def _kind(row: dict[str, object], rated: bool, point: int, shift: int, centre: float) -> str | None:
    if not rated or (row["statistic"] != "count" and row["cases"] < 30):  # noqa: PLR2004
        return None
    if point and _is_beyond(row, point, centre):
        return SIDES[point][0]
    return SIDES[shift][1] if shift else "none"


def _is_beyond(row: dict[str, object], side: int, centre: float) -> bool:
    """Whether the interval of a point excludes the centre; without an interval it does."""
    level = np.exp(centre) if _is_duration(row) else centre
    low, high = row["ci_low"], row["ci_high"]
    if low is None and high is None:
        return True
    return low is not None and low > level if side > 0 else high is not None and high < level


def test_statuses_of_the_sample_follow_from_their_intervals(sample_build: Path) -> None:
    with duckdb.connect(str(sample_build), read_only=True) as connection:
        rows = connection.execute("""
            select
                kpi_id, statistic, period_grain, period_start, value, ci_low, ci_high, target_low,
                target_high, target_status, target_side, judged_over_periods, is_provisional,
                numerator, denominator,
                interval_method = 'wilson' and dim_kpis.is_additive as is_plain_rate
            from marts.kpi_values
            inner join marts.dim_kpis using (kpi_id)
            where slice_name = 'overall' and period_grain in ('week', 'month')
            order by kpi_id, statistic, period_grain, period_start
        """).fetchall()
    seen = set()
    for place, row in enumerate(rows):
        value, ends, target, status, side, periods = row[4], row[5:7], row[7:9], *row[9:12]
        if status not in ("green", "amber", "red", "open"):
            assert (side, periods) == (None, None)
            continue
        assert side == ("inside" if _reading((value, value), target) == "inside" else "outside")
        reading = _reading(ends if ends != (None, None) else (value, value), target)
        three = rows[place - 2 : place + 1]
        if periods == 3 or (reading == "open" and row[15] and _are_one_series(three)):  # noqa: PLR2004
            assert reading == "open"
            if row[15]:
                sums = (np.float64(sum(other[i] for other in three)) for i in (13, 14))
                reading = _reading(intervals.wilson(*sums), target)
                assert periods == (1 if reading == "open" else 3)
        if not (periods == 3 and not row[15]):  # noqa: PLR2004
            assert {"inside": "green", "open": "open", "outside": "red"}[reading] == (
                "red" if status == "amber" else status
            ), row
        seen.add((status, periods))
    assert {("green", 1), ("red", 1), ("open", 1), ("red", 3)} <= seen


def _reading(ends: tuple[float | None, ...], target: tuple[float | None, ...]) -> str:
    """Where an interval is; an end that is missing is beyond every target."""
    low, high = ends[0], np.inf if ends[1] is None else ends[1]
    smallest = -np.inf if target[0] is None else target[0]
    largest = np.inf if target[1] is None else target[1]
    if low >= smallest and (high <= largest):
        return "inside"
    return "outside" if high < smallest or low > largest else "open"


def _are_one_series(three: list[tuple[object, ...]]) -> bool:
    """Whether three rows are values of one series that are final."""
    return (
        len({row[:3] for row in three}) == 1
        and len(three) == 3  # noqa: PLR2004
        and all(row[4] is not None and not row[12] for row in three)
    )
