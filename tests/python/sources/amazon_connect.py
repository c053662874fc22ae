"""The telephone desk as Amazon Connect's contact records, one JSON object per contact."""

import json
from datetime import datetime, timedelta
from typing import Any

from tests.python.sources.calls_desk import Call, Leg, call_truth, make_calls
from tests.python.sources.truth import Cells

ARN = "arn:aws:connect:eu-central-1:000000000000:instance/x"
DAY = timedelta(days=1)
Part = dict[str, Any] | None


def truth() -> Cells:
    """Hold and after-call work are recorded."""
    return call_truth(make_calls(), tells_hold_and_wrap=True)


def files() -> dict[str, str]:
    """Records come again when something changes, and other kinds of contacts lie between them."""
    records = [record for call in make_calls() for record in _records(call)]
    again = [
        # An older version with what was not known yet.
        {**record, "LastUpdateTimestamp": record["DisconnectTimestamp"], "Agent": None}
        for number, record in enumerate(records)
        if number % 9 == 0
    ]
    # Records of a call that nothing follows, and what the flow after the end adds to them.
    last = [record for record in records if not record["NextContactId"]][::5]
    after_the_end = [
        {**record, "ContactId": f"after-{number}", "InitiationMethod": "DISCONNECT",
         "PreviousContactId": record["ContactId"], "Agent": None,
         "Queue": {"ARN": f"{ARN}/queue/sales", "Name": "sales"}}
        for number, record in enumerate(last)
    ]  # fmt: skip
    for record, after in zip(last, after_the_end, strict=True):
        record["NextContactId"] = after["ContactId"]
    listening = [
        {**record, "ContactId": f"monitor-{number}", "InitiationMethod": "MONITOR"}
        for number, record in enumerate(records)
        if number % 11 == 0
    ]
    outbound = [
        {**record, "ContactId": f"outbound-{number}",
         "InitiationMethod": "OUTBOUND" if number % 2 else "API",
         "PreviousContactId": None, "NextContactId": None,
         "Queue": None if number % 2 else record["Queue"]}
        for number, record in enumerate(records)
        if number % 13 == 0 and record["Agent"]
    ]  # fmt: skip
    others = again + after_the_end + listening + outbound
    lines = [json.dumps(record) for record in records + others]
    return {"contact_records.jsonl": "\n".join(lines) + "\n"}


def _records(call: Call) -> list[dict[str, Any]]:
    if not call.legs:
        ended = call.started + timedelta(seconds=call.menu)
        return [_contact(call, 0, call.started, ended, None, None)]
    records = []
    for position, leg in enumerate(call.legs):
        started = call.started if position == 0 else leg.entered
        records.append(_contact(call, position, started, leg.ended, _queue(leg), _agent(leg)))
        before = records[position - 1] if position else None
        if before:
            records[-1]["PreviousContactId"] = before["ContactId"]
            before["NextContactId"] = records[-1]["ContactId"]
            records[-1]["InitiationMethod"] = "TRANSFER" if before["Agent"] else "QUEUE_TRANSFER"
    return records


def _contact(
    call: Call, position: int, started: datetime, ended: datetime, queue: Part, agent: Part
) -> dict[str, Any]:
    return {
        "ContactId": f"contact-{call.number}-{position}",
        "InitialContactId": f"contact-{call.number}-0",
        "PreviousContactId": None,
        "NextContactId": None,
        "Channel": "VOICE",
        "InitiationMethod": "INBOUND",
        "InitiationTimestamp": _time(started),
        "ConnectedToSystemTimestamp": _time(started),
        "DisconnectTimestamp": _time(ended),
        "DisconnectReason": "CUSTOMER_DISCONNECT",
        "LastUpdateTimestamp": _time(ended + DAY),
        "Queue": queue,
        "Agent": agent,
        "CustomerEndpoint": {"Type": "TELEPHONE_NUMBER", "Address": f"+{call.caller}"},
    }


def _queue(leg: Leg) -> dict[str, Any]:
    return {
        "ARN": f"{ARN}/queue/{leg.queue}",
        "Name": leg.queue,
        "EnqueueTimestamp": _time(leg.entered),
        "DequeueTimestamp": _time(leg.left),
        "Duration": leg.wait,
    }


def _agent(leg: Leg) -> dict[str, Any] | None:
    if leg.outcome != "answered":
        return None
    return {
        "ARN": f"{ARN}/agent/{leg.agent}",
        "Username": f"agent{leg.agent}",
        "ConnectedToAgentTimestamp": _time(leg.left),
        "AgentInteractionDuration": leg.talk,
        "CustomerHoldDuration": leg.hold,
        "NumberOfHolds": int(leg.hold > 0),
        "AfterContactWorkDuration": leg.wrap,
    }


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"
