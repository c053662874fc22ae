"""What stands on the page: the numbers of kpi_values, safe text, honest gaps."""

import re
from pathlib import Path

import duckdb
import pytest

from scripts.artifacts.export import RELEASE_DATABASE
from scripts.publish.release_files import verify_release
from scripts.report.page.answers import Gap
from scripts.report.page.render import PAGE, PICTURE
from scripts.texts.definitions import definition
from scripts.texts.locale import LANGUAGES, load_texts
from tests.python.conftest import Warehouse, error_sentence
from tests.python.page.conftest import Changed, numbers_of

PERSIAN = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫٪", "0123456789.%")
UNITS = {
    "sec": 1, "secs": 1, "ثانیه": 1, "s": 1, "с": 1,
    "min": 60, "mins": 60, "min.": 60, "دقیقه": 60, "мин": 60,
    "hr": 3600, "hrs": 3600, "ساعت": 3600, "oră": 3600, "ore": 3600, "ч": 3600,
    "day": 86400, "days": 86400, "روز": 86400, "zi": 86400, "zile": 86400, "дн.": 86400,
}  # fmt: skip
LARGEST_PAGE = 1_000_000
NASTY = "<img src=x onerror=alert(1)>\"'`{{7*7}}=1+1\u202e🙂" + "m" * 200


def shown_value(text: str, language: str) -> tuple[float, float]:
    """What a person reads, and how far rounding may have moved it."""
    plain = re.sub("[\u2066\u2069\u200e\u200f]", "", text).replace("\u2212", "-")
    plain = re.sub("[\u00a0\u202f]", " ", plain.translate(PERSIAN)).replace("٬", "")
    plain = plain.replace(",", "") if language in ("en", "fa") else plain.replace(",", ".")
    match = re.search(r"-?[\d ]*\d(?:\.\d+)*", plain)
    assert match, text
    number = match[0].replace(" ", "")
    # Romanian groups thousands with points: all but the last part of such a number.
    if number.count(".") > 1 or (language == "ro" and re.fullmatch(r"\d{1,3}\.\d{3}", number)):
        number = number.replace(".", "", number.count(".") - (len(number.split(".")[-1]) != 3 or 0))
    value = float(number)
    step = 10.0 ** -len(number.partition(".")[2]) if "." in number else 1.0
    rest = plain[match.end() :].strip()
    scale = 0.01 if rest.startswith("%") else UNITS.get(rest, 1)
    return value * scale, step * scale * 0.51


@pytest.mark.parametrize("language", LANGUAGES)
def test_interventions_are_told_apart(sample_page: Path, language: str) -> None:
    words = load_texts(language)["interventions"]["verdicts"]
    page = sample_page.read_text(encoding="utf-8")
    (table,) = re.findall(rf'id="{language}-interventions".*?</table>', page, re.DOTALL)
    changed_nothing, helped = table.split('<th scope="row">')[1:]
    assert words["better"] in helped
    assert words["no_difference_seen"] in changed_nothing
    # Their trends mark where they began: a solid line is an effect that is seen.
    lines = [re.findall(r'class="(t-seen|t-begun)"', row) for row in (helped, changed_nothing)]
    assert lines == [["t-seen"], ["t-begun"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_tile_says_what_was_changed(sample_page: Path, language: str) -> None:
    words = load_texts(language)["interventions"]["verdicts"]
    page = sample_page.read_text(encoding="utf-8")
    (front,) = re.findall(rf'id="{language}-focus".*?</section>', page, re.DOTALL)
    marked = re.findall(r'<article [^>]*data-kpi="csat".*?</article>', front, re.DOTALL)[0]
    assert front.count('class="t-begun"') == marked.count('class="t-begun"') == 1
    assert words["no_difference_seen"] in marked


@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_are_those_of_kpi_values(
    sample_release: Path, sample_page: Path, language: str
) -> None:
    found = numbers_of(sample_page.read_text(encoding="utf-8"), language)
    assert len(found) > 40
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        for key, text in found:
            slice_name, _, slice_value = key["data-slice"].partition("=")
            row = release.execute(
                """
                select value from marts.kpi_values where kpi_id = ? and statistic = ?
                and period_grain = ? and period_start = ? and slice_name = ? and slice_value = ?
                """,
                [
                    key["data-kpi"], key["data-statistic"], key["data-grain"],
                    key["data-period"], slice_name, slice_value,
                ],
            ).fetchone()  # fmt: skip
            assert row, key
            if row[0] is None:
                assert (key["value"], text) == ("", "–")
                continue
            assert float(key["value"]) == row[0], key
            value, tolerance = shown_value(text, language)
            assert value == pytest.approx(row[0], abs=tolerance), (key, text)


def test_focus_is_complete(sample_release: Path, sample_page: Path) -> None:
    page = sample_page.read_text(encoding="utf-8")
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        focus = release.execute(
            "select kpi_id, kpi_name_en, kpi_name_fa from marts.kpi_focus "
            "where period_grain = 'month'"
        ).fetchall()
    for kpi_id, *names in focus:
        assert f'data-kpi="{kpi_id}"' in page
        assert all(name in page for name in names)


def test_release_carries_page_and_picture(sample_release: Path, sample_page: Path) -> None:
    assert sample_page.stat().st_size <= LARGEST_PAGE
    assert (sample_release / PICTURE).read_bytes().startswith(b"\x89PNG")
    assert not re.search(r"""(?:src|href)=["']?(?:https?:)?//""", sample_page.read_text("utf-8"))


def test_thousands_of_values_make_no_large_page(changed_page: Changed) -> None:
    page = changed_page(
        """
        insert into marts.agent_scorecard
            select old.* replace (agent_id || '-' || n as agent_id)
            from marts.agent_scorecard as old, range(200) as copies (n);
        insert into marts.kpi_values
            select old.* replace (slice_value || '-' || n as slice_value)
            from marts.kpi_values as old, range(100) as copies (n)
            where slice_name in ('team', 'topic') and period_grain = 'month';
        insert into marts.kpi_balance
            select old.* replace (slice_value || '-' || n as slice_value)
            from marts.kpi_balance as old, range(500) as copies (n) where slice_name = 'team';
        insert into marts.data_trust
            select old.* replace (subject || '-' || n as subject)
            from marts.data_trust as old, range(200) as copies (n);
        """
    )
    assert len(page.encode()) <= LARGEST_PAGE
    for mart in ("agent_scorecard", "kpi_balance", "data_trust"):
        assert re.search(rf"[0-9],[0-9]{{3}} more in {mart}", page), mart
    assert re.search(r'optgroup label="Team \(the [0-9]+ largest\)"', page)


def test_languages_have_the_same_texts() -> None:
    def keys(texts: dict[str, object], prefix: str = "") -> set[str]:
        found = set()
        for key, value in texts.items():
            inner = isinstance(value, dict) and "other" not in value
            found |= keys(value, f"{prefix}{key}.") if inner else {prefix + key}
        return found

    english = keys(load_texts("en"))
    for language in LANGUAGES:
        assert keys(load_texts(language)) == english, language


def test_core_kpis_are_defined_in_every_language(sample_release: Path) -> None:
    with duckdb.connect(str(sample_release / RELEASE_DATABASE), read_only=True) as release:
        core = release.execute(
            "select kpi_id from marts.dim_kpis where origin = 'article'"
        ).fetchall()
    for (kpi_id,) in core:
        for language in LANGUAGES:
            text, written_in = definition(kpi_id, language)
            assert text and written_in == language, (kpi_id, language)


def test_report_writes_elsewhere_and_leaves_the_release_alone(
    sample_release: Path, warehouse: Warehouse, tmp_path: Path
) -> None:
    outcome = warehouse("report", "--output", str(tmp_path / "mail"), "--language", "fa")
    assert outcome.code == 0, outcome.err
    assert 'data-default="fa"' in (tmp_path / "mail" / PAGE).read_text(encoding="utf-8")
    assert verify_release(sample_release) == []
    inside = warehouse("report", "--output", str(sample_release / "csv"))
    assert inside.code == 2 and "never changes" in error_sentence(inside)
    unknown = warehouse("report", "--language", "de")
    assert unknown.code == 2 and "en, fa, ro, ru" in error_sentence(unknown)


def test_hostile_names_are_harmless_and_restatements_listed(changed_page: Changed) -> None:
    nasty = NASTY.replace("'", "''")
    page = changed_page(
        f"""
        update marts.dim_teams set team_name = '{nasty}';
        update marts.dim_topics set topic_name = '{nasty}';
        update marts.agent_scorecard set agent_id = '{nasty}' || agent_id;
        update marts.cost_summary set channel = '{nasty}' where channel = 'phone';
        update marts.data_trust set detail = '{nasty}', subject = '{nasty}';
        insert into marts.data_trust (finding, subject, detail, affected_rows) values
            ('reported_values', 'first_reply', 'equal', 1196),
            ('reported_values', 'first_reply', 'internal_note', 38),
            ('reported_values', '{nasty}', '{nasty}', 1);
        update marts.kpi_drilldown set slice_value = '{nasty}' where slice_name = 'channel';
        create or replace table marts.kpi_restatements as
        select now() as released_at, 'r2' as run_id, 'r1' as previous_run_id, 'csat' as kpi_id,
            'rate' as statistic, 'month' as period_grain, date '2025-10-01' as period_start,
            'overall' as slice_name, 'all' as slice_value,
            0.811e0 as old_value, 0.857e0 as new_value,
            'late or changed rows' as reason
        """  # noqa: S608
    )
    assert "<img" not in page
    assert "&lt;img src=x onerror=alert(1)&gt;" in page
    assert "{{7*7}}" in page
    assert not re.search(r">[^<]*m{100}", page)
    assert "<bdi>&lt;img" in page
    assert "1 published number changed" in page
    told = "<bdi>First reply</bdi>: 1,196 of 1,234 tickets agree with the help desk's own report"
    assert f"{told}, <bdi>internal note</bdi> 38" in page
    restated = ("81.1%", "85.7%", "۸۱٫۱٪", "81,1\u00a0%", "late or changed rows")
    assert all(text in page for text in restated)


def test_tomorrow_follows_the_newest_local_day(sample_page: Path, changed_page: Changed) -> None:
    # Late in the evening of Greenwich it is the next day in Tehran already.
    late = changed_page("update marts.kpi_scorecard set as_of = as_of - interval 1 day")
    tomorrow = r"<dt>Tomorrow, <bdi>([^<]+)"
    published = re.findall(tomorrow, sample_page.read_text(encoding="utf-8"))
    assert published
    assert re.findall(tomorrow, late) == published


# What a release has of a delivery of one table only: no value of a KPI that needs another one.
ONE_SOURCE = """
    update marts.kpi_values set value = null, value_status = 'no_source', sample_size = null,
        target_status = 'no_value', ci_low = null, ci_high = null, is_signal = null
    where kpi_id not in (select kpi_id from marts.dim_kpis where source_tables = '{table}');
    update marts.kpi_scorecard set value = null, value_status = 'no_source',
        target_status = 'no_value', ci_low = null, ci_high = null, sample_size = null
    where kpi_id not in (select kpi_id from marts.dim_kpis where source_tables = '{table}');
    update marts.kpi_focus set value = null, value_status = 'no_source', change = null,
        target_status = 'no_value', is_significant_change = null
    where kpi_id not in (select kpi_id from marts.dim_kpis where source_tables = '{table}');
    delete from marts.kpi_balance; delete from marts.kpi_drilldown;
    delete from marts.backlog_daily; delete from marts.backlog_by_age;
    delete from marts.agent_scorecard; delete from marts.sla_performance;
    delete from marts.cost_summary; delete from marts.data_trust;
    delete from marts.fct_tickets; delete from marts.fct_sla_targets;
    delete from marts.ticket_volume_forecast where contact_kind = 'ticket' or '{table}' != 'calls';
    delete from marts.peak_hours where '{table}' != 'calls';
"""
SECTIONS = {
    "calls": {"focus", "peak", "forecast", "interventions", "sla", "trust", "missing", "kpis"},
    "surveys": {"focus", "interventions", "voice", "trust", "missing", "kpis"},
}


@pytest.mark.parametrize("table", SECTIONS)
def test_a_release_of_one_table_shows_what_it_has_and_says_what_is_missing(
    changed_page: Changed, table: str
) -> None:
    page = changed_page(ONE_SOURCE.replace("{table}", table))
    for language in LANGUAGES:
        texts = load_texts(language)
        assert set(re.findall(rf'<section[^>]* id="{language}-(\w+)"', page)) == SECTIONS[table]
        assert texts["missing"]["sections"] in page
        assert texts["value_statuses"]["no_source"] in page
        # Of what was not delivered nothing is said but that.
        assert texts["open"]["none_waiting"] not in page
        assert texts["forecast"]["none"] not in page
        assert texts["drilldown"]["nothing"] not in page
        # Nothing is said of changes that were not tested.
        assert texts["summary"]["nothing_real"] not in page
    assert '<code dir="ltr">tickets</code>' in page
    assert "None" not in re.sub(r"<style>.*?</style>|<script>.*?</script>", "", page, flags=re.S)
    shown_kpis = {
        "calls": {"service_level", "abandonment_rate", "queue_wait_time", "handle_time"},
        "surveys": {"csat", "nps", "survey_response_rate"},
    }[table]
    tiles = re.findall(r'<article class="tile [^>]*data-kpi="(\w+)"', page)
    assert set(tiles) == shown_kpis


def test_what_is_not_known_of_the_backlog_and_of_tomorrow_is_not_shown(
    changed_page: Changed,
) -> None:
    page = changed_page(
        """
        update marts.backlog_daily set overdue_tickets = null;
        delete from marts.ticket_volume_forecast where forecast_date > as_of::date;
        """
    )
    english = page.split('<div class="page ')[1]
    backlog = english.partition('id="en-backlog"')[2].partition("</section>")[0]
    assert "Open" in backlog
    assert ">Overdue<" not in backlog
    assert load_texts("en")["forecast"]["none"] in english
    assert "None" not in backlog


def test_a_front_explains_what_it_shows_in_place_of_focus_kpis(changed_page: Changed) -> None:
    page = changed_page(
        """
        update marts.kpi_scorecard set value = null, value_status = 'no_source'
            where kpi_id in ('first_response_time_business', 'resolution_time_business');
        update marts.kpi_scorecard set value_status = 'provisional'
            where kpi_id = 'resolution_time';
        update marts.kpi_focus set value_status = 'low_n' where kpi_id = 'sla_compliance_rate';
        """
    )
    front = page.split('<div class="page ')[1].partition('id="en-backlog"')[0]
    tiles = re.findall(r'<article class="tile [^>]*data-kpi="(\w+)"', front)
    # A final value is shown rather than one that can still change.
    assert {"first_response_time", "service_level"} <= set(tiles)
    assert "resolution_time" not in tiles
    section = front.partition('id="en-drilldown"')[2].partition("</section>")[0]
    explained = [name.strip() for name in re.findall(r"<h3>([^<]+)", section)]
    assert "First response time" in explained
    # Few cases have no place to look.
    assert "sla_compliance_rate" in tiles and "SLA compliance" not in explained


@pytest.mark.parametrize(("deviation", "is_real"), [(-900.0, True), (2800.0, False)])
def test_a_mean_that_rose_explains_no_median_that_fell(deviation: float, is_real: bool) -> None:
    tile = {"is_significant_change": True, "change": -2200.0, "statistic": "median"}
    gap = Gap(tile, "mean", deviation, "previous_period", 36_000.0, [])
    assert gap.is_real_change == is_real


def test_without_targets_nothing_is_said_to_be_on_or_off_target(changed_page: Changed) -> None:
    page = changed_page(
        """
        update marts.kpi_values set target_low = null, target_high = null, target_side = null,
            target_status = case when value is null then 'no_value' else 'no_target' end;
        update marts.kpi_scorecard set target_low = null, target_high = null, target_side = null,
            target_status = case when value is null then 'no_value' else 'no_target' end;
        update marts.kpi_focus set target_low = null, target_high = null, target_side = null,
            target_status = case when value is null then 'no_value' else 'no_target' end;
        update marts.kpi_focus set value = null, value_status = 'no_rule'
            where kpi_id = 'sla_compliance_rate';
        update marts.kpi_scorecard set value = null, value_status = 'no_rule'
            where kpi_id = 'sla_compliance_rate';
        update marts.reporting_settings set target_set = '';
        """
    )
    texts = load_texts("en")
    english = page.split('<div class="page ')[1]
    front = english.partition('id="en-balance"')[0]
    assert texts["answers"]["no_targets"].partition("{")[0] in front
    assert "seeds/rules/kpi_targets.csv" in front
    # It is said once: not by every tile again.
    assert "chip-no_target" not in front
    unsaid = f'<div hidden><dt>{texts["target"]}</dt><dd data-part="target">{texts["no_target"]}'
    assert front.count(unsaid) == front.count(texts["no_target"]) > 0
    assert texts["answers"]["off"] not in front
    assert not re.search(r'class="chip chip-(green|amber|red|open)"', front)
    # Instead of a gap, a real change is explained.
    assert re.search(r"of the change in First response time [^.]*\(mean\)", front)
    assert "of the gap in" not in front
    assert "First response time (business hours) (median): <bdi>" in front
    assert "sla_policies" in front and "Target of the simulated desk" not in english
    # Durations are headed by the median, with the 90th percentile beside it.
    duration = front.partition('data-kpi="first_response_time_business"')[2].partition(
        "</article>"
    )[0]
    assert 'data-statistic="median"' in duration.partition(">")[0]
    assert texts["statistics"]["p90"] in duration
    # In place of the KPI without rules stands another one, not the same on another clock.
    tiles = re.findall(r'<article class="tile [^>]*data-kpi="(\w+)"', front)
    assert "service_level" in tiles and "first_response_time" not in tiles
