"""The search of the handbook, in a real browser: words that people have for a KPI lead to it."""

from pathlib import Path

from selenium import webdriver

from tests.python.page.conftest import load

# As people type: other letters for the same sound, without accents, with and without joiners.
QUERIES = (
    ("AFRT", "first_response_time"),
    ("speed of answer", "queue_wait_time"),
    ("RONA", "agent_non_response_rate"),
    ("OCR", "occupancy"),
    ("first time fix", "fcr_rate"),
    ("shift utilisation", "utilisation"),
    ("current resolution rate", "resolution_rate_to_date"),
    ("TSF", "service_level"),
    ("baseline repurchase", "repurchase_rate_without_contact"),
    ("ART", "reply_time"),
    ("ART", "resolution_time"),
    ("میانگین زمان رسیدگی", "handle_time"),
    ("ميانگين زمان رسيدگي", "handle_time"),
    ("بار تخصیص", "assigned_load"),
    ("طولانی‌ترین صف", "longest_wait"),
    ("طولاني ترين صف", "longest_wait"),
    ("ادغام تیکت", "merge_rate"),
    ("رعایت SLA", "sla_compliance_rate"),
    ("موضوع تازه", "novel_topic_rate"),
    ("هزینه هر حل", "cost_per_resolution"),
    ("هزينه هر تيكت", "cost_per_ticket"),
    ("rata de retenție", "customer_retention_rate"),
    ("rata de retentie", "customer_retention_rate"),
    ("rata de retenţie", "customer_retention_rate"),
    ("cost pe contact", "cost_per_ticket"),
    ("cei mai buni agenți", "agent_score"),
    ("empatie", "servqual_gap_empathy"),
    ("timp mediu de procesare", "handle_time"),
    ("reusita robotului", "automation_resolution_rate"),
    ("APELURI PIERDUTE", "abandonment_rate"),
    ("timp de asteptare pentru toate apelurile", "queue_wait_time_all"),
    ("потерянные звонки", "abandonment_rate"),
    ("процент переведенных звонков", "call_transfer_rate"),
    ("процент переведённых звонков", "call_transfer_rate"),
    ("голосовая почта", "voicemail_rate"),
    ("Спам", "spam_rate"),
    ("занятость оператора", "occupancy"),
    ("индекс усилий клиента", "ces"),
    ("заявки с нарушенным сроком", "backlog_overdue"),
    ("контактов на клиента", "contact_rate"),
)
SEARCH = """
const box = document.getElementById('search');
return arguments[0].map(function (query) {
  box.value = query;
  box.dispatchEvent(new Event('input'));
  return Array.from(document.querySelectorAll('section.family article'))
    .filter(function (card) { return card.offsetParent !== null; })
    .map(function (card) { return card.id; });
});
"""


def test_forty_words_find_their_kpi(browser: webdriver.Chrome, sample_release: Path) -> None:
    load(browser, (sample_release / "handbook.html").as_uri())
    shown = browser.execute_script(SEARCH, [query for query, _ in QUERIES])
    missed = [
        f"{query}: {kpi_id}"
        for (query, kpi_id), found in zip(QUERIES, shown, strict=True)
        if kpi_id not in found
    ]
    assert missed == []
    assert max(map(len, shown)) < 40, "a search that shows nearly everything finds nothing"
