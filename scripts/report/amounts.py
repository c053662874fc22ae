"""Values, targets and statuses as a terminal shows them."""

from typing import Any

from scripts.base.shown import rounded

STATUS_STYLES = {"green": "green", "amber": "yellow", "red": "red", "open": "blue"}
STATUS_WORDS = {"green": "on target", "amber": "near target", "red": "off target"}
# Of a value that is not rated, why.
VALUE_WORDS = {
    "provisional": "provisional",
    "low_n": "not enough data",
    "no_data": "no data",
    "no_source": "no source",
    "no_rule": "no rules",
}
LARGE = 1_000


def target_text(low: float | None, high: float | None, unit: str | None) -> str:
    """A target as people say it: at least, at most, or between."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {amount_text(low, unit)}"
    if low is None:
        return f"≤ {amount_text(high, unit)}"
    return f"{amount_text(low, unit)} – {amount_text(high, unit)}"


def status_words(row: dict[str, Any]) -> str:
    """Why a value is not rated, else its target status; where it is unclear, the value's side."""
    if row["value_status"] in VALUE_WORDS:
        return VALUE_WORDS[row["value_status"]]
    if row["target_status"] == "open":
        return f"≈ unclear, {row['target_side']}"
    return STATUS_WORDS.get(row["target_status"] or "", "")


def amount_text(value: float | None, unit: str | None) -> str:
    """A value in the unit in which its KPI is shown."""
    if value is None:
        return ""
    if unit == "percent":
        return hundredfold_text(value).removesuffix(".0") + "%"
    if unit in ("seconds", "minutes", "hours", "days"):
        return duration_text(value)
    return f"{rounded(value, 0):,.0f}" if abs(value) >= LARGE else f"{value:.4g}"


def hundredfold_text(share: float) -> str:
    """A share in percent, without the sign."""
    return f"{100 * rounded(share, 3):z.1f}"


def duration_text(seconds: float) -> str:
    """Seconds in the largest unit that keeps the number readable."""
    for size, name in ((86400, "d"), (3600, "h"), (60, "min")):
        if abs(seconds) >= size:
            amount = seconds / size
            # With three digits, 999.7 would be 1e+03.
            is_large = abs(rounded(amount, 0)) >= LARGE
            return f"{amount:,.0f} {name}" if is_large else f"{amount:.3g} {name}"
    return f"{seconds:.3g} s"
