"""What dbt makes of a statement's first words is what it makes of the whole, taken apart."""

import dbt.compilation
import pytest
import sqlparse
from dbt.contracts.graph.nodes import InjectedCTE

from scripts.building.dbt_command import ask_for_first_words

CTES = [InjectedCTE("a", "__dbt__cte__a as (select 1)"), InjectedCTE("b", "b as (select 2)")]
STATEMENTS = [
    "select 1",
    "\n\n  select 1 from t -- with a remark\n",
    "with a as (select 1)\nselect * from a",
    "\n  WITH\n  a as (select 'with; x' as w)\nselect * from a\n",
    "-- what it is\n\n/* and why */ with a as (select 1) select * from a",
    "with recursive a as (select 1) select * from a",
    "/* first */ select 1 as without_it",
    "withdrawn as (select 1)",
    "(select 1) union all (select 2)",
    "with -- a remark\n a as (select 1) select 1",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_ephemeral_models_are_put_in_front_as_before(
    monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    monkeypatch.setattr(dbt.compilation, "sqlparse", sqlparse)
    before = dbt.compilation.inject_ctes_into_sql(statement, CTES)
    ask_for_first_words()
    assert dbt.compilation.sqlparse is not sqlparse
    now = dbt.compilation.inject_ctes_into_sql(statement, CTES)
    assert now == before
