"""The faults of the simulated support desk: every kind that is promised, and few of each."""

import duckdb
import pytest

from scripts.sample import write_sample
from tests.python.conftest import folder_of_all_workers
from tests.python.raw_files import count, parquet


@pytest.fixture(scope="module")
def dirty(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    with folder_of_all_workers(tmp_path_factory, "dirty_rows") as folder:
        raw = folder / "raw"
        if not raw.is_dir():
            write_sample(raw, tickets=5000, seed=3, months=14, file_format="parquet", dirt=True)
    return parquet(raw)


FAULTS = {
    "exact repeats": "select count(*) - count(distinct event_id) from ticket_events",
    "late versions": "select count(*) from tickets where tags = 'corrected'",
    "stale tickets": "select count(*) from tickets where created_at = '2025-99-99T00:00:00Z'",
    "older versions that arrive late": "select count(*) from tickets where tags = 'outdated'",
    "broken required values": "select count(*) from calls where started_at = '0000-00-00 00:00:00'",
    "broken optional values": "select count(*) from orders where amount = '12,50 EUR'",
    "future occurrences": "select count(*) from help_center_events where occurred_at like '2031%'",
    "offsets": "select count(*) from tickets where created_at like '%+03:30'",
    "unknown customers": """
        select count(*) from tickets
        where customer_id not in (select customer_id from customers)""",
    "unknown agents": "select count(*) from surveys where agent_id = 'A9996'",
    "negative waits": "select count(*) from calls where wait_seconds = '-5'",
    "answers before the queue": "select count(*) from calls where answered_at < queued_at",
    "solved before created": "select count(*) from tickets where solved_at < created_at",
    "scores off the scale": "select count(*) from surveys where score = '9' and scale_max = '5'",
    "unmapped statuses": "select count(*) from tickets where status = 'parked'",
    "unmapped channels": "select count(*) from tickets where channel = 'fax'",
    "blank values": "select count(*) from tickets where trim(channel) = ''",
    "ids that are addresses": "select count(*) from tickets where customer_id like '%@example.com'",
    "ids that are phone numbers": "select count(*) from calls where customer_id like '+%'",
    "formulas": "select count(*) from tickets where subject like '=%'",
    "line breaks and quotes": "select count(*) from tickets where subject like '%\n%\"%'",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_dirty_tables_show_every_fault(dirty: duckdb.DuckDBPyConnection, fault: str) -> None:
    found = count(dirty, FAULTS[fault])
    assert found > 0
    assert found / count(dirty, "select count(*) from tickets") < 0.05
