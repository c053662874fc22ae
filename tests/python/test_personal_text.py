"""Addresses and numbers, however written: hashed as ids, hidden as texts; other texts stay."""

import csv
import re
import unicodedata
from collections.abc import Callable

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scripts.base.personal import holds_personal
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
jane at example.com
jane_at_example.com
jane-at-example-dot-com
jane AT example DOT com
jane arroba example.com
jane собака example.com
jane <at> example.com
jane%2540example.com
sip:+40722123456@example.com
40722123456@s.whatsapp.net
jane=40example.com
jane%u0040example.com
иван собака почта.рф
jane at пример.рф
jane at münchen.de
علی ات example.com
jane arond example.ro
jane(a)example.com
janeⓐexample.com""".splitlines()
ADDRESSES += [r"jane\u0040example.com"]
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
192.168.100.12
Jane 0722123456
0722123456 Jane
nr: 0722123456
nr. 0722 123 456
0722|123|456
Jane 0722|123|456
Jane (0722) 123-456
Jane (555) 123-4567
user_0722123456
jane-0722-123-456
{0722123456}
0722~123~456
0722:123:456
0722•123•456
+40·722·123·456
0️⃣7️⃣2️⃣2️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣
0722123456x12
WHATSAPP:40722123456
Telefon nr 40722123456
phone_number=40722123456
Phone no. 40722123456
e164:40722123456
E.164 40722123456
телефон 722123456
тел. 8 912 345 67 89
8 (912) 345-67-89
1-800-555-0199
9123 4567
98765 43210
شماره ۹۱۲۳۴۵۶۷۸۹
تلفن ۱۲۳۴۵۶۷
هاتف: ٠٧٧٠١٢٣٤٥٦٧
फ़ोन: ९८७६५४३२१०
०९८७६५४३२१०
电话13812345678
手机:62345678
電話 １３８ １２３４ ５６７８
一三八〇〇一三八〇〇〇
᠐᠗᠒᠒᠑᠒᠓᠔᠕᠖
𝟎𝟕𝟐𝟐𝟏𝟐𝟑𝟒𝟓𝟔
⓪⑦②②①②③④⑤⑥
wa_40722123456
phone40722123456
mobile-40722123456
user+40722123456
user_0040722123456
user_40-722-123-456
wa.me/40722123456
https://wa.me/40722123456
0722&nbsp;123&nbsp;456
O722 123 456
⓿❼❷❷❶❷❸❹❺❻
0➆➁➁➀➁➂➃➄➅
0⑺⑵⑵⑴⑵⑶⑷⑸⑹
0⒎⒉⒉⒈⒉⒊⒋⒌⒍
一三八○○一三八○○○
壹叁捌零零壹叁捌零零零
공일공일이삼사오육칠팔
4.0722e10
4.0722123456E+10""".splitlines()
# A text is split at such signs.
NUMBERS += ["0722\u2028123\u2028456", "+40\u2029722\u3000123\u2009456"]
# A ticket's key may read so; what people are called, and words, do not.
GLUED = """H0722123456
cust0722123456
0722123456Jane
01234567""".splitlines()
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
mobile-team
tickets_20240115_103000.csv
09:00-17:00
07221234-5678-4012-8345-123456789012
d41d8cd98f00b204e9800998ecf8427e
5f1e0722123456a1b2c3d4e5
T-000123
T-00123456
INC000000123456
RITM0010023
CASE-00001234
CAS-01234-A1B2C3
SO-2024-000123
360012345678
1234567890123
zendesk:360012345678
zendesk_360012345678
user_40722123456
agent-40722123456
40722123456_support
5003000000D8cuIAAR
0053000000D8cuIAAR
005300000012345AAA
00001026
0000123456
hashed_0722123456f00b204e9800998ecf8427
2024-01-15T10:00:00""".splitlines()
# Keys of tickets, calls and agents, in which a customer's would be hashed.
KEYS = """arn:aws:connect:us-east-1:012345678901:instance/07221234-5678-4012-8345-123456789012
2024-000123
20240115-0001
1701332400.12345
01234567
H0722123456""".splitlines()
# No keys, but words that people may see; an id of a customer that reads so is hashed.
WORDS = """Team one
in progress
2025-03-01 08:00:00
2025-03-01T08:00:00+03:30
01.02.2025 10:00
2024-01-15 10:00 - 2024-01-16 11:00
1403/01/15 تا 1403/02/15
در حال بررسی
Отдел 2
team 12 of 345
Line 2, shift 3
meet at st. mary
plan (a), see example.com
см. собака на фото
meet at café nero
이 일은 구 사장
O12, 345
arrived at 10.30am""".splitlines()

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

    def judge(texts: list[str]) -> list[tuple[str, str, str]]:
        connection.execute(
            "create or replace table texts as "
            "select unnest(range(len(?::varchar[]))) as place, unnest(?::varchar[]) as raw",
            [texts, texts],
        )
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
    for text, (person, _, shown) in zip(GLUED, judged(GLUED), strict=True):
        assert (person[:7], shown) == ("hashed_", "(hidden)"), text


def test_digits_of_every_script(judged: Judged) -> None:
    """What Unicode calls a decimal digit is one, wherever it stands."""
    digits = [chr(code) for code in range(0x110000) if unicodedata.category(chr(code)) == "Nd"]
    zeros = [digit for digit in digits if unicodedata.decimal(digit) == 0]
    assert len(zeros) > 60
    _require_hidden(
        judged,
        ["".join(chr(ord(zero) + digit) for digit in (0, 7, 2, 2, *range(1, 8))) for zero in zeros],
    )
    _require_hidden(judged, [f"072212{digit}4567" for digit in digits])


def test_other_texts_stay(judged: Judged) -> None:
    assert judged(OPAQUE) == [(text, text, text) for text in OPAQUE]
    assert [other for _, other, _ in judged(KEYS)] == KEYS
    for text, (person, other, shown) in zip(WORDS, judged(WORDS), strict=True):
        assert person.startswith("hashed_"), text
        assert (other, shown) == (text, text)


def test_one_person_is_one_hash(judged: Judged) -> None:
    """Where a customer's number or address is written in several ways, it is one customer."""
    same = ["+40722123456", "0040 722 123 456", "tel:+40-722-123-456", "+۴۰ ۷۲۲ ۱۲۳ ۴۵۶"]
    assert len({person for person, *_ in judged(same)}) == 1
    same = ["jane@example.com", "Jane <JANE@example.com>", "mailto:jane@example.com"]
    assert len({person for person, *_ in judged(same)}) == 1


ANNOUNCED = """{}
Jane {}
{} Jane
nr: {}
tel {}
Telefon: {}
Тел. {}
تلفن {}
电话{}
फ़ोन {}
desk_{}_2
({})
[{}]
<{}>
({} at home)
#{}
"{}"
{};ext=5
sip:{}
/{}/
call-{}
q={}""".splitlines()


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A telephone number: 9 to 13 digits in some script, separated, announced, framed."""
    digits = draw(st.sampled_from("123456789")) + draw(
        st.text("0123456789", min_size=8, max_size=12)
    )
    zero = draw(st.sampled_from("0٠۰０०๐೦᠐𝟎"))
    signs = [chr(ord(zero) + int(digit)) for digit in digits]
    between = [*" -./|_~*·•、", "\u00a0", "\u2011", "\u200e", "\u2028", "\u3000", " - "]
    for place in draw(st.lists(st.integers(1, 8), max_size=4, unique=True)):
        signs[place] += draw(st.sampled_from(between))
    start = draw(st.sampled_from(["+4", "004", "0", "tel:", "WhatsApp:+4", "(+4)", "\u202a+4"]))
    return draw(st.sampled_from(ANNOUNCED)).format(start + "".join(signs))


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """An address: some name, a sign for at, some domain, framed."""
    word = st.text("abcxyz019", min_size=1, max_size=6)
    at = draw(
        st.sampled_from(
            ["@", "\uff20", "\ufe6b", "%40", "(at)", " [at] ", "&#64;", "\u200e@", " at ", "_AT_"]
        )
    )
    address = f"{draw(word)}.{draw(word)}{at}{draw(word)}.com"
    return draw(st.sampled_from(["{}", "<{}>", "Jane <{}>", "mailto:{}", "\u200f{}\u200f"])).format(
        address
    )


@settings(
    max_examples=50,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(st.one_of(numbers(), addresses()), min_size=30, max_size=60))
def test_generated_forms(judged: Judged, texts: list[str]) -> None:
    _require_hidden(judged, texts)


PIECES = [*"07+- .,:/|@xeв电·٣૫%", "12", "345", "00", "at", "tel", "Jane", "a1", "ext", "com"]
PIECES += ["2024-01-15", "10:00", "\u200e", "012345678", "40722123456"]


@settings(
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(data=st.data())
def test_models_and_messages_judge_alike(judged: Judged, data: st.DataObject) -> None:
    """One definition: what a mart hides no message shows, and the other way round."""
    pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=14).map("".join)
    texts = data.draw(st.lists(pieces.filter(str.strip), min_size=50, max_size=100))
    shown = [shown == "(hidden)" for _, _, shown in judged(texts)]
    assert shown == [holds_personal(text) for text in texts]


def test_every_number_of_the_contract_has_bounds() -> None:
    unbounded = [
        (table, column.name)
        for table, columns in contract().items()
        for column in columns
        if column.kind in ("integer", "double", "duration")
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
