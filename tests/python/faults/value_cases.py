"""Bad values: what each looks like, and how it must end, for every column of the contract.

A value ends in one of three ways. *Refused by its column* means quarantine where the column is
required and a row in `quarantined_values` where it is not. The catalogue is this table times the
contract, so a new column gets its cases without a line here.
"""

from dataclasses import dataclass

from tests.python.faults.contract import Column, contract

EMPTY = "empty"
ACCEPTED = "accepted"
# A zone that no engine knows refuses the whole delivery: see the cases of files.
NOT_FREE = {("business_hours", "timezone")}
SQL_TEXT = "'); drop table landing.tickets; --"
FORMULA = '=HYPERLINK("http://example.com","x")'
SCRIPT = "<script>alert('x')</script>"
LONG = "x" * 5000


@dataclass(frozen=True)
class ValueFault:
    """One kind of bad value for the columns of one type."""

    name: str
    text: str
    expected: str
    # Only a column with one of these entries of the contract expects `expected`; others accept it.
    only_with: str = ""


TYPE_FAULTS: dict[str, tuple[ValueFault, ...]] = {
    "timestamp": (
        ValueFault("words", "soon", "not_a_timestamp"),
        ValueFault("other order of day and month", "31/12/2025 10:00", "not_a_timestamp"),
        ValueFault("a day that does not exist", "2025-02-30T10:00:00Z", "not_a_timestamp"),
        ValueFault("hour 25", "2025-01-01T25:00:00Z", "not_a_timestamp"),
        ValueFault("seconds since 1970", "1735689600", "not_a_timestamp"),
        ValueFault("five-digit year", "12025-01-01T00:00:00Z", "not_a_timestamp"),
        ValueFault("formula", FORMULA, "not_a_timestamp"),
        ValueFault("SQL text", SQL_TEXT, "not_a_timestamp"),
        ValueFault("before 1970", "1901-01-01T00:00:00Z", "out_of_range"),
        ValueFault("year 1", "0001-01-01T00:00:00Z", "out_of_range"),
        ValueFault("a program's zero", "1970-01-01T00:00:00Z", "out_of_range"),
        ValueFault("next century", "2199-12-31T23:59:59Z", "out_of_range"),
        ValueFault("far future", "9999-12-31T23:59:59Z", "out_of_range"),
        ValueFault("a time to come", "2100-01-01T00:00:00Z", "in_the_future", "occurrence"),
        ValueFault("day only", "2025-03-04", ACCEPTED),
        ValueFault("offset", "2025-03-04T10:00:00+03:30", ACCEPTED),
        ValueFault("one-digit hour", "2025-03-04 9:05", ACCEPTED),
        ValueFault("one digit for all", "2025-3-4T9:05:03Z", ACCEPTED),
        ValueFault("one-digit day that does not exist", "2025-2-30 9:05", "not_a_timestamp"),
    ),
    "date": (
        ValueFault("words", "tomorrow", "not_a_date"),
        ValueFault("points", "31.12.2025", "not_a_date"),
        ValueFault("month 13", "2025-13-01", "not_a_date"),
        ValueFault("script", SCRIPT, "not_a_date"),
        ValueFault("SQL text", SQL_TEXT, "not_a_date"),
        ValueFault("long ago", "1901-01-01", ACCEPTED),
        ValueFault("one-digit day", "2025-10-1", ACCEPTED),
        ValueFault("year 1", "0001-01-01", "out_of_range"),
        ValueFault("a database's zero", "1900-01-01", "out_of_range"),
        ValueFault("far future", "9999-12-31", "out_of_range"),
        ValueFault("digits of another script", "۲۰۲۵-۰۳-۰۴", ACCEPTED),
        ValueFault("instant", "2025-03-03T23:59:59Z", ACCEPTED),
    ),
    "time": (
        ValueFault("hour 25", "25:00", "not_a_time"),
        ValueFault("past midnight", "24:01", "not_a_time"),
        ValueFault("words", "noon", "not_a_time"),
        ValueFault("point", "9.30", "not_a_time"),
        ValueFault("one-digit hour", "9:05", ACCEPTED),
        ValueFault("end of day", "24:00", ACCEPTED),
    ),
    "double": (
        ValueFault("words", "many", "not_a_number"),
        ValueFault("commas and points in no order", "1,23.45,6", "not_a_number"),
        ValueFault("infinity", "inf", "not_a_number"),
        ValueFault("more than a double holds", "1e999", "not_a_number"),
        ValueFault("negative infinity", "-Infinity", "not_a_number"),
        ValueFault("nearly infinite", "1e308", "out_of_range"),
        ValueFault("below every bound", "-1e300", "out_of_range"),
        ValueFault("digits of another script", "۳", ACCEPTED),
        ValueFault("formula", "=1+1", "not_a_number"),
        ValueFault("a currency's sign", "€ 12.50", "not_a_number"),
        ValueFault("percent", "85%", "not_a_number"),
        ValueFault("half a pair of parentheses", "(12.50", "not_a_number"),
        ValueFault("groups of other than three", "1 23", "not_a_number"),
        ValueFault("exponent", "1e3", ACCEPTED),
        ValueFault("narrow spaces between thousands", "1\u202f234.50", ACCEPTED),
        ValueFault("apostrophes between thousands", "1'234.5", ACCEPTED),
    ),
    "duration": (
        ValueFault("words", "long", "not_a_duration"),
        ValueFault("hours or minutes", "05:30", "not_a_duration"),
        ValueFault("61 minutes", "00:61:00", "not_a_duration"),
        ValueFault("days of work", "2d 3h", "not_a_duration"),
        ValueFault("days of work in words", "2 days", "not_a_duration"),
        ValueFault("months", "P5M", "not_a_duration"),
        ValueFault("thousands or thousandths", "1.234 s", "not_a_duration"),
        ValueFault("no part", "PT", "not_a_duration"),
        ValueFault("below zero", "(330)", "out_of_range"),
        ValueFault("above every bound", "99999:00:00", "out_of_range"),
        ValueFault("a clock", "00:05:30", ACCEPTED),
        ValueFault("a clock of other digits", "۰۰:۰۵:۳۰٫۲۵", ACCEPTED),
        ValueFault("days", "1 day, 2:10:00.250000", ACCEPTED),
        ValueFault("a time span of .NET", "1.02:10:00", ACCEPTED),
        ValueFault("ISO 8601", "PT5M30S", ACCEPTED),
        ValueFault("minutes and seconds by signs", "5'30\"", ACCEPTED),
        ValueFault("units", "1 h 5 min 30 sec", ACCEPTED),
        ValueFault("Russian units", "5 мин 30 с", ACCEPTED),
    ),
    "integer": (
        ValueFault("words", "few", "not_a_whole_number"),
        ValueFault("fraction", "3.5", "not_a_whole_number"),
        ValueFault("more than 64 bits", "99999999999999999999", "not_a_whole_number"),
        ValueFault("formula", "=1+1", "not_a_whole_number"),
        ValueFault("below every bound", "-9100000000000000000", "out_of_range"),
        ValueFault("above every bound", "9100000000000000000", "out_of_range"),
        ValueFault("full-width digit", "３", ACCEPTED),
        ValueFault("with a decimal nought", "3.0", ACCEPTED),
    ),
    "boolean": (
        ValueFault("words", "maybe", "not_a_boolean"),
        ValueFault("another number", "2", "not_a_boolean"),
        ValueFault("script", SCRIPT, "not_a_boolean"),
        ValueFault("yes in capitals", "YES", ACCEPTED),
        ValueFault("Persian, from an Arabic keyboard", "خير", ACCEPTED),
        ValueFault("Russian in capitals", "НЕТ", ACCEPTED),
        ValueFault("Romanian", "Nu", ACCEPTED),
        ValueFault("a cross", "x", "not_a_boolean"),
        ValueFault("a box with a cross", "☒", "not_a_boolean"),
        ValueFault("a check mark", "✓", ACCEPTED),
        ValueFault("a check mark of a telephone", "✔\ufe0f", ACCEPTED),
        ValueFault("an empty box", "☐", ACCEPTED),
        ValueFault("German", "Nein", ACCEPTED),
        ValueFault("a Russian spreadsheet's", "ЛОЖЬ", ACCEPTED),
        ValueFault("a Romanian spreadsheet's", "ADEVĂRAT", ACCEPTED),
        ValueFault("Spanish", "SÍ", ACCEPTED),
    ),
    "text": (
        ValueFault("formula", FORMULA, ACCEPTED),
        ValueFault("script", SCRIPT, ACCEPTED),
        ValueFault("SQL text", SQL_TEXT, ACCEPTED),
        ValueFault("right-to-left marks", "\u202eabc\u202c\u200f", ACCEPTED),
        ValueFault("quotes and newlines", "a \"b\"\r\n,c\n'd'", ACCEPTED),
        ValueFault("5,000 characters", LONG, ACCEPTED),
        ValueFault(
            "a number that a spreadsheet rounded", "3.6E+11", "rounded_id", "identifier changed"
        ),
        ValueFault("an object", '{"id": 5}', "nested_id", "identifier changed"),
        ValueFault("a list", "[5]", "nested_id", "identifier changed"),
    ),
}
ANY_TYPE = (
    ValueFault("nothing", "", EMPTY),
    ValueFault("spaces", "   ", EMPTY),
    ValueFault("signs that nobody sees", "\u2028\u200b\u00a0\ufeff\u2029", EMPTY),
)
# Of texts the unit tests of the base models say which may be called so.
NOTHING = (
    ValueFault("a database's word for nothing", "NULL", EMPTY),
    ValueFault("a program's word for nothing", "NaN", EMPTY),
    ValueFault("a person's word for nothing", " N/A ", EMPTY),
)


@dataclass(frozen=True)
class ValueCase:
    """One bad value in one column; `system` is the mark by which its row is found again."""

    system: str
    column: Column
    fault: ValueFault

    @property
    def quarantine_reason(self) -> str | None:
        """The code with which the row is set aside; None where it stays."""
        return self._reason if self.column.is_required else None

    @property
    def listed_reason(self) -> str | None:
        """The code with which the value alone is set aside; None where it is not."""
        return None if self.column.is_required else self._reason

    @property
    def _reason(self) -> str | None:
        if self.fault.expected == EMPTY:
            return "missing_value" if self.column.is_required else None
        if self.fault.expected == ACCEPTED:
            return None
        # No file was delivered later than the clock of the run either.
        wanted = self.fault.only_with.split()
        is_meant = any(name in self.column.meta for name in wanted)
        if wanted and not is_meant and self.column.name != "loaded_at":
            return None
        return self.fault.expected


def value_cases() -> list[ValueCase]:
    """Every fault in every column that it can befall."""
    cases: list[ValueCase] = []
    for table, columns in contract().items():
        for column in columns:
            if column.name == "source_system":
                continue
            faults = ANY_TYPE
            if (table, column.name) not in NOT_FREE:
                faults += TYPE_FAULTS[column.kind]
            if column.kind != "text":
                faults += NOTHING
            for fault in faults:
                cases.append(ValueCase(f"value{len(cases):04d}", column, fault))
    return cases
