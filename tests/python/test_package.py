"""The project as a package of another one."""

import csv
import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from scripts.base.settings import PROJECT

FILES = {
    "packages.yml": f"packages:\n  - local: {PROJECT}\n",
    "profiles.yml": """
shop:
  outputs:
    dev: {type: duckdb, path: shop.duckdb, schema: main, threads: 2, settings: {TimeZone: UTC}}
  target: dev
""",
    "dbt_project.yml": """
name: shop
version: 0.1.0
profile: shop
flags:
  log_level_file: info
  send_anonymous_usage_stats: false
  require_ref_prefers_node_package_to_root: true
vars:
  support_kpi:
    raw_models: {tickets: shop_tickets}
    as_of: "2025-06-01"
    min_sample_size: 1
    kpi_slices: [overall]
    kpi_watched_slices: [overall]
    kpi_period_grains: [month]
models:
  shop: {+materialized: table}
seeds:
  shop: {+schema: reference}
  support_kpi: {rules: {kpi_targets: {+enabled: false}}}
""",
    "models/shop_tickets.sql": """
select
    number as ticket_id,
    timestamp '2025-03-03 10:00:00' + to_days(cast(number as integer)) as created_at,
    'solved' as status,
    'email' as channel,
    timestamp '2025-03-03 11:00:00' + to_days(cast(number as integer)) as solved_at
from range(1, 21) as numbers (number)
""",
    "models/shop_speed.sql": """
select period_start, value / 3600 as hours
from {{ ref('kpi_values') }}
where kpi_id = 'resolution_time' and statistic = 'mean' and period_grain = 'month'
    and slice_name = 'overall' and value is not null
""",
}


TARGET = {
    "kpi_id": "resolution_time", "statistic": "mean", "period_grain": "month",
    "target_high": "7200", "origin": "ours",
}  # fmt: skip


@pytest.fixture
def host(tmp_path: Path) -> Path:
    """A project with tickets of its own, a target of its own and a KPI of its own."""
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    with (PROJECT / "seeds/rules/kpi_targets.csv").open(encoding="utf-8") as ours:
        columns = csv.DictReader(ours).fieldnames or []
    (tmp_path / "seeds").mkdir()
    with (tmp_path / "seeds/kpi_targets.csv").open("w", encoding="utf-8", newline="") as own:
        writer = csv.DictWriter(own, columns)
        writer.writeheader()
        writer.writerow(TARGET)
    return tmp_path


def dbt(host: Path, *arguments: str) -> str:
    """Run dbt as the host's people do."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SUPPORT_KPI_")}
    outcome = subprocess.run(
        [Path(sys.executable).with_name("dbt"), "--no-use-colors", *arguments],
        cwd=host, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.returncode == 0, outcome.stdout[-3000:]
    return outcome.stdout


def test_a_host_project_builds_overrides_and_loses_what_it_withdraws(host: Path) -> None:
    dbt(host, "deps")
    dbt(host, "build", "--exclude-resource-type", "unit_test")
    with duckdb.connect(str(host / "shop.duckdb"), read_only=True) as built:
        assert built.sql("select * exclude (period_start) from shop_speed").fetchall() == [(1.0,)]
        assert built.sql("select count(*) from marts.fct_tickets").fetchall() == [(20,)]
        # Its variables are those of the host.
        published = "select distinct slice_name, period_grain from marts.kpi_values"
        assert built.sql(published).fetchall() == [("overall", "month")]
        targets = (
            "select distinct target_high from marts.kpi_scorecard where target_high is not null"
        )
        assert built.sql(targets).fetchall() == [(7200.0,)]
        staged = (
            "select rows_read, rows_staged from staging.raw_row_counts where raw_table = 'tickets'"
        )
        assert built.sql(staged).fetchall() == [(20, 20)]
    tickets = host / "models/shop_tickets.sql"
    tickets.write_text(tickets.read_text().replace("range(1, 21)", "range(1, 11)"))
    dbt(host, "run", "--select", "+fct_tickets")
    with duckdb.connect(str(host / "shop.duckdb"), read_only=True) as built:
        assert built.sql("select count(*) from marts.fct_tickets").fetchall() == [(10,)]
