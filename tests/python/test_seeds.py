"""Seeds that somebody edited wrongly: one sentence with file, line and remedy, and exit code 2."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scripts.base.errors import ConfigurationError
from scripts.base.files import read_csv, read_yaml
from scripts.base.seeds import columns_of
from scripts.base.variables import parse_variables
from scripts.building.seeds import require_seeds
from tests.python.conftest import Warehouse, error_sentence
from tests.python.mini_project import REAL_PROJECT
from tests.python.test_parity import manifest


def seed_nodes() -> Iterator[Any]:
    """The seeds as dbt's manifest has them."""
    for path in sorted((REAL_PROJECT / "seeds").glob("*/*.yml")):
        for seed in read_yaml(path)["seeds"]:
            place = path.parent.relative_to(REAL_PROJECT) / f"{seed['name']}.csv"
            config = SimpleNamespace(**{"meta": {}, **seed["config"]})
            yield SimpleNamespace(
                name=seed["name"],
                resource_type="seed",
                original_file_path=str(place),
                config=config,
                columns=seed["columns"],
            )


SEEDS = {node.name: node for node in seed_nodes()}

# How a status about a request of another gender ends.
GENDERS = {
    r"[её]н$": ("ена", "ено"),
    r"ан$": ("ана", "ано"),
    r"ыт$": ("ыта", "ыто"),
    r"ый$": ("ая", "ое"),
    r"deschis$": ("deschisă",),
    r"închis$": ("închisă",),
    r"șters$": ("ștearsă",),
    r"(?<=uit)$|(?<=(nul|olv|ion|end)at)$": ("ă",),
    r"^nou$": ("nouă",),
}


def test_statuses_of_every_gender_are_in_one_group() -> None:
    rows = read_csv(REAL_PROJECT / "seeds/rules/ticket_status_groups.csv")
    groups = {row["raw_status"]: row["status_group"] for row in rows}
    forms = [
        (word, re.sub(ending, other, word), group)
        for word, group in groups.items()
        for ending, others in GENDERS.items()
        if re.search(ending, word)
        for other in others
    ]
    assert len(forms) >= 40
    assert [form for form in forms if groups.get(form[1]) != form[2]] == []


def kpi_model(kpi_id: str, slices: str, **registered: Any) -> Any:  # noqa: ANN401
    """A model as dbt's manifest has it, with the one KPI that it has registered."""
    entry = {
        "kpis": {kpi_id: {"has_quantiles": True}},
        "part": "both",
        "rows": "",
        "date_column": None,
        "first_by": None,
        "slices": dict.fromkeys(slices.split()),
        **registered,
    }
    meta = {f"kpis_of_both_{kpi_id}": entry}
    return SimpleNamespace(
        name=kpi_id, resource_type="model", config=SimpleNamespace(meta=meta, column_types=None)
    )


GRAINS = ["week", "month"]
MODELS = [
    kpi_model("first_response_time", "overall channel team priority", quantile_grains=GRAINS),
    kpi_model("handle_time", "overall team", quantile_grains=GRAINS),
    kpi_model("handle_time", "agent", quantile_grains=[]),
    kpi_model("nps", "overall channel customer_segment"),
    kpi_model("support_cost_share_of_revenue", "overall"),
    kpi_model("agent_score", "overall team agent"),
    kpi_model("agent_score", "overall priority", part="components"),
]
MANIFEST: Any = SimpleNamespace(nodes={**SEEDS, **dict(enumerate(MODELS))})


@pytest.fixture
def edited(tmp_path: Path) -> Path:
    """A project of seeds to edit."""
    for folder in ("seeds", "macros/shapes"):
        shutil.copytree(REAL_PROJECT / folder, tmp_path / folder)
    shutil.copy(REAL_PROJECT / "dbt_project.yml", tmp_path)
    return tmp_path


def refusal(project: Path, variables: dict[str, Any] | None = None) -> str:
    """The sentence with which the seeds are refused."""
    with pytest.raises(ConfigurationError) as caught:
        require_seeds(project, MANIFEST, variables or {})
    return str(caught.value)


def add_row(project: Path, place: str, row: str) -> int:
    """Add a row to a seed; the answer is its line."""
    path = project / f"seeds/{place}.csv"
    text = path.read_text("utf-8").rstrip("\n")
    path.write_text(f"{text}\n{row}\n", "utf-8")
    return text.count("\n") + 2


def test_the_shipped_seeds_are_good_and_described() -> None:
    require_seeds(REAL_PROJECT, MANIFEST, {})
    for node in SEEDS.values():
        path = REAL_PROJECT / node.original_file_path
        header = path.read_text("utf-8").splitlines()[0].split(",")
        assert header == list(node.config.column_types), node.name
        assert header == [column["name"] for column in node.columns], node.name
    files = {path.stem for path in (REAL_PROJECT / "seeds").rglob("*.csv")}
    assert files == set(SEEDS)


ROWS = {
    # A seed, the row that is added to it, and what is said of its line.
    ("score_words", "wow,1,5,1,"): "has 5 as scale_min and 1 as scale_max: lower the first",
    ("score_words", "wow,7,1,5,"): "has 7 as score and 5 as scale_max: lower the first",
    ("score_words", "Good,1,0,1,"): "repeats line 2 (raw_score 'good', source_system ''): delete",
    ("survey_scales", "csat,sms,3,3,normal,,,"): "has 3 as scale_min and 3 as scale_max",
    ("survey_scales", "cast,sms,1,5,normal,,,"): "as survey_type, which is unknown: did",
    ("survey_scales", "csat,sms,1,5,up,,,"): "has 'up' as scale_direction, which is unknown: use",
    ("kpi_targets", ",csta,rate,month,,,,0.8,,,,,,,,,,"): "did you mean 'csat'?",
    ("kpi_targets", ",csat,rat,month,,,,0.8,,,,,,,,,,"): "'rat' as statistic, which is not in",
    ("kpi_targets", ",csat,rate,months,,,,0.8,,,,,,,,,,"): "did you mean 'month'?",
    ("kpi_targets", ",csat,rate,month,,,,80%,,,,,,,,,,"): "'80%' as target_low: write a number",
    ("kpi_targets", ',csat,rate,month,,,,"0,8",,,,,,,,,,'): "'0,8' as target_low: write a number",
    (
        "kpi_targets",
        ",csat,rate,month,,,01.07.2025,0.8,,,,,,,,,,",
    ): "write a day such as 2025-07-01",
    (
        "kpi_targets",
        ",csat,rate,month,,,2025-02-30,0.8,,,,,,,,,,",
    ): "write a day such as 2025-07-01",
    ("kpi_targets", ",csat,rate,month,,,,0.8,0.7,,,,,,,,,"): "0.8 as target_low and 0.7 as target",
    (
        "kpi_targets",
        ",csat,rate,month,,,,0,8,,,,,,,,,,,",
    ): " fields where the header has 18: correct it",
    ("kpi_targets", ",,,,,,,,,,,,,,,,,"): "is empty: delete it",
    ("kpi_targets", ",csat,rate,month,chanel,chat,,0.8,,,,,,,,,,"): "did you mean 'channel'?",
    (
        "kpi_targets",
        ",csat,rate,month,brand,x,,0.8,,,,,,,,,,",
    ): "has 'brand' as slice_name, which is unknown: correct it, or name it in the variable ext",
    (
        "kpi_targets",
        ",csat,median,month,,,,0.8,,,,,,,,,,",
    ): "has 'median' as statistic, which csat does not have: use rate",
    (
        "kpi_targets",
        ",csat,rate,month,channel,,,0.8,,,,,,,,,,",
    ): "has 'channel' as slice_name, but no slice_value: fill in all of slice_name, slice_value",
    (
        "kpi_targets",
        ",csat,rate,month,,chat,,0.8,,,,,,,,,,",
    ): "has 'chat' as slice_value, but no slice_name: fill in all of slice_name, slice_value",
    (
        "kpi_targets",
        ",csat,rate,month,,,,0.8,,,,,,,2025-12-31,,2025-01-01,",
    ): "has '2025-12-31' as due_date, but no baseline_value: fill in all of due_date, baseline_da",
    (
        "kpi_targets",
        ",csat,rate,month,,,2025-07-01,0.8,,,,,,2025-06-30,,,,",
    ): "has 2025-07-01 as valid_from and 2025-06-30 as valid_to: lower",
    (
        "kpi_targets",
        ",csat,rate,month,,,,0.8,,,,,,,2025-01-01,0.7,2025-01-02,",
    ): "has 2025-01-02 as baseline_date and 2025-01-01 as due_date: lower",
    (
        "kpi_targets",
        ",nps,score,month,team,T1,,50,,,,,,,,,,",
    ): "has 'team' as slice_name, by which nps is not published: use channel, customer_segment, or",
    (
        "kpi_targets",
        ",support_cost_share_of_revenue,ratio,month,team,T1,,,1,,,,,,,,,",
    ): "by which support_cost_share_of_revenue is not published: leave slice_name and slice_value",
    (
        "kpi_targets",
        ",agent_score,score,month,priority,high,,50,,,,,,,,,,",
    ): "by which agent_score is not published: use team, agent, or",
    (
        "kpi_targets",
        ",first_response_time,mean,month,overall,everything,,,9,,,,,,,,,",
    ): "has 'everything' as slice_value of the slice overall: write all",
    (
        "kpi_targets",
        ",first_response_time,median,quarter,,,,,9,,,,,,,,,",
    ): "'quarter' as period_grain, for which first_response_time has no median: use week or month",
    (
        "kpi_targets",
        ",handle_time,median,month,agent,A1,,,9,,,,,,,,,",
    ): "'agent' as slice_name, by which handle_time has no median: use another statistic, or leave",
    (
        "focus_kpis",
        "csta,6",
    ): "has 'csta' as kpi_id, which is not in kpi_catalogue: did you mean 'cs",
    ("focus_kpis", "nps,1"): "repeats line 2 (focus_rank '1'): delete one of them",
    ("focus_kpis", "nps,"): "has no focus_rank: fill it in, or delete the line",
    ("focus_kpis", "nps,1.5"): "has '1.5' as focus_rank: write a whole number",
    ("ticket_status_groups", "ours,opened,"): "has 'opened' as status_group, which is unknown: did",
    ("ticket_status_groups", "NEW ,open,"): "repeats line 2 (raw_status 'new', source_system '')",
    # Of another keyboard or habit.
    ("ticket_status_groups", "Решен,open,"): "(raw_status 'решен', source_system ''): delete one",
    ("score_words", "Mulţumit,1,0,1,"): "(raw_score 'mulțumit', source_system ''): delete one",
    ("channel_groups", "email,email,"): "repeats line 2 (raw_channel 'email', source_system '')",
    ("priority_groups", "now,,"): "has no priority_group: fill it in",
    ("call_outcome_groups", "x,answred,"): "did you mean 'answered'?",
    ("sla_metrics", "mine,creation,solve,"): "has no runs_in",
    ("sla_metrics", "mine,creation,solve,new|opne"): "'opne' in runs_in, which is unknown: did you",
    (
        "sla_metrics",
        "mine,creation,solve,new|open",
    ): "has 'mine' as metric, which no row of sla_metric_groups names: add such a row, or delete",
    (
        "sla_metric_groups",
        "mine,first_replay,",
    ): "which is not in sla_metrics: did you mean 'first_r",
    ("channel_sessions", "chat,45"): "repeats line 2 (channel 'chat'): delete one of them",
    ("channel_sessions", "chats,30"): "is not in channel_groups: did you mean 'chat'?",
    (
        "deadline_defaults",
        "higher,3600,true",
    ): "has 'higher' as priority, which is unknown: did you",
    ("channel_sessions", "video,half"): "has 'half' as session_gap_minutes: write a number",
    ("deadline_defaults", "high,0,true"): "has 0 as target_seconds: 1 is the least possible",
    ("channel_sessions", "email,-1"): "has -1 as session_gap_minutes: 0 is the least possible",
    (
        "deadline_defaults",
        "high,3600,maybe",
    ): "has 'maybe' as is_business_hours: write true or fals",
    ("reason_groups", "quick help,speed,"): "repeats line 2 (raw_reason 'quick help')",
    ("currency_rates", "USD,2024-11-01,0.9"): "repeats line 3 (currency 'usd', valid_from '2024-11",
    ("time_zone_names", "adelaide,Australia/Adelaide"): "repeats line 3 (zone_name 'adelaide')",
    (
        "staffing_groups",
        "q1,first,fax,,,,",
    ): "has 'fax' as media, which is unknown: use chat, voice",
    ("staffing_groups", "q1,first,chat,0,,,"): "has 0 as concurrency: 1 is the least possible",
    ("staffing_groups", "q1,first,chat,,80,,"): "has 80 as service_level: 1 is the most possible",
    ("interventions", ",new,nps,team,T1,2025-07-01,,0,New,,,"): "by which nps is not published",
    ("interventions", ",new,csat,chanel,chat,2025-07-01,,0,New,,,"): "did you mean 'channel'?",
    ("interventions", ",new,csat,channel,,2025-07-01,,0,New,,,"): "but no slice_value: fill in all",
    ("interventions", ",new,csat,,,2025-07-01,2025-06-01,0,New,,,"): "as started_on and 2025-06-01",
    ("agent_score_weights", "nps,0.1,true"): "has 'nps' as kpi_id, which is unknown: use agent_re",
    (
        "duration_buckets",
        "response_time,99,never,60,30",
    ): "has 60 as from_seconds and 30 as to_seco",
    ("statistics", "p75,p9"): "has 'p9' in announced_with, which is unknown: did you mean 'p90'?",
    ("statistics", "mean,"): "repeats line 2 (statistic 'mean'): delete one of them",
}


@pytest.mark.parametrize(("given", "said"), ROWS.items(), ids=lambda value: str(value)[:40])
def test_a_wrong_row_is_named_with_its_line(
    edited: Path, given: tuple[str, str], said: str
) -> None:
    seed, row = given
    number = add_row(edited, f"rules/{seed}", row)
    found = refusal(edited)
    assert said in found
    assert f"Line {number} of the seed seeds/rules/{seed}.csv" in found
    assert found.endswith((".", "?"))


def test_weights_sum_to_one(edited: Path) -> None:
    path = edited / "seeds/rules/agent_score_weights.csv"
    path.write_text(path.read_text("utf-8").replace("csat,0.25", "csat,0.35"), "utf-8")
    said = "The seed seeds/rules/agent_score_weights.csv has weights that sum to 1.1: the values of"
    assert said in refusal(edited)


@pytest.mark.parametrize("slices", [["brand"], {"calls": [" Brand "]}])
def test_a_target_may_be_for_a_slice_of_ones_own(edited: Path, slices: object) -> None:
    add_row(edited, "rules/kpi_targets", ",csat,rate,month,brand,acme,,0.8,,,,,,,,,,")
    assert "'brand' as slice_name" in refusal(edited)
    require_seeds(edited, MANIFEST, {"extra_slices": slices})
    settings = edited / "dbt_project.yml"
    kept = settings.read_text("utf-8").replace("extra_slices: []", "extra_slices: [brand]")
    settings.write_text(kept, "utf-8")
    require_seeds(edited, MANIFEST, {})


def test_targets_of_numbers_that_variables_leave_out_are_no_fault(edited: Path) -> None:
    for row in [
        ",first_response_time,mean,week,priority,high,,,9,,,,,,,,,",
        ",first_response_time,median,month,priority,high,,,9,,,,,,,,,",
        ",first_response_time,mean,fiscal_year,,,,,9,,,,,,,,,",
    ]:
        add_row(edited, "rules/kpi_targets", row)
    add_row(edited, "rules/interventions", ",new,nps,channel,chat,2025-07-01,,0,New,,,")
    require_seeds(edited, MANIFEST, {"kpi_slices": ["overall"], "kpi_period_grains": ["month"]})


@pytest.mark.parametrize("chosen", ["articles", "sample"])
def test_the_shipped_targets_are_of_published_numbers(chosen: str) -> None:
    models = {
        key: SimpleNamespace(
            name=node["name"],
            resource_type="model",
            config=SimpleNamespace(meta=node["config"]["meta"], column_types=None),
        )
        for key, node in manifest()["nodes"].items()
        if node["resource_type"] == "model"
    }
    every_model: Any = SimpleNamespace(nodes={**SEEDS, **models})
    require_seeds(REAL_PROJECT, every_model, {"target_set": chosen})


def test_numbers_of_watched_slices_may_have_targets(edited: Path) -> None:
    for row in [
        ",first_response_time,mean,week,team,T1,,,9,,,,,,,,,",
        ",first_response_time,median,month,team,T1,,,9,,,,,,,,,",
        ",handle_time,median,week,team,T1,,,9,,,,,,,,,",
        ",handle_time,mean,day,agent,A1,,,9,,,,,,,,,",
        ",first_response_time,mean,quarter,priority,high,,,9,,,,,,,,,",
        ",first_response_time,mean,day,overall,all,,,9,,,,,,,,,",
        # Those who come once in a period are counted by period, not by day.
        ",nps,score,week,customer_segment,vip,,50,,,,,,,,,,",
    ]:
        add_row(edited, "rules/kpi_targets", row)
    add_row(edited, "rules/interventions", ",new,nps,channel,chat,2025-07-01,,0,New,,,")
    require_seeds(edited, MANIFEST, {})


def test_a_set_of_targets_that_nobody_wrote_is_refused_and_one_that_does_not_apply_is_named(
    edited: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = refusal(edited, {"target_set": "smaple"})
    assert "'target_set' is 'smaple', but no target belongs to it: did you mean 'sample'?" in found
    for name in ("auto", "none", "articles", "sample"):
        require_seeds(edited, MANIFEST, {"target_set": name})
    assert not caplog.messages
    add_row(edited, "rules/kpi_targets", "mine,csat,rate,month,,,,0.8,,,,,,,,,,")
    require_seeds(edited, MANIFEST, {"target_set": "mine"})
    assert not caplog.messages
    require_seeds(edited, MANIFEST, {})
    assert caplog.messages == [
        "Targets of the set 'mine' do not apply: the variable 'target_set' is 'auto'."
    ]


def test_the_catalogue_announces_known_statistics(edited: Path) -> None:
    path = edited / "seeds/catalogue/kpi_catalogue.csv"
    text = path.read_text("utf-8")
    path.write_text(text.replace("mean|median|p90", "mean|medain|p90", 1), "utf-8")
    found = refusal(edited)
    assert "Line 2 of the seed seeds/catalogue/kpi_catalogue.csv has 'medain' in stati" in found
    path.write_text(text.replace(",median,mean|", ",medain,mean|", 1), "utf-8")
    assert "has 'medain' as headline_statistic, which first_response_time does not" in refusal(
        edited
    )


def test_a_target_may_be_for_a_kpi_and_a_statistic_of_ones_own(edited: Path) -> None:
    add_row(edited, "rules/statistics", "p75,p90")
    catalogue = (edited / "seeds/catalogue/kpi_catalogue.csv").read_text("utf-8").splitlines()
    (csat,) = [line.split(",") for line in catalogue if line.startswith("csat,")]
    own = ",".join(["own", *csat[1:5], *["own"] * 4, *csat[9:]])
    add_row(edited, "catalogue/kpi_catalogue", own)
    add_row(edited, "rules/kpi_targets", ",own,rate,month,,,,0.8,,,,,,,,,,")
    add_row(edited, "rules/kpi_targets", ",first_response_time,p75,month,,,,,600,,,,,,,,,")
    require_seeds(edited, MANIFEST, {})
    add_row(edited, "rules/kpi_targets", ",csat,p75,month,,,,0.8,,,,,,,,,,")
    assert "'p75' as statistic, which csat does not have" in refusal(edited)


def test_weights_are_of_kpis_that_the_score_observes() -> None:
    rules = SEEDS["agent_score_weights"].config.meta["valid_rows"]
    model = "models/marts/agent_score/parts/int_agent_score_observations.sql"
    observed = re.findall(
        r"\('(\w+)', '\w+', kpi_\1\(\)", (REAL_PROJECT / model).read_text("utf-8")
    )
    assert sorted(rules["accepted_values"]["kpi_id"]) == sorted(observed)


def test_scales_are_of_the_kinds_of_surveys_that_the_gate_knows() -> None:
    rules = SEEDS["survey_scales"].config.meta["valid_rows"]
    kinds = "|".join(rules["accepted_values"]["survey_type"])
    expected = read_yaml(REAL_PROJECT / "expectations/surveys.yml")["rules"]
    of_kinds = [rule for rule in expected if rule.get("column") == "survey_type"]
    forms = {rule["arguments"]["regex"] for rule in of_kinds if "arguments" in rule}
    assert forms == {f"(?i)^({kinds})$"}


def _rename(text: str) -> bytes:
    first, _, rest = text.partition(",")
    return f"{first}s,{rest}".encode()


FILES: dict[str, tuple[Callable[[str], bytes], str]] = {
    "a renamed column": (
        _rename,
        "lacks the column {0} and has '{0}s' instead: its header must be",
    ),
    "no header": (lambda text: text.partition("\n")[2].encode() or b"a,b", "lacks the column"),
    "nothing": (lambda _: b"", "is empty: give it at least its header"),
    "semicolons": (
        lambda text: text.replace(",", ";").encode(),
        "is separated by semicolons: save",
    ),
    "tabs": (lambda text: text.replace(",", "\t").encode(), "is separated by tabs: save it as CSV"),
    "UTF-16": (lambda text: text.encode("utf-16"), "is encoded in UTF-16: save it as CSV in UTF-8"),
    "Latin-1": (lambda text: text.encode() + b"caf\xe9", "is not UTF-8: save it as CSV in UTF-8"),
    "a quote that stays open": (lambda text: f'{text}"x,y'.encode(), "is broken (unexpected end"),
    "a column twice": (lambda text: b"%b,%b" % (text[:3].encode(), text.encode()), "twice: delete"),
}


@pytest.mark.parametrize("seed", sorted(SEEDS))
@pytest.mark.parametrize("damage", FILES)
def test_a_file_that_is_no_such_table_is_refused(edited: Path, seed: str, damage: str) -> None:
    node = SEEDS[seed]
    path = edited / node.original_file_path
    spoil, said = FILES[damage]
    columns = list(node.config.column_types)
    if damage == "a column twice":
        lines = path.read_text("utf-8").splitlines()
        path.write_text("\n".join(f"{line.split(',')[0]},{line}" for line in lines[:1]), "utf-8")
    else:
        path.write_bytes(spoil(path.read_text("utf-8")))
    found = refusal(edited)
    assert said.format(columns[0]) in found
    assert node.original_file_path in found


def test_what_excel_puts_in_front_and_a_column_of_ones_own_are_no_fault(edited: Path) -> None:
    path = edited / "seeds/rules/focus_kpis.csv"
    lines = path.read_text("utf-8").splitlines()
    more = [f"{line},{'note' if number == 0 else ''}" for number, line in enumerate(lines)]
    path.write_text("\r\n".join(more) + "\r\n", "utf-8-sig")
    require_seeds(edited, MANIFEST, {})
    assert list(read_csv(path)[0]) == ["kpi_id", "focus_rank", "note"]


def test_a_seed_that_is_gone_is_named(edited: Path) -> None:
    (edited / "seeds/rules/kpi_targets.csv").unlink()
    assert "The seed seeds/rules/kpi_targets.csv cannot be read" in refusal(edited)


def test_seeds_that_are_read_before_dbt_starts_are_held_too(edited: Path) -> None:
    assert ("adelaide", "Australia/Adelaide") in columns_of(
        edited, "time_zone_names", ("zone_name", "iana_name")
    )
    path = edited / "seeds/rules/time_zone_names.csv"
    path.write_bytes(_rename(path.read_text("utf-8")))
    with pytest.raises(ConfigurationError, match="lacks the column zone_name"):
        parse_variables(edited, None, None)


DESCRIBED = """
seeds:
  - name: thresholds
    config:
      column_types: {name: varchar, seconds: integer}
      meta: {valid_rows: {key: [name], at_least: {seconds: 0}}}
"""


def test_a_run_is_refused_and_the_last_release_stays(project: Path, warehouse: Warehouse) -> None:
    (project / "seeds/rules/_seeds.yml").write_text(DESCRIBED)
    assert warehouse("run").code == 0
    published = (project / "exports/current").resolve()
    seed = project / "seeds/rules/thresholds.csv"
    seed.write_text(seed.read_text() + "long,-1\n")
    line = seed.read_text().count("\n")
    said = f"Line {line} of the seed seeds/rules/thresholds.csv has -1 as seconds"
    for command in ("run", "check"):
        outcome = warehouse(command)
        assert outcome.code == 2
        assert re.match(re.escape(said), error_sentence(outcome))
    assert (project / "exports/current").resolve() == published
