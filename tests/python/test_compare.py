"""The comparison that others rely on sees what differs."""

import duckdb
import pytest

from benchmarks.compare import different_rows

ROWS = "(1, 'a', 2235.733514), (2, 'b', 1e10), (3, null, null)"


@pytest.mark.parametrize(
    ("other_rows", "different"),
    [
        pytest.param(ROWS, 0, id="equal"),
        # To nine digits the one is ...51 and the other ...52.
        pytest.param(ROWS.replace("3514", "3516"), 0, id="either side of a half"),
        pytest.param(ROWS.replace("3514", "3614"), 2, id="another eighth digit"),
        pytest.param(ROWS.replace("'a'", "'z'"), 2, id="another text"),
        pytest.param(ROWS.replace("(3, null, null)", "(3, null, 0)"), 2, id="zero for unknown"),
        pytest.param(f"{ROWS}, (3, null, null)", 1, id="a row twice"),
    ],
)
def test_different_rows_are_counted(other_rows: str, different: int) -> None:
    with duckdb.connect(":memory:") as both:
        for name, rows in (("one", ROWS), ("other", other_rows)):
            both.execute(
                f"create table {name} as select key, name, cast(value as double) as value "
                f"from (values {rows}) as rows (key, name, value)"
            )
        sides = (("memory", "main", "one"), ("memory", "main", "other"))
        assert different_rows(both, *sides) == different
