"""
The clocks of a case: what must be answered by when, and which rule says so.

Counted from dates that somebody stated, never from a date of ours; without a stated start there
is no clock. The periods are data (resources/tables/clocks.json); a contract may set others, so
a clock is a reminder and no judgement.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Any

from evidence.facts import CaseFacts, Time
from evidence.ledger.kinds import CommissionRecorded
from evidence.words import Phrase, mark, say

NEAR = 5
"""Days before its end at which a clock is worth a second look."""

CHINA = timedelta(hours=8)
_DAY = re.compile(r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})")
_TITLES = {
    "decision": mark("Decision on the claim"),
    "refusal_notice": mark("Notice of a refusal, with reasons"),
    "first_payment": mark("First payment of what is certain"),
}


@dataclass(frozen=True, slots=True)
class Clock:
    """One period that runs: `due` is its last day, `days_left` is negative when it has passed."""

    id: str
    title: Phrase
    basis: Phrase
    began: date | None
    due: date
    days_left: int

    @property
    def is_near(self) -> bool:
        """Whether it ends within a few days, or has ended."""
        return self.days_left <= NEAR


def clocks(
    facts: CaseFacts, commissions: Iterable[CommissionRecorded], today: date
) -> tuple[Clock, ...]:
    """The clocks that run in a case today, the first to end first."""
    found = [*_by_law(facts, today), *_by_commission(commissions, today)]
    return tuple(sorted(found, key=lambda clock: (clock.due, clock.id)))


def today_in_china() -> date:
    """The day it is in China by this machine's clock."""
    return (datetime.now(UTC) + CHINA).date()


def said(clock: Clock) -> Phrase:
    """How it stands, in a few words."""
    if clock.days_left < 0:
        return say("{what}: ended {days} days ago", what=clock.title, days=-clock.days_left)
    if clock.days_left == 0:
        return say("{what}: ends today", what=clock.title)
    return say("{what}: {days} days left", what=clock.title, days=clock.days_left)


def _by_law(facts: CaseFacts, today: date) -> Iterable[Clock]:
    for row in _table():
        began, ended = _stated(facts, row["start"]), _stated(facts, row["stop"])
        if began is not None and ended is None:
            due = began + timedelta(days=row["days"])
            basis = say(
                "Insurance Law, article {article}: {days} days, unless the contract says otherwise",
                article=row["article"], days=row["days"],
            )  # fmt: skip
            yield Clock(
                row["id"], Phrase(_TITLES[row["id"]]), basis, began, due, (due - today).days
            )


def _by_commission(commissions: Iterable[CommissionRecorded], today: date) -> Iterable[Clock]:
    for commission in commissions:
        due = _day(commission.until)
        if due is not None:
            yield Clock(
                f"commission-{commission.number}",
                say("Commission {number}", number=commission.number),
                say("Period of the commission"),
                None,
                due,
                (due - today).days,
            )


def _stated(facts: CaseFacts, kind: str) -> date | None:
    """The latest day stated for a kind of event."""
    days = [day for event in facts.events if event.kind == kind and (day := _of(event.at))]
    return max(days, default=None)


def _of(time: Time) -> date | None:
    """The day in China of a stated time."""
    day = _day(time.local)
    if day is None or time.offset is None:
        return day
    try:
        moment = datetime.fromisoformat(time.local) - timedelta(minutes=time.offset) + CHINA
    except (ValueError, OverflowError):
        return day
    return moment.date()


def _day(text: str) -> date | None:
    found = _DAY.match(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


@cache
def _table() -> tuple[dict[str, Any], ...]:
    text = (files("resources") / "tables" / "clocks.json").read_text("utf-8")
    return tuple(json.loads(text)["clocks"])
