"""
The time of taking a file states, as several checks need it: one reading, one stated assumption.

A time that cannot be is not used at all. Where a side states no offset from UTC, +08:00 is
assumed and the assumption stands in the values; whether a comparison holds for every possible
offset of both sides is told apart from whether it holds under the assumption. A clock error
measured in the session is that of the session's device, and taken away from its files only.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from evidence import times
from evidence.examination.context import Clock, Context
from evidence.examination.metadata.forwarded import is_forwarded
from evidence.facts import Time
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

CLOCK_TOLERANCE = 600
"""Seconds a device's clock may be wrong without anybody noticing."""

DEFAULTS = ("1970-01-01T", "1980-01-01T00:00", "2000-01-01T00:00", "2002-12-08T12:00:00")
A_DAY = 86400

NONE_STATED = mark("The file states no time of taking.")
NOT_TO_BE_USED = mark("The time of taking the file states cannot be (M01); it is not compared.")
ASSUMED = mark(
    "The file states no offset from UTC; {assumed_offset} was assumed. In another zone the"
    " difference would be another."
)
OTHER_ASSUMED = mark(
    "The time stated for the case has no offset from UTC; {assumed_offset} was assumed. In another"
    " zone the difference would be another."
)
CLOCK_MEASURED = mark("The device's clock was measured and its error is already taken away.")
CLOCK_OF_ANOTHER = mark(
    "A clock error of {clock_not_used} seconds was measured in the session; this file is not known"
    " to come from that device, so it was not used."
)
CLOCK_NO_NUMBER = mark(
    'The clock error noted in the session, "{clock_not_used}", is no whole number of seconds; it'
    " was not used."
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """
    By how many seconds at least one time is earlier than another (negative: it is not), offsets
    assumed where unknown; `surely`: beyond the clock's tolerance, for every offset that can be.
    """

    seconds: int
    surely: bool
    assumed_for: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        if not self.assumed_for:
            return {}
        offset = times.offset_text(times.CHINA)
        return {"assumed_offset": offset, "assumed_for": list(self.assumed_for)}

    @property
    def remarks(self) -> tuple[str, ...]:
        of = {"taken": ASSUMED, "other": OTHER_ASSUMED}
        return tuple(of[side] for side in self.assumed_for)


@dataclass(frozen=True, slots=True)
class Taken:
    """`stated` as the file has it; `time` with the clock's measured error put right."""

    stated: Time
    time: Time
    remarks: tuple[str, ...] = ()
    clock_not_used: str = ""

    @property
    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = {"taken": times.text(self.stated)}
        if self.time != self.stated:
            said["clock_corrected"] = times.text(self.time)
        if self.clock_not_used:
            said["clock_not_used"] = self.clock_not_used
        return said

    def earlier_by(self, other: Time) -> Earlier:
        """How much earlier this is than `other`."""
        gap = times.gap(times.assuming(self.time), times.assuming(other))
        surely = times.gap(self.time, other).least > CLOCK_TOLERANCE
        sides = {"taken": self.time, "other": other}
        return Earlier(gap.least, surely, tuple(n for n, t in sides.items() if t.offset is None))


def taken(reading: Reading, context: Context) -> Taken | str:
    """The time of taking `reading` states; the sentence id of the reason where none is used."""
    facts = reading.facts
    for name in ("original", "digitized"):
        stated = times.from_exif(
            str(facts.get(f"time_{name}", "")), str(facts.get(f"offset_{name}", ""))
        )
        if stated is not None:
            break
    else:
        return NONE_STATED
    if cannot_be(stated.local, context):
        return NOT_TO_BE_USED
    clock, bare = context.clock, Taken(stated, stated)
    if clock is None:
        return bare
    try:
        wrong = int(clock.stated)
    except ValueError:
        return replace(bare, remarks=(CLOCK_NO_NUMBER,), clock_not_used=clock.stated)
    if not _is_of(clock, reading, context):
        return replace(bare, remarks=(CLOCK_OF_ANOTHER,), clock_not_used=clock.stated)
    return replace(bare, time=times.moved(stated, -wrong), remarks=(CLOCK_MEASURED,))


def uses(context: Context) -> list[Json]:
    """What `taken` uses of the context, for the digest of a check."""
    clock = context.clock
    if clock is None:
        return [context.known_since[:10]]
    noted: list[Json] = [clock.stated, clock.make, clock.model]
    return [context.known_since[:10], noted, times.channels_version(), *context.names]


def cannot_be(local: str, context: Context) -> bool:
    """Whether a time is the default of a reset clock, or later than the file was known to exist."""
    if local.startswith(DEFAULTS):
        return True
    time, known = times.from_gps(local), times.from_gps(context.known_since)
    return bool(time and known and times.gap(known, time).least > A_DAY)


def lasting(seconds: int) -> dict[str, int]:
    """A length of time as the values of a sentence."""
    minutes = abs(seconds) // 60
    return {
        "seconds": seconds,
        "days": minutes // 1440,
        "hours": minutes // 60 % 24,
        "minutes": minutes % 60,
    }


def _is_of(clock: Clock, reading: Reading, context: Context) -> bool:
    """Whether a file comes from the device of the session, as far as both say."""
    if not clock.make and not clock.model:
        return not is_forwarded(context.names)
    make = _name(str(reading.facts.get("make", "")))
    model = _name(str(reading.facts.get("model", ""))).removeprefix(make)
    right_make = not clock.make or make == _name(clock.make)
    noted = _name(clock.model).removeprefix(_name(clock.make))
    return right_make and (not clock.model or model == noted)


def _name(text: str) -> str:
    return "".join(text.split()).casefold()
