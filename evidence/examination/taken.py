"""
The time of taking a file states, as several checks need it: one reading, one stated assumption.

Where the file states no offset from UTC, +08:00 is assumed and the assumption stands in the
values; whether a comparison holds for every possible offset is told apart from whether it holds
under the assumption.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from evidence import times
from evidence.examination.context import Context
from evidence.facts import Time
from evidence.reading.reading import Reading
from evidence.words import mark

CLOCK_TOLERANCE = 600
"""Seconds a device's clock may be wrong without anybody noticing."""

ASSUMED = mark(
    "The file states no offset from UTC; {assumed_offset} was assumed. In another zone the"
    " difference would be another."
)
CLOCK_MEASURED = mark("The device's clock was measured and its error is already taken away.")


@dataclass(frozen=True, slots=True)
class Taken:
    """`stated` as the file has it; `time` with the clock's measured error and offset put right."""

    stated: Time
    time: Time
    assumed: bool
    corrected: bool

    @property
    def values(self) -> dict[str, Any]:
        said: dict[str, Any] = {"taken": times.text(self.stated)}
        if self.assumed:
            said["assumed_offset"] = times.offset_text(times.CHINA)
        if self.corrected:
            said["clock_corrected"] = times.text(self.time)
        return said

    @property
    def remarks(self) -> tuple[str, ...]:
        return (ASSUMED,) * self.assumed + (CLOCK_MEASURED,) * self.corrected

    def earlier_by(self, other: Time) -> tuple[int, bool]:
        """
        By how many seconds at least this is earlier than `other` (negative: it is not), offsets
        assumed where unknown; and whether it is earlier, beyond the clock's tolerance, for every
        offset that can be.
        """
        gap = times.gap(self.time, times.assuming(other))
        stated = self.time if not self.assumed else self.stated
        surely = times.gap(stated, other).least > CLOCK_TOLERANCE
        return gap.least, surely


def taken(reading: Reading, context: Context) -> Taken | None:
    """The time of taking `reading` states; None where it states none that can be."""
    facts = reading.facts
    for name in ("original", "digitized"):
        stated = times.from_exif(
            str(facts.get(f"time_{name}", "")), str(facts.get(f"offset_{name}", ""))
        )
        if stated is not None:
            break
    else:
        return None
    wrong = context.clock_offset or 0
    right = times.moved(stated, -wrong) if wrong else stated
    return Taken(stated, times.assuming(right), stated.offset is None, bool(wrong))


def lasting(seconds: int) -> dict[str, int]:
    """A length of time as the values of a sentence."""
    minutes = abs(seconds) // 60
    return {
        "seconds": seconds,
        "days": minutes // 1440,
        "hours": minutes // 60 % 24,
        "minutes": minutes % 60,
    }
