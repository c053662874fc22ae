"""Every metric of the semantic layer is the number that kpi_values publishes."""

from collections import Counter
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
from metricflow.engine.metricflow_engine import MetricFlowEngine, MetricFlowQueryRequest
from metricflow.protocols.sql_client import SqlEngine
from metricflow.sql.render.duckdb_renderer import DuckDbSqlPlanRenderer
from metricflow_semantic_interfaces.implementations.semantic_manifest import (
    PydanticSemanticManifest,
)
from metricflow_semantic_interfaces.validations.semantic_manifest_validator import (
    SemanticManifestValidator,
)
from metricflow_semantics.model.dbt_manifest_parser import (
    parse_manifest_from_dbt_generated_manifest,
)
from metricflow_semantics.model.semantic_manifest_lookup import SemanticManifestLookup

from scripts.base.settings import PROJECT
from scripts.semantic.facts import FactKpi, read_fact_kpis
from scripts.semantic.render import semantic_files, written_files
from tests.python.test_explain import WITHOUT_VALUES
from tests.python.test_parity import catalogue, manifest

# Metrics per query: fewer cost more queries, more make MetricFlow's plan slow.
BATCH = 10
PUBLISHED_SQL = """
    select strftime(period_start, '%Y-%m-%d'), slice_value, value
    from marts.kpi_values
    where
        kpi_id = ? and period_grain = 'month' and slice_name = ?
        and statistic in ('count', 'rate', 'ratio', 'mean', 'score')
        and value_status not in ('no_source', 'no_rule')
        and sample_size is not null
"""

# KPIs that the semantic layer leaves to kpi_values, by reason.
WITHOUT_METRIC = {
    "a state at the end of the period that no public table holds day by day": [
        "agent_turnover_rate",
        "backlog_age",
        "backlog_days_of_work",
        "complaint_rate_per_1000_customers",
        "contact_rate",
        "oldest_open_ticket",
        "open_assigned",
        "waiting_first_reply",
    ],
    "depends on the period as a whole, not on single rows": [
        "nps",
        "received_and_resolved_same_period",
        "ticket_volume_by_channel",
        "customer_churn_rate",
        "customer_retention_rate",
        "customer_retention_rate_naive",
    ],
    "neither ratio, mean nor count of rows": [
        "agent_score",
        "first_response_time_km_median",
        "longest_wait",
        "repeat_contact_cost",
        "resolution_time_km_median",
        "servperf",
        "servqual_gap",
        "ticket_volume_forecast",
    ],
    "its rows are joined or allocated in an intermediate model, and no public fact holds them": [
        "article_helpfulness_rate",
        "clearance_ratio",
        "close_events",
        "customer_messages_unanswered",
        "cost_per_human_ticket",
        "cost_per_resolution",
        "cost_per_ticket",
        "csat_of_surveys_sent",
        "defect_share_needing_return",
        "defective_return_rate",
        "defective_returns_of_period",
        "implied_deflection",
        "low_score_follow_up_rate",
        "post_service_repurchase_rate",
        "qa_critical_error_accuracy",
        "qa_score",
        "repurchase_rate_without_contact",
        "self_service_ratio",
        "servqual_gap_assurance",
        "servqual_gap_empathy",
        "servqual_gap_reliability",
        "servqual_gap_responsiveness",
        "servqual_gap_tangibles",
        "servqual_gap_weighted",
        "sla_compliance_rate_of_tickets",
        "support_cost_share_of_revenue",
        "support_page_views",
        "survey_response_rate",
        "unique_viewers",
        "zero_result_search_rate",
    ],
}


STOCKS = ("backlog_open", "backlog_overdue")


@pytest.fixture(scope="module")
def semantic_manifest(sample_build: Path, real_exports: Path) -> PydanticSemanticManifest:
    """The semantic models and metrics of the sample's build."""
    path = max(real_exports.glob("runs/*/artifacts/semantic_manifest.json"))
    return parse_manifest_from_dbt_generated_manifest(path.read_text(encoding="utf-8"))


def test_every_kpi_is_a_metric_or_has_a_reason_not_to_be() -> None:
    metrics = {
        node["name"]
        for node in manifest()["metrics"].values()
        if node["original_file_path"].startswith("models/marts/semantic/")
        and not node["name"].endswith(("_numerator", "_denominator"))
    } - {f"{stock}_by_team" for stock in STOCKS}
    excused = {kpi_id for kpi_ids in WITHOUT_METRIC.values() for kpi_id in kpi_ids}
    missing = sorted(set(catalogue()) - metrics - excused)
    extra = sorted((metrics | excused) - set(catalogue()))
    assert (missing, extra, sorted(metrics & excused)) == ([], [], [])


def test_the_files_say_what_the_definitions_say() -> None:
    written = semantic_files(read_fact_kpis(manifest()), PROJECT / "seeds")
    files = written_files(PROJECT / "models" / "marts" / "semantic")
    present = {path.name: text for path, text in files.items()}
    assert present == written, "a KPI has changed: run make semantic"


@pytest.mark.parametrize("slice_name", ["overall", "channel"])
def test_every_metric_equals_kpi_values(
    sample_build: Path, semantic_manifest: PydanticSemanticManifest, slice_name: str
) -> None:
    engine = _engine(semantic_manifest)
    is_sliced = slice_name != "overall"
    kpis = {
        kpi.kpi_id: kpi
        for kpi in read_fact_kpis(manifest())
        if not is_sliced or slice_name in dict(kpi.slices)
    }
    wrong: list[str] = []
    compared: Counter[str] = Counter()
    with duckdb.connect(str(sample_build), read_only=True) as connection:
        for batch in _batches(list(kpis.values())):
            found = _query(engine, connection, batch, [slice_name] if is_sliced else [])
            for kpi_id in batch:
                rows = connection.execute(PUBLISHED_SQL, [kpi_id, slice_name]).fetchall()
                for month, value, published in rows:
                    metric = found[kpi_id].get((month, value if is_sliced else "all"))
                    # Where nothing happened MetricFlow has no row, and kpi_values a count of 0.
                    if (metric or 0) != pytest.approx(published or 0, rel=1e-9, abs=1.1e-6) or (
                        published is None and metric is not None
                    ):
                        wrong.append(f"{kpi_id} {month} {value}: {metric}, published {published}")
                    compared[kpi_id] += published is not None
    assert wrong == []
    assert set(kpis) - set(+compared) <= WITHOUT_VALUES


@pytest.mark.parametrize("slice_name", ["overall", "channel", "team"])
def test_stocks_are_those_of_the_last_day(
    sample_build: Path, semantic_manifest: PydanticSemanticManifest, slice_name: str
) -> None:
    names = {stock: f"{stock}_by_team" if slice_name == "team" else stock for stock in STOCKS}
    if slice_name != "team":
        names["backlog_overdue_share"] = "backlog_overdue_share"
    engine = _engine(semantic_manifest)
    slices = [] if slice_name == "overall" else [slice_name]
    with duckdb.connect(str(sample_build), read_only=True) as connection:
        found = _query(engine, connection, list(names.values()), slices)
        for kpi_id, name in names.items():
            rows = connection.execute(
                """
                select strftime(period_start, '%Y-%m-%d'), slice_value, value from marts.kpi_values
                where kpi_id = ? and period_grain = 'month' and slice_name = ?
                    and value is not null
                """,
                [kpi_id, slice_name],
            ).fetchall()
            assert len({month for month, _, _ in rows}) > 12
            for month, value, published in rows:
                metric = found[name].get((month, value if slices else "all"))
                assert (metric or 0) == pytest.approx(published, abs=1.1e-6), (name, month, value)


def test_saved_queries_have_the_cases_beside_each_rate(
    sample_build: Path, semantic_manifest: PydanticSemanticManifest
) -> None:
    engine = _engine(semantic_manifest)
    names = [query.name for query in semantic_manifest.saved_queries]
    assert names == ["focus_kpis", "focus_kpis_by_channel", "focus_kpis_by_team"]
    with duckdb.connect(str(sample_build), read_only=True) as connection:
        for name in names:
            request = MetricFlowQueryRequest.create(saved_query_name=name)
            result = connection.execute(engine.explain(request).sql_statement.sql)
            columns = [column[0] for column in result.description]
            row = dict(zip(columns, result.fetchall()[-1], strict=True))
            for rate in ("fcr_rate", "csat", "sla_compliance_rate"):
                assert {rate, f"{rate}_denominator"} <= set(row), name


def test_the_definitions_are_valid(semantic_manifest: PydanticSemanticManifest) -> None:
    results = SemanticManifestValidator[PydanticSemanticManifest]().validate_semantic_manifest(
        semantic_manifest
    )
    assert [issue.as_readable_str() for issue in results.all_issues] == []


def _engine(manifest: PydanticSemanticManifest) -> MetricFlowEngine:
    """MetricFlow without a connection: it writes the SQL, the test runs it."""
    client = SimpleNamespace(
        sql_engine_type=SqlEngine.DUCKDB,
        sql_plan_renderer=DuckDbSqlPlanRenderer(),
        render_bind_parameter_key=str,
    )
    return MetricFlowEngine(SemanticManifestLookup(manifest), client)


def _batches(kpis: list[FactKpi]) -> list[list[str]]:
    """Metrics of the same rows together: MetricFlow reads these once."""
    kpis = sorted(kpis, key=lambda kpi: (kpi.relation, kpi.date_column, kpi.slices))
    return [
        [kpi.kpi_id for kpi in kpis[start : start + BATCH]] for start in range(0, len(kpis), BATCH)
    ]


def _query(
    engine: MetricFlowEngine,
    connection: duckdb.DuckDBPyConnection,
    metrics: list[str],
    slices: list[str],
) -> dict[str, dict[tuple[str, str], float]]:
    """Values of each metric by month and slice value."""
    request = MetricFlowQueryRequest.create(
        metric_names=metrics, group_by_names=["metric_time__month", *slices]
    )
    result = connection.execute(engine.explain(request).sql_statement.sql)
    names = [column[0] for column in result.description]
    found: dict[str, dict[tuple[str, str], float]] = {name: {} for name in metrics}
    for row in result.fetchall():
        cells = dict(zip(names, row, strict=True))
        if cells["metric_time__month"] is None:
            continue
        key = (f"{cells['metric_time__month']:%Y-%m-%d}", cells[slices[0]] if slices else "all")
        for name in metrics:
            found[name][key] = cells[name]
    return found
