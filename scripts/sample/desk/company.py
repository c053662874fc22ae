"""The fictional company: teams, topics, products, channels and the habits of its customers."""

from __future__ import annotations

import numpy as np

SITES = ("Asia/Tehran", "Europe/Bucharest")
SCHEDULES = ("SCH-THR", "SCH-BUH")

# team_id, team_name, site, tier, number of agents in the small desk
TEAMS = (
    ("G10", "First line Tehran", 0, "tier 1", 3),
    ("G11", "Technical desk Tehran", 0, "tier 2", 3),
    ("G20", "First line Bucharest", 1, "tier 1", 3),
    ("G21", "Billing and returns Bucharest", 1, "tier 1", 3),
    ("G22", "Technical desk Bucharest", 1, "tier 2", 3),
)
TEAM_SITE = np.array([team[2] for team in TEAMS])
TEAM_SHARE = np.array([0.27, 0.12, 0.30, 0.18, 0.13])

# Channels: name, share of arrivals, median first reply (business seconds), spread of its log.
CHANNELS = ("email", "web_form", "chat", "phone", "social", "whatsapp")
EMAIL, WEB, CHAT, PHONE, SOCIAL, MESSENGER = range(6)
CHANNEL_SHARE = np.array([0.25, 0.17, 0.22, 0.22, 0.07, 0.0])
MESSENGER_SHARE = (0.03, 0.20)
FIRST_REPLY_MEDIAN = np.array([1300.0, 1600.0, 600.0, 1500.0, 800.0, 240.0])

PRIORITIES = ("low", "normal", "high", "urgent")
PRIORITY_SHARE = np.array([0.20, 0.55, 0.19, 0.06])
PRIORITY_PACE = np.array([1.7, 1.0, 0.5, 0.25])

STATUSES = ("new", "open", "pending", "on-hold", "solved", "closed", "deleted")
NEW, OPEN, PENDING, HOLD, SOLVED, CLOSED, DELETED = range(7)

# topic_id, name, share, ticket type, difficulty (log scale), desk: 0 front, 1 billing, 2 tech
TOPICS = (
    ("TP01", "Login and password", 0.13, "question", -0.5, 0),
    ("TP02", "Connection outage", 0.08, "incident", 0.5, 2),
    ("TP03", "Invoice question", 0.11, "question", -0.2, 1),
    ("TP04", "Refund request", 0.07, "request", 0.2, 1),
    ("TP05", "Defective device", 0.08, "return", 0.4, 1),
    ("TP06", "Delivery delay", 0.10, "complaint", 0.1, 0),
    ("TP07", "Setup help", 0.10, "question", 0.0, 0),
    ("TP08", "Subscription change", 0.08, "request", -0.3, 0),
    ("TP09", "App error", 0.07, "incident", 0.5, 2),
    ("TP10", "Wrong item, received", 0.04, "return", 0.2, 1),
    ("TP11", "Price and offers", 0.05, "question", -0.4, 0),
    ("TP12", "Complaint about service", 0.04, "complaint", 0.5, 0),
    ("TP13", "Data export", 0.02, "request", 0.4, 2),
    ("TP14", "Warranty", 0.03, "question", 0.1, 1),
)
TOPIC_SHARE = np.array([topic[2] for topic in TOPICS])
TOPIC_DIFFICULTY = np.array([topic[4] for topic in TOPICS])
TOPIC_DESK = np.array([topic[5] for topic in TOPICS])
OUTAGE, DEFECT, DELAY, WRONG_ITEM = 1, 4, 5, 9
# Of the articles of a topic the first two are older than the sample.
ARTICLES_PER_TOPIC, OLD_ARTICLES = 4, 2
TYPES = ("question", "incident", "complaint", "return", "request")
TOPIC_TYPE = np.array([TYPES.index(topic[3]) for topic in TOPICS])

PRODUCTS = (
    ("PR1", "Router Home"),
    ("PR2", "Router Pro"),
    ("PR3", "Cloud Backup"),
    ("PR4", "Smart Camera"),
    ("PR5", "Mobile App"),
)
PRODUCT_SHARE = np.array([0.34, 0.16, 0.18, 0.22, 0.10])

# country, language, site, share within the site
COUNTRIES = (
    ("IR", "fa", 0, 0.80),
    ("AZ", "ru", 0, 0.12),
    ("TR", "en", 0, 0.08),
    ("RO", "ro", 1, 0.58),
    ("DE", "de", 1, 0.20),
    ("GB", "en", 1, 0.22),
)
SITE_SHARE = (0.42, 0.58)
SEGMENTS = ("consumer", "small_business", "enterprise")
SEGMENT_SHARE = np.array([0.74, 0.20, 0.06])

# Share of a day's arrivals per local hour: a morning and an evening peak, quiet nights.
HOUR_WEIGHT = np.array(
    [3, 2, 1, 1, 1, 2, 5, 14, 42, 68, 80, 76, 58, 56, 66, 68, 60, 46, 30, 24, 22, 17, 11, 6],
    dtype=float,
)
# ISO weekday weights per site: the week ends on Friday in Tehran, on Sunday in Bucharest.
WEEKDAY_WEIGHT = np.array(
    [[1.02, 1.0, 0.97, 0.72, 0.26, 1.15, 1.08], [1.15, 1.05, 1.0, 0.98, 0.9, 0.30, 0.24]],
)
HOLIDAY_WEIGHT = 0.45

# Months unlike the others: how many tickets come, how long answers take (1 is usual), how customers
# feel, and what the tickets are about beyond the usual share. An outage in June; from October late
# parcels, from which the desk recovers in December, sooner than its customers.
ODD_MONTHS = {
    (2024, 12): (1.15, 1.0, 0.0, None),
    (2025, 6): (1.6, 2.1, -0.8, OUTAGE),
    (2025, 10): (1.25, 1.8, -0.5, DELAY),
    (2025, 11): (1.4, 2.2, -0.9, DELAY),
    (2025, 12): (1.15, 0.8, -0.5, None),
}
ODD_TOPIC_SHARE = 0.25

HOLIDAYS = (
    (0, "2024-12-25", "Winter feast (Tehran)"),
    (0, "2025-02-10", "Revolution day"),
    (0, "2025-03-20", "Nowruz"),
    (0, "2025-03-22", "Nowruz"),
    (0, "2025-03-23", "Nowruz"),
    (0, "2025-03-24", "Nowruz"),
    (0, "2025-04-01", "Nature day"),
    (0, "2025-06-04", "Rest day"),
    (0, "2025-07-06", "Mourning day"),
    (0, "2025-09-10", "Feast day"),
    (1, "2024-12-25", "Christmas"),
    (1, "2024-12-26", "Christmas"),
    (1, "2025-01-01", "New year"),
    (1, "2025-01-24", "Unification day"),
    (1, "2025-04-18", "Good Friday"),
    (1, "2025-04-21", "Easter Monday"),
    (1, "2025-05-01", "Labour day"),
    (1, "2025-06-09", "Whit Monday"),
    (1, "2025-08-15", "Assumption"),
    (1, "2025-12-01", "National day"),
    (1, "2025-12-25", "Christmas"),
    (1, "2025-12-26", "Christmas"),
)

# site, ISO weekdays, (opens, closes), valid from, valid to (last day included; None: no end)
BUSINESS_HOURS = (
    (0, (6, 7, 1, 2, 3), (("08:30", "12:30"), ("13:30", "17:30")), None, "2025-04-04"),
    (0, (4,), (("08:30", "13:00"),), None, "2025-04-04"),
    (0, (6, 7, 1, 2, 3), (("08:00", "12:00"), ("12:45", "17:15")), "2025-04-05", None),
    (0, (4,), (("08:00", "12:30"),), "2025-04-05", None),
    (1, (1, 2, 3, 4, 5), (("09:00", "13:00"), ("14:00", "18:00")), None, None),
)
