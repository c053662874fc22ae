"""The telephone desk as Asterisk writes its queue_log: lines of fields between bars, no header."""

from datetime import datetime

from tests.python.sources.calls_desk import Call, Leg, call_truth, make_calls
from tests.python.sources.truth import Cells

EXITS = {"timeout": "EXITWITHTIMEOUT", "empty": "EXITEMPTY", "abandoned": "ABANDON"}


def files() -> dict[str, str]:
    """The log, and the one before it was rotated; lines of one second in no certain order."""
    lines = sorted(line for call in make_calls() for line in _lines(call))
    half = len(lines) // 2
    started = _epoch(make_calls()[0].started)
    # After a restart nobody knows what became of whoever was waiting.
    service = [
        f"{started}|{started}.9999|sales|NONE|ENTERQUEUE||40700|1",
        f"{started}|NONE|NONE|NONE|QUEUESTART|",
    ]
    return {
        "queue_log.1": "\n".join(service + lines[:half]) + "\n",
        "queue_log": "\n".join(lines[half:]) + "\n",
    }


def truth() -> Cells:
    """Hold and after-call work are not logged."""
    return call_truth(make_calls(), tells_hold_and_wrap=False)


def _lines(call: Call) -> list[str]:
    unique = f"{_epoch(call.started)}.{call.number}"
    lines = []
    for position, leg in enumerate(call.legs):
        lines.append((leg.entered, leg.queue, "NONE", "ENTERQUEUE", "", call.caller, "1"))
        if leg.outcome == "answered":
            lines += _answered(leg, is_passed_on=position < len(call.legs) - 1)
        else:
            end = (EXITS[leg.outcome], "1", "1", str(leg.wait))
            lines.append((leg.left, leg.queue, "NONE", *end))
            if leg.outcome == "abandoned" and call.number % 4:
                # Was about to be connected: written a second time, under the agent's name.
                lines.append((leg.left, leg.queue, "SIP/8098", *end))
    return ["|".join((_epoch(line[0]), unique, *line[1:])) for line in lines]


def _answered(leg: Leg, is_passed_on: bool) -> list[tuple[datetime, ...]]:
    member = f"SIP/80{leg.agent}"
    # Somebody else's telephone rang first; milliseconds.
    rang = (leg.left, leg.queue, "SIP/8099", "RINGNOANSWER", str(leg.ring * 1000))
    # And one hung up while the queue told who calls: the caller waited on.
    dumped = (leg.entered, leg.queue, "SIP/8097", "AGENTDUMP", "")
    connect = (leg.left, leg.queue, member, "CONNECT", str(leg.wait), "x.1", str(leg.ring))
    # Hold is inside the talk of a queue_log, and this desk's truth knows talk alone.
    talk = str(leg.talk)
    ended = leg.ended
    if is_passed_on:
        how = ("ATTENDEDTRANSFER", "LINK", "SIP/a-1", "SIP/b-2") if leg.talk % 2 else (
            "BLINDTRANSFER", leg.transferred_to, "from-internal")  # fmt: skip
        end = (ended, leg.queue, member, *how, str(leg.wait), talk, "1")
    else:
        event = "COMPLETEAGENT" if leg.ended_by == "agent" else "COMPLETECALLER"
        end = (ended, leg.queue, member, event, str(leg.wait), talk, "1")
    return [rang, dumped, connect, end]


def _epoch(at: datetime) -> str:
    return str(int(at.timestamp()))
