"""Addresses and numbers, however written: hashed as ids, hidden as texts; other texts stay."""

import csv
import re
from collections.abc import Callable

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.python.faults.contract import contract
from tests.python.faults.dbt_runs import DbtRuns
from tests.python.mini_project import REAL_PROJECT

ADDRESSES = """ali@example.com
Ali@Example.COM
ali@localhost
Jane Doe <jane.doe@example.com>
"Jane" <jane@example.com>
mailto:jane@example.com
jane%40example.com
jane\uff20example.com
jane\ufe6bexample.com
jane(at)example.com
jane [at] example [dot] com
jane at example dot com
jane&#64;example.com
\u200fjane@example.com\u200e
jane\u00a0@example.com
sip:+40722123456@example.com
40722123456@s.whatsapp.net""".splitlines()
NUMBERS = """+40722123456
+40 722 123 456
+40-722-123-456
+40.722.123.456
+40 (0)722 123 456
(+40) 722 123 456
0040722123456
00 40 722 123 456
0722123456
0722 123 456
0722/123-456
0722.123.456
(0722) 123 456
[0722] 123 456
0_722_123_456
+40,722,123,456
۰۹۱۲۳۴۵۶۷۸۹
٠٩١٢٣٤٥٦٧٨٩
+۹۸ ۹۱۲ ۳۴۵ ۶۷۸۹
\uff0b\uff14\uff10\uff17\uff12\uff12\uff11\uff12\uff13\uff14\uff15\uff16
+40\u00a0722\u00a0123\u00a0456
\u200e+40722123456
\u2066+40722123456\u2069
+40\u2011722\u2011123\u2011456
+40\u2013722\u2013123456
+40\u200b722\u200b123\u200b456
0722\u200c123\u200c456
whatsapp:+40722123456
whatsapp:40722123456
tel:+40-722-123-456
Tel. 0722 123 456
sips:0722123456
viber://chat?number=%2B40722123456
%2B40722123456
+40722123456;ext=12
0722 123 456 ext 12
Jane +40 722 123 456
555-123-4567
Phone: 0722123456
192.168.100.12""".splitlines()
# A text is split at such signs.
NUMBERS += ["0722\u2028123\u2028456", "+40\u2029722\u3000123\u2009456"]
OPAQUE = """C00123
CUST-1234-AB
123456789012
550e8400-e29b-41d4-a716-446655440000
desk:1234
cus_NffrFeUfNV2Hib
T-12345
INC0012345
2024-01-15
tier-2
v1.2.3
mobile-team""".splitlines()
# No keys, but words that people may see; an id of a customer that reads so is hashed.
WORDS = """Team one
in progress
2025-03-01 08:00:00
2025-03-01T08:00:00+03:30
01.02.2025 10:00
در حال بررسی
Отдел 2""".splitlines()

Judged = Callable[[list[str]], list[tuple[str, str, str]]]


@pytest.fixture(scope="session")
def judged(dbt_runs: DbtRuns) -> Judged:
    """Texts as the id of a customer, as another id and as a shown text, by the project's macros."""
    inline = (
        "select {{ unpersonal_id('text', true) }}, {{ unpersonal_id('text') }}, "
        "{{ published_text('text') }} "
        # Indented, as models have it.
        "from (select place, {{ folded_text('raw') | indent }} as text from texts) as folded "
        "order by place"
    )
    raw = REAL_PROJECT / "data/sample"
    outcome = dbt_runs.invoke(raw, dbt_runs.database(raw), "compile", "--inline", inline)
    assert outcome.success, outcome.exception
    sql = outcome.result.results[0].node.compiled_code
    connection = duckdb.connect()
    connection.execute("create table texts (place integer, raw varchar)")

    def judge(texts: list[str]) -> list[tuple[str, str, str]]:
        connection.execute("delete from texts")
        connection.executemany("insert into texts values (?, ?)", list(enumerate(texts)))
        return connection.execute(sql).fetchall()

    return judge


def _require_hidden(judged: Judged, texts: list[str]) -> None:
    for text, (person, other, shown) in zip(texts, judged(texts), strict=True):
        assert re.fullmatch("hashed_[0-9a-f]{32}", person), text
        assert re.fullmatch("hashed_[0-9a-f]{32}", other), text
        assert shown == "(hidden)", text


def test_written_forms(judged: Judged) -> None:
    assert len(ADDRESSES + NUMBERS) >= 35
    _require_hidden(judged, ADDRESSES + NUMBERS)


def test_other_texts_stay(judged: Judged) -> None:
    assert judged(OPAQUE) == [(text, text, text) for text in OPAQUE]
    for text, (person, other, shown) in zip(WORDS, judged(WORDS), strict=True):
        assert person.startswith("hashed_"), text
        assert (other, shown) == (text, text)


def test_one_person_is_one_hash(judged: Judged) -> None:
    """Where a customer's number or address is written in several ways, it is one customer."""
    same = ["+40722123456", "0040 722 123 456", "tel:+40-722-123-456", "+۴۰ ۷۲۲ ۱۲۳ ۴۵۶"]
    assert len({person for person, *_ in judged(same)}) == 1
    same = ["jane@example.com", "Jane <JANE@example.com>", "mailto:jane@example.com"]
    assert len({person for person, *_ in judged(same)}) == 1


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A telephone number: 9 to 14 digits in some script, separated, announced, framed."""
    digits = draw(st.text("0123456789", min_size=9, max_size=14))
    zero = draw(st.sampled_from("0٠۰０"))
    signs = [chr(ord(zero) + int(digit)) for digit in digits]
    between = [" ", "-", ".", "\u00a0", "\u2011", "\u200e", "\u2028", "\u3000", " - "]
    for place in draw(st.lists(st.integers(1, 8), max_size=4, unique=True)):
        signs[place] += draw(st.sampled_from(between))
    start = draw(st.sampled_from(["+4", "004", "0", "tel:", "whatsapp:+4", "(+4)", "\u202a+4"]))
    return start + "".join(signs) + draw(st.sampled_from(["", " ", "\u200f", ";ext=5"]))


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """An address: some name, a sign for at, some domain, framed."""
    word = st.text("abcxyz019", min_size=1, max_size=6)
    at = draw(
        st.sampled_from(["@", "\uff20", "\ufe6b", "%40", "(at)", " [at] ", "&#64;", "\u200e@"])
    )
    address = f"{draw(word)}.{draw(word)}{at}{draw(word)}.com"
    return draw(st.sampled_from(["{}", "<{}>", "Jane <{}>", "mailto:{}", "\u200f{}\u200f"])).format(
        address
    )


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(texts=st.lists(st.one_of(numbers(), addresses()), min_size=5, max_size=20))
def test_generated_forms(judged: Judged, texts: list[str]) -> None:
    _require_hidden(judged, texts)


def test_every_number_of_the_contract_has_bounds() -> None:
    unbounded = [
        (table, column.name)
        for table, columns in contract().items()
        for column in columns
        if column.kind in ("integer", "double")
        and not ("minimum" in column.meta and "maximum" in column.meta)
    ]
    assert unbounded == []


def test_every_customer_and_visitor_is_a_person() -> None:
    named = [
        (table, column.name)
        for table, columns in contract().items()
        for column in columns
        if re.search(r"customer_id|visitor_id|actor_id", column.name)
        and not column.meta.get("is_person")
    ]
    assert named == []


def test_seeds_name_no_word_twice() -> None:
    """A word with a joiner and one with a space are one word where raw values meet the seeds."""
    for path in (REAL_PROJECT / "seeds" / "rules").glob("*_groups.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            rows = list(reader)
        word = (reader.fieldnames or [""])[0]
        seen = [
            (re.sub("[\u200c\u00a0 ]+", " ", row[word]).strip().lower(), row.get("source_system"))
            for row in rows
        ]
        assert len(seen) == len(set(seen)), path.name
