"""
How times, amounts, places and answers are written on paper.

Times of this program are UTC in the ledger and printed in Beijing time, stated once a paper.
Times stated by others are printed as stated, with their offset where one is known. Nothing is
left blank: what is empty is printed as a stroke, what was not answered says why.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone

from evidence.facts import Answer, Place, Source, Time
from evidence.papers.content.paper import NONE
from evidence.papers.content.wordings import BASES, DATUMS, SOURCES, UNKNOWN, named
from evidence.words import Phrase, say

BEIJING = timezone(timedelta(hours=8))
DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
TENTHOUSANDS = ("", "万", "亿", "万亿")

_LOCAL = re.compile(r"(\d{4})-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d))?)?)?")


def when(utc: str) -> Phrase | str:
    """An instant of ours (UTC) in Beijing time, to the minute."""
    try:
        at = datetime.fromisoformat(utc.replace("Z", "+00:00")).astimezone(BEIJING)
    except (ValueError, OverflowError):
        return utc or NONE
    return say(
        "{year}-{month}-{day} {hour}:{minute}",
        year=f"{at.year:04}", month=f"{at.month:02}", day=f"{at.day:02}",
        hour=f"{at.hour:02}", minute=f"{at.minute:02}",
    )  # fmt: skip


def stated_local(local: str) -> Phrase | str:
    """A local time as it was stated, as exact as it was stated."""
    found = _LOCAL.fullmatch(local)
    if not found:
        return local or NONE
    year, month, day, hour, minute, second = found.groups()
    if day is None:
        return say("{year}-{month}", year=year, month=month)
    date = {"year": year, "month": month, "day": day}
    if hour is None:
        return say("{year}-{month}-{day}", **date)
    if second is None:
        return say("{year}-{month}-{day} {hour}:{minute}", **date, hour=hour, minute=minute)
    return say(
        "{year}-{month}-{day} {hour}:{minute}:{second}",
        **date, hour=hour, minute=minute, second=second,
    )  # fmt: skip


def stated(time: Time | None) -> Phrase | str:
    """A stated time with its offset and what it rests on."""
    if time is None:
        return NONE
    basis = named(BASES, time.basis)
    if time.offset is None:
        return say(
            "{time} ({basis}; offset not stated)", time=stated_local(time.local), basis=basis
        )
    return say(
        "{time} {offset} ({basis})",
        time=stated_local(time.local), offset=offset(time.offset), basis=basis,
    )  # fmt: skip


def offset(minutes: int) -> str:
    """+08:00"""
    sign = "-" if minutes < 0 else "+"
    return f"{sign}{abs(minutes) // 60:02}:{abs(minutes) % 60:02}"


def sort_key(time: Time) -> str:
    """
    Orders stated times by the instant they mean; without an offset Beijing time is taken. At the
    ends of the calendar, where the instant has no date of its own, by the time as stated.
    """
    zone = timezone(timedelta(minutes=time.offset)) if time.offset is not None else BEIJING
    try:
        at = datetime.fromisoformat(time.local)
        return at.replace(tzinfo=zone).astimezone(UTC).isoformat()
    except (ValueError, OverflowError):
        return time.local


def answered(answer: Answer) -> Phrase | str:
    """The answer, or why there is none; never nothing."""
    said: Phrase | str = answer.value or named(UNKNOWN, answer.unknown or "not_stated")
    return say("{answer} ({note})", answer=said, note=answer.note) if answer.note else said


def person(name: str, org: str = "") -> Phrase | str:
    """A person with the organisation."""
    return say("{name} ({org})", name=name, org=org) if org else name or NONE


def listed(values: tuple[object, ...]) -> Phrase:
    """Several values in one line, as a list in the paper's language."""
    return say("{values}", values=values)


def joined(parts: Sequence[Phrase | str]) -> Phrase | str:
    """What is known, one after the other; there is at least one."""
    return functools.reduce(lambda one, more: say("{one}; {next}", one=one, next=more), parts)


def size(count: int) -> str:
    """1,234,567"""
    return f"{count:,}"


def place(at: Place | None) -> Phrase | str:
    """Degrees to six places with their datum."""
    if at is None:
        return NONE
    shown = f"{degrees(at.lat)}, {degrees(at.lon)}"
    datum = named(DATUMS, at.datum)
    if at.within is None:
        return say("{degrees} ({datum})", degrees=shown, datum=datum)
    return say(
        "{degrees} ({datum}; within {metres} m)", degrees=shown, datum=datum, metres=at.within
    )


def degrees(micro: int) -> str:
    """Micro-degrees as degrees."""
    return f"{'-' if micro < 0 else ''}{abs(micro) // 1_000_000}.{abs(micro) % 1_000_000:06}"


def source(of: Source) -> Phrase | str:
    """Where a fact comes from; an exhibit is named by its number by the caller."""
    kind = named(SOURCES, of.kind)
    if not of.ref:
        return kind
    return say("{kind}: {name}", kind=kind, name=of.ref)


def masked(number: str) -> str:
    """An identity, telephone or account number with its middle hidden."""
    if len(number) < 8:
        return number[:1] + "*" * (len(number) - 1) or NONE
    keep = 3 if len(number) < 12 else 4
    return number[:3] + "*" * (len(number) - 3 - keep) + number[-keep:]


def yuan(fen: int) -> Phrase:
    """An amount in figures and in words that cannot be altered."""
    figures = f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02}"
    return say("{figures} yuan ({capitals})", figures=figures, capitals=capitals(fen))


def capitals(fen: int) -> str:
    """An amount in the capital numerals of Chinese cheques: 壹万贰仟叁佰元零伍分."""
    whole, cents = divmod(abs(fen), 100)
    if not fen:
        return "零元整"
    jiao, rest = divmod(cents, 10)
    out = "负" if fen < 0 else ""
    out += f"{_whole(whole)}元" if whole else ""
    if not cents:
        return out + "整"
    out += f"{DIGITS[jiao]}角" if jiao else ("零" if whole else "")
    return out + (f"{DIGITS[rest]}分" if rest else "整")


def _whole(number: int) -> str:
    groups: list[str] = []
    below = 1000
    for unit in TENTHOUSANDS:
        number, group = divmod(number, 10000)
        if group:
            gap = "零" if groups and below < 1000 else ""
            groups.insert(0, _thousands(group) + unit + gap)
            below = group
        elif groups:
            below = 0
        if not number:
            break
    return "".join(groups)


def _thousands(group: int) -> str:
    out = ""
    for power in (3, 2, 1, 0):
        digit = group // 10**power % 10
        if digit:
            out += DIGITS[digit] + PLACES[power]
        elif out and not out.endswith("零") and group % 10**power:
            out += "零"
    return out
