"""
What a record of collection must state: the questions a session leaves open.

Each is answered or carries a reason why not; only one that nobody spoke of is a gap. The words
name the thing itself, so that a paper, the command line and the window can list them.
"""

from __future__ import annotations

from evidence.facts import NOT_STATED, Session
from evidence.words import Phrase, mark

QUESTIONS: dict[str, str] = {
    "purpose": mark("purpose"),
    "place": mark("place of the session"),
    "provider": mark("provider or holder"),
    "consent": mark("consent of the provider"),
    "witness": mark("witness"),
    "video": mark("video of the session"),
    "device_make": mark("make of the source device"),
    "device_model": mark("model of the source device"),
    "device_serial": mark("serial number of the source device"),
    "clock_offset": mark("clock offset of the source device"),
    "write_protected": mark("write protection"),
    "original_stays": mark("where the original medium stays"),
    "method": mark("method"),
}
FEWER_THAN_TWO = mark("why fewer than two collectors took part")
ORIGIN = mark("origin of the data")


def session_gaps(session: Session) -> tuple[Phrase, ...]:
    """What nobody stated of a session, in the order it is asked."""
    gaps = [
        Phrase(asked)
        for name, asked in QUESTIONS.items()
        if getattr(session, name).unknown == NOT_STATED.unknown
    ]
    if len(session.collectors) < 2 and session.fewer_than_two.unknown == NOT_STATED.unknown:
        gaps.append(Phrase(FEWER_THAN_TWO))
    if session.origin == "unstated":
        gaps.append(Phrase(ORIGIN))
    return tuple(gaps)
