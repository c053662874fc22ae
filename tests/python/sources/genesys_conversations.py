"""The telephone desk as Genesys Cloud's conversation details, one JSON object per conversation."""

import json
from datetime import datetime, timedelta
from typing import Any

from tests.python.sources.calls_desk import QUEUES, Call, Leg, call_truth, make_calls
from tests.python.sources.desk import AGENTS, HOUR, START
from tests.python.sources.truth import Cells

SECOND = timedelta(seconds=1)
# Numbers of calls that went past the queues.
DIRECT = 900
Part = dict[str, Any]


def truth() -> Cells:
    """Hold and after-call work are recorded."""
    return call_truth(_calls(), tells_hold_and_wrap=True)


def files() -> dict[str, str]:
    """Conversations, some of them twice; others that are nobody's call between them."""
    calls = _calls()
    conversations = [_conversation(call) for call in calls]
    late = datetime.fromisoformat("2025-05-20T09:00:00+00:00")
    callbacks = [_callback(number, late + number * HOUR) for number in range(6)]
    again = [
        # Delivered before the after-call work was over.
        {**conversation, "participants": conversation["participants"][:-1]}
        for number, conversation in enumerate(conversations)
        if number % 9 == 0
    ]
    running = [
        {**conversation, "conversationId": f"running-{number}", "conversationEnd": None}
        for number, conversation in enumerate(conversations)
        if number % 17 == 0
    ]
    outbound = [_outbound(number, call) for number, call in enumerate(calls) if number % 13 == 0]
    lines = [json.dumps(row) for row in again + conversations + callbacks + running + outbound]
    return {
        "conversations.jsonl": "\n".join(lines) + "\n",
        "queues.jsonl": "".join(
            json.dumps({"id": _queue(name), "name": name}) + "\n" for name in QUEUES
        ),
        "users.jsonl": "".join(
            json.dumps({"id": _user(agent), "name": f"Person {agent}"}) + "\n" for agent in AGENTS
        ),
    }


def _calls() -> list[Call]:
    """The desk's calls, and some that a queue lets go to an agent directly, past all queues."""
    calls = make_calls()
    for number in range(8):
        started = START + timedelta(days=9 * number, hours=10)
        call = Call(DIRECT + number, started, menu=10, caller=f"40733{number:06}")
        call.legs.append(Leg(QUEUES[0], started + 10 * SECOND, "timeout", 30))
        calls.append(call)
    return calls


def _queue(name: str) -> str:
    return f"00000000-0000-4000-8000-queue{name:0>7}"


def _user(agent: str) -> str:
    return f"00000000-0000-4000-8000-user{agent:0>8}"


def _conversation(call: Call) -> Part:
    queued = call.started + timedelta(seconds=call.menu)
    ended = call.legs[-1].ended if call.legs else queued
    menu = _segment("ivr", call.started, queued, end="transfer" if call.legs else "peer")
    parts = [
        _part("customer", f"c{call.number}", [_segment("interact", call.started, ended)],
              caller=f"tel:+{call.caller}"),
        _part("ivr", f"i{call.number}", [menu]),
    ]  # fmt: skip
    for position, leg in enumerate(call.legs):
        parts += _leg(f"{call.number}-{position}", leg)
        if leg.hold and call.number % 3:
            parts += _consulted_queue(f"{call.number}-{position}", leg, call.number % 3 == 1)
    if call.number >= DIRECT:
        talk = _segment("interact", ended, ended + 60 * SECOND, end="peer")
        parts.append(_part("agent", f"d{call.number}", [talk], user=AGENTS[1]))
    return {
        "conversationId": f"conversation-{call.number}",
        "conversationStart": _time(call.started),
        # After-call work goes on after it.
        "conversationEnd": _time(ended),
        "originatingDirection": call.direction,
        "participants": parts,
    }


def _leg(name: str, leg: Leg) -> list[Part]:
    """A queue, whose wait is called interact, too; telephones that rang in vain; the agent."""
    queue = _queue(leg.queue)
    is_answered = leg.outcome == "answered"
    passed_on = leg.outcome in ("answered", "timeout", "empty")
    wait = _segment("interact", leg.entered, leg.left, queue, "transfer" if passed_on else "peer")
    parts = [_part("acd", f"q{name}", [wait])]
    if leg.wait > 20:
        ringing = _segment(
            "alert", leg.entered + SECOND, leg.entered + 9 * SECOND, queue, "timeout"
        )
        parts.append(_part("agent", f"v{name}", [ringing], user="absent"))
    if is_answered:
        parts.append(_agent(name, leg, queue))
    return parts


def _agent(name: str, leg: Leg, queue: str) -> Part:
    """Talk in two pieces around a hold, in which a colleague was asked."""
    half = leg.left + timedelta(seconds=leg.talk // 2)
    back = half + timedelta(seconds=leg.hold)
    ended_by = "peer" if leg.ended_by == "customer" else "client"
    # Blind, or after a word with who takes the customer.
    passed_on = "transfer" if leg.talk % 2 else "consultTransfer"
    end = passed_on if leg.transferred_to else ended_by
    segments = [_segment("alert", leg.left - timedelta(seconds=leg.ring), leg.left, queue)]
    if leg.hold:
        segments.append(_segment("interact", leg.left, half, queue))
        segments.append(_segment("hold", half, back, queue))
    start = back if leg.hold else leg.left
    segments.append(_segment("interact", start, leg.ended, queue, end))
    wrapped = leg.ended + timedelta(seconds=leg.wrap)
    segments.append(_segment("wrapup", leg.ended, wrapped, queue))
    part = _part("agent", f"a{name}", segments, user=leg.agent or "")
    if leg.hold:
        consult = _part("agent", f"x{name}", [_segment("interact", half, back)], user="colleague")
        part["sessions"] += consult["sessions"]
    return part


def _consulted_queue(name: str, leg: Leg, is_answered: bool) -> list[Part]:
    """The agent asked another queue while the customer was on hold, and came back."""
    queue = _queue(next(other for other in QUEUES if other != leg.queue))
    half = leg.left + timedelta(seconds=leg.talk // 2)
    answered = half + 15 * SECOND
    back = half + timedelta(seconds=leg.hold)
    if not is_answered:
        return [_part("acd", f"g{name}", [_segment("interact", half, back, queue, "client")])]
    return [
        _part("acd", f"g{name}", [_segment("interact", half, answered, queue, "transfer")]),
        _part("agent", f"h{name}", [_segment("interact", answered, back, queue, "peer")],
              user="colleague"),
    ]  # fmt: skip


def _callback(number: int, at: datetime) -> Part:
    """Asked to be called back after a minute, and was, an hour later."""
    queue = _queue(QUEUES[0])
    asked, called = at + 60 * SECOND, at + HOUR
    talk = _segment("interact", called, called + 90 * SECOND, queue, "peer")
    return {
        "conversationId": f"callback-{number}", "conversationStart": _time(at),
        "conversationEnd": _time(called + 90 * SECOND), "originatingDirection": "inbound",
        "participants": [
            _part("customer", f"kc{number}", [_segment("interact", at, asked)], caller="tel:+1"),
            _part("acd", f"kq{number}", [_segment("interact", at, asked, queue, "transfer")]),
            _part("acd", f"kb{number}", [_segment("interact", asked, called, queue, "transfer")],
                  media="callback"),
            _part("agent", f"ka{number}", [talk], user=AGENTS[0], media="callback"),
        ],
    }  # fmt: skip


def _outbound(number: int, call: Call) -> Part:
    """An agent calls somebody, out of no queue."""
    talk = _segment("interact", call.started, call.started + 60 * SECOND, end="peer")
    return {
        "conversationId": f"outbound-{number}",
        "conversationStart": _time(call.started),
        "conversationEnd": _time(call.started + 60 * SECOND),
        "originatingDirection": "outbound",
        "participants": [
            _part("agent", f"oa{number}", [talk], user=AGENTS[0]),
            _part("external", f"oc{number}", [talk], caller="tel:+2"),
        ],
    }


def _part(
    purpose: str,
    session: str,
    segments: list[Part],
    *,
    user: str | None = None,
    caller: str | None = None,
    media: str = "voice",
) -> Part:
    part: Part = {"participantId": f"p-{session}", "purpose": purpose}
    if user is not None:
        part["userId"] = _user(user)
    level = {"sessionId": f"s-{session}", "mediaType": media, "ani": caller, "segments": segments}
    return part | {"sessions": [level]}


def _segment(
    kind: str, start: datetime, end_at: datetime, queue: str | None = None, end: str | None = None
) -> Part:
    found = {"queueId": queue, "disconnectType": end}
    return {
        "segmentType": kind, "segmentStart": _time(start), "segmentEnd": _time(end_at),
        "conference": False, **{key: value for key, value in found.items() if value},
    }  # fmt: skip


def _time(at: datetime) -> str:
    return f"{at:%Y-%m-%dT%H:%M:%S}.000Z"
