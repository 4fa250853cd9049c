"""How many bytes and how much time, as a person says it."""

from __future__ import annotations

from evidence.words import Phrase, say

UNITS = ("B", "kB", "MB", "GB", "TB")
STEP = 1000


def amount(count: float) -> str:
    """1.2 GB: decimal, as disks and sticks are labelled; the same in every language."""
    unit = 0
    while count >= STEP and unit < len(UNITS) - 1:
        count /= STEP
        unit += 1
    places = 0 if unit < 2 or count >= 100 else 1
    return f"{count:.{places}f} {UNITS[unit]}"


def time_left(seconds: int | None) -> Phrase | str:
    """About how long; "" while nobody can say."""
    if seconds is None:
        return ""
    if seconds < 60:
        return say("about {seconds} s left", seconds=max(seconds, 1))
    if seconds < 3600:
        return say("about {minutes} min left", minutes=round(seconds / 60))
    hours, rest = divmod(round(seconds / 60), 60)
    return say("about {hours} h {minutes} min left", hours=hours, minutes=rest)
