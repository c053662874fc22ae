"""Every variable of dbt_project.yml has a range, and its default is in it."""

import pytest
import yaml

from scripts.base import variables
from scripts.base.errors import ConfigurationError
from scripts.base.kinds import Number
from scripts.base.ranges import RANGES, kind_of, problem_of
from scripts.base.variables import known_variables, parse_variables
from tests.python.mini_project import REAL_PROJECT

KNOWN = known_variables(REAL_PROJECT)
# What no variable may be, whatever its kind.
NEVER = ["{a: {b: 1}}", "[[1]]", "[{a: 1}]", ".nan", ".inf", "-.inf", "-1", "1.0e+300", '"a\'b"']


@pytest.fixture(autouse=True)
def _read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands of refusals need not read dbt_project.yml each."""
    monkeypatch.setattr(variables, "known_variables", lambda _: KNOWN)


def test_every_variable_has_a_range_that_holds_its_default() -> None:
    assert [name for name in KNOWN if kind_of(name) is None] == []
    assert set(RANGES) <= set(KNOWN)
    assert {name: problem_of(name, value) for name, value in KNOWN.items()} == dict.fromkeys(KNOWN)


@pytest.mark.parametrize(
    "slices", [["brand"], {"tickets": ["brand", "form"], "calls": ["site"], "surveys": ["wave"]}]
)
def test_extra_slices_may_be_named_by_raw_table(slices: object) -> None:
    text = yaml.safe_dump({"extra_slices": slices})
    assert parse_variables(REAL_PROJECT, text, None) == {"extra_slices": slices}


@pytest.mark.parametrize(
    "name",
    ["complaint_ticket_types", "first_level_tiers", "void_order_statuses", "defect_return_reasons"],
)
def test_words_of_ones_own_may_have_any_sign_that_can_be_seen(name: str) -> None:
    given: dict[str, object] = {name: ["D'origine", 'a "word"; or 1', "On Hold"]}
    assert parse_variables(REAL_PROJECT, yaml.safe_dump(given), None) == given
    with pytest.raises(ConfigurationError, match="of one line with at most"):
        parse_variables(REAL_PROJECT, yaml.safe_dump({name: ["two\tparts"]}), None)


@pytest.mark.parametrize("name", [name for name in KNOWN if name != "as_of"])
def test_values_out_of_range_are_refused_before_the_build(name: str) -> None:
    for text in [*NEVER, *(["null"] if KNOWN[name] != "" else [])]:
        with pytest.raises(ConfigurationError) as refusal:
            parse_variables(REAL_PROJECT, f"{{{name}: {text}}}", None)
        assert name in str(refusal.value), text
    kind = kind_of(name)
    if isinstance(kind, Number):
        for value in (kind.low - 1, kind.high + 1, kind.low + 0.5 if kind.is_whole else "ten"):
            with pytest.raises(ConfigurationError, match=name):
                parse_variables(REAL_PROJECT, f"{{{name}: {value}}}", None)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("{service_level_abandons: maybe}", "give negative or ignore or positive"),
        ("{fcr_allow_same_tier_transfer: 1}", "must be true or false"),
        ("{kpi_slices: []}", "give a list of at least 1"),
        ("{kpi_period_grains: [day, week]}", "a list in which month is one"),
        ("{reporting_currency: euro}", "a currency of three capital letters"),
        ("{kpi_quantiles: {p90: 90}}", "from 0.001 to 0.999"),
        ("{kpi_quantiles: {'p 90': 0.9}}", "names of letters, digits"),
        ("{kpi_quantiles: {median: 0.5}}", "announces median, p90: give both the same names"),
        ("{kpi_quantiles: {median: 0.5, p90: 0.9, p75: 0.75}}", "names median, p90, p75, but"),
        ("{kpi_quantiles: {median: 0.5, p90: 0.9, mean: 0.4}}", "names median, p90, mean, but"),
        ("{nps_promoter_from: 5}", "above 'nps_promoter_from'"),
        ("{extra_slices: {orders: [brand]}}", "lists by tickets, calls, surveys"),
        ("{extra_slices: {tickets: brand}}", "give a list of"),
        ("{week_start_dow: 8}", "give a whole number from 1 to 7"),
        ("{ticket_url_template: 'javascript:alert(1)'}", "begins with https://"),
        ("{min_sampel_size: 3}", "did you mean 'min_sample_size'"),
    ],
)
def test_the_sentence_says_what_is_possible(text: str, sentence: str) -> None:
    with pytest.raises(ConfigurationError) as refusal:
        parse_variables(REAL_PROJECT, text, None)
    assert sentence in str(refusal.value)
