"""
What may be proposed for a new session from what was answered before, for a person to check.

From the last session of the case everything but what belongs to one sitting alone (consent,
witness, video, the measured clock, what was unusual). In a case without a session, from the
person's last session anywhere, only what tells of the person's own way of working.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from evidence.facts import Collector, Session
from evidence.index.lookup import Lookup
from evidence.index.rows import SessionRow
from evidence.values import new_id, now

OF_THE_CASE = (
    "purpose", "place", "collectors", "fewer_than_two", "provider", "provider_relation",
    "provider_contact", "device_make", "device_model", "device_serial", "device_state", "medium",
    "medium_serial", "write_protected", "original_stays", "not_sealed_because", "method", "origin",
)  # fmt: skip
OF_THE_PERSON = ("purpose", "collectors", "fewer_than_two", "write_protected", "method")
MOST_CASES_LOOKED_AT = 50


@dataclass(frozen=True, slots=True)
class Proposed:
    """A session not yet begun; `since` is when the answers in it were given, "" for none."""

    session: Session
    since: str = ""


def propose(look: Lookup, case: str, person: str, name: str, org: str = "") -> Proposed:
    """The next session of a case for a person of that name and organisation."""
    fresh = Session(
        id=new_id(), began=now(), collectors=(Collector(name=name, org=org, role="lead"),)
    )
    held = look.sessions(case)
    if held:
        return _carried(fresh, held[-1], OF_THE_CASE)
    others = [row for row in look.cases() if row.case != case][-MOST_CASES_LOOKED_AT:]
    for other in reversed(others):
        mine = [row for row in look.sessions(other.case) if row.by == person]
        if mine:
            return _carried(fresh, mine[-1], OF_THE_PERSON)
    return Proposed(fresh)


def _carried(fresh: Session, last: SessionRow, names: tuple[str, ...]) -> Proposed:
    answers = {name: getattr(last.session, name) for name in names}
    if not answers.get("collectors"):
        answers.pop("collectors", None)
    return Proposed(replace(fresh, **answers), last.session.began)
