"""
Times as files state them: local text, offset where known, and what they rest on.

A time is never turned into an instant by guessing: without an offset it is a span of instants
(UTC+14 to UTC-12), and a difference of two spans is an interval of whole seconds. A caller that
assumes an offset says so in what it prints. Reading is strict: a date that cannot be is None.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files

from evidence.facts import Time

CHINA = 480
"""Minutes from UTC of the legal time of China."""

IN_USE: tuple[int, ...] = tuple(
    sorted(
        [hours * 60 for hours in range(-12, 15)]
        + [-570, -210, -150, 210, 270, 330, 345, 390, 525, 570, 630, 765, 825]
    )
)
"""Minutes from UTC of every legal time in use, summer times among them (IANA tz database)."""

_EAST_MOST, _WEST_MOST = 14 * 60, -12 * 60
_LONGEST_TEXT = 64
_LONGEST_NAME = 255
_LOCAL = re.compile(
    r"(\d{4})[-:](\d{2})(?:[-:](\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?)?)?(?:\.\d+)?", re.ASCII
)
_OFFSET = re.compile(r"([+-])(\d{2}):?(\d{2})", re.ASCII)
_EARLIEST_STAMP, _LATEST_STAMP = 1_000_000_000, 4_102_444_800


@dataclass(frozen=True, slots=True)
class Span:
    """Instants between which a stated time lies, both inclusive, in seconds since 1970 UTC."""

    earliest: int
    latest: int


@dataclass(frozen=True, slots=True)
class Gap:
    """A difference that is only known to lie between two figures, in whole seconds."""

    least: int
    most: int


@dataclass(frozen=True, slots=True)
class NamedTime:
    """What a file name says: the channel that writes such names, and the time in it, if any."""

    channel: str
    time: Time | None
    taken: bool


def offset_minutes(untrusted_text: str) -> int | None:
    """`+08:00` as minutes from UTC; None for anything that is no offset."""
    text = untrusted_text.strip()
    if text == "Z":
        return 0
    found = _OFFSET.fullmatch(text)
    if not found:
        return None
    minutes = int(found[2]) * 60 + int(found[3])
    minutes = -minutes if found[1] == "-" else minutes
    return minutes if _WEST_MOST <= minutes <= _EAST_MOST and int(found[3]) < 60 else None


def offset_text(minutes: int) -> str:
    """Minutes from UTC as `+08:00`."""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def from_exif(untrusted_text: str, untrusted_offset: str = "") -> Time | None:
    """A device's own time (`2026:03:01 10:22:33` or ISO), with its offset where it states one."""
    local = _local(untrusted_text)
    if local is None:
        return None
    return Time(local=local, offset=offset_minutes(untrusted_offset), basis="device")


def from_gps(untrusted_text: str) -> Time | None:
    """A satellite time; it is UTC by definition."""
    local = _local(untrusted_text.strip().removesuffix("Z"))
    return None if local is None else Time(local=local, offset=0, basis="gps")


def from_file_name(untrusted_name: str) -> NamedTime | None:
    """What a name of a known pattern says (resources/tables/channels.json); None for others."""
    if len(untrusted_name) > _LONGEST_NAME:
        return None
    for pattern, channel, meaning in _patterns():
        found = pattern.match(untrusted_name)
        if found:
            return NamedTime(channel, _named(found.groupdict()), meaning == "taken")
    return None


def channels_version() -> str:
    """The version of the table of file-name patterns."""
    return str(_table()["version"])


def text(time: Time) -> str:
    """A time for reading: `2026-03-01 10:22:33 +08:00`, without the offset where none is known."""
    offset = "" if time.offset is None else " " + offset_text(time.offset)
    return time.local.replace("T", " ") + offset


def at_offset(time: Time, offset: int = CHINA) -> Time:
    """The same instant on a clock of another offset; only for a time whose offset is known."""
    return replace(moved(time, (offset - (time.offset or 0)) * 60), offset=offset)


def span(time: Time) -> Span:
    """The instants `time` can mean, by its offset (or any), its precision and its accuracy."""
    start, fields = _start(time.local)
    seconds = int((start - datetime(1970, 1, 1)).total_seconds())
    length = _length(start, fields)
    within = time.within or 0
    east = _EAST_MOST if time.offset is None else time.offset
    west = _WEST_MOST if time.offset is None else time.offset
    return Span(seconds - east * 60 - within, seconds + length - 1 - west * 60 + within)


def assuming(time: Time, offset: int = CHINA) -> Time:
    """`time` with an offset it did not state; a caller says in print that it assumed it."""
    return time if time.offset is not None else replace(time, offset=offset)


def moved(time: Time, seconds: int) -> Time:
    """`time` with its clock set right by `seconds`; only for times stated to the second."""
    start, _fields = _start(time.local)
    try:
        return replace(time, local=(start + timedelta(seconds=seconds)).isoformat())
    except OverflowError:
        return time


def gap(a: Time, b: Time) -> Gap:
    """How much later `b` is than `a`."""
    first, second = span(a), span(b)
    return Gap(second.earliest - first.latest, second.latest - first.earliest)


def local_gap(a: str, b: str) -> int:
    """How many seconds later the clock face `b` is than `a`, whatever the offsets."""
    return int((_start(b)[0] - _start(a)[0]).total_seconds())


def _local(untrusted_text: str) -> str | None:
    text = untrusted_text.strip().rstrip("\0 ")
    if len(text) > _LONGEST_TEXT:
        return None
    found = _LOCAL.fullmatch(text)
    if not found:
        return None
    fields = [int(f) for f in found.groups() if f is not None]
    try:
        start = datetime(*(fields + [1] * (3 - len(fields))))  # type: ignore[arg-type]
    except ValueError:
        return None
    return start.isoformat()[: (0, 0, 7, 10, 0, 16, 19)[len(fields)]]


def _start(local: str) -> tuple[datetime, int]:
    found = _LOCAL.fullmatch(local)
    if not found:
        raise ValueError("not a local time")
    fields = [int(f) for f in found.groups() if f is not None]
    return datetime(*(fields + [1] * (3 - len(fields)))), len(fields)  # type: ignore[arg-type]


def _length(start: datetime, fields: int) -> int:
    if fields == 2:
        following = (start.replace(day=28) + timedelta(days=4)).replace(day=1)
        return int((following - start).total_seconds())
    return {3: 86400, 5: 60}.get(fields, 1)


def _named(found: dict[str, str | None]) -> Time | None:
    if found.get("ms"):
        seconds = int(str(found["ms"])) // 1000
        if not _EARLIEST_STAMP <= seconds <= _LATEST_STAMP:
            return None
        local = datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None).isoformat()
        return Time(local=local, offset=0, basis="filename")
    digits = re.sub(r"\D", "", found.get("stamp") or "")
    try:
        start = datetime.strptime(digits, "%Y%m%d%H%M%S")
    except ValueError:
        return None
    return Time(local=start.isoformat(), basis="filename")


@cache
def _table() -> dict[str, object]:
    text = (files("resources") / "tables" / "channels.json").read_text("utf-8")
    table: dict[str, object] = json.loads(text)
    return table


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str, str], ...]:
    rows = _table()["patterns"]
    assert isinstance(rows, list)
    return tuple((re.compile(row["pattern"]), row["channel"], row["meaning"]) for row in rows)
