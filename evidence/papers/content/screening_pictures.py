"""
What the screening report says of each picture: how it looks, what it says of itself, what the
checks saw that asks a person to look, and what a person made of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from evidence.index.rows import ExhibitRow, MatchRow, ObservationRow, VerdictRow
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import degrees, size, stated_local, when
from evidence.papers.content.match_marks import marks_of
from evidence.papers.content.match_values import engine, match_values
from evidence.papers.content.paper import (
    NONE,
    Block,
    Code,
    Column,
    Entry,
    Figure,
    Form,
    Pair,
    Profile,
    Prose,
    Row,
    Said,
    Section,
    Table,
)
from evidence.papers.content.wordings import (
    FACTS,
    FIELDS,
    MATCH_CLASSES,
    RESULTS,
    STRENGTHS,
    VERDICTS,
    file_format,
    named,
)
from evidence.places import Point, bd09_from_gcj02, gcj02_from_wgs84
from evidence.words import Phrase, say

METADATA = (
    Column(say("Item"), 22),
    Column(say("Value in the file"), 34),
    Column(say("Read as"), 44),
)
MICRO = 1_000_000


def picture_section(dossier: Dossier, exhibit: ExhibitRow, number: int) -> Section:
    """One picture of the report."""
    blocks: list[Block] = [_profile(dossier, exhibit, number), _metadata(dossier, exhibit)]
    asking = dossier.asking(exhibit.exhibit)
    if not dossier.observations.get(exhibit.exhibit):
        blocks.append(Prose(say("No check has examined this picture yet."), "notice"))
    elif not asking:
        blocks.append(Prose(say("No check of this picture asks for a closer look.")))
    for row in asking:
        blocks.append(observation_form(dossier, row))
        blocks += _pairs_inside(dossier, row)
    return Section(
        say("Picture {number}: exhibit {exhibit}", number=number, exhibit=exhibit.number),
        tuple(blocks),
        2,
    )


def observation_form(dossier: Dossier, row: ObservationRow) -> Form:
    """An observation with its reason, innocent explanations, next steps and the verdict."""
    seen = row.observation
    entries = [
        Entry(
            say("Check {check}", check=seen.check),
            say(
                "{result}; {strength}; version {version}",
                result=named(RESULTS, seen.result), strength=named(STRENGTHS, seen.strength),
                version=seen.version,
            ),
        ),
        Entry(say("Seen"), (phrase(seen.what, seen.values), *odd_times(seen.values))),
    ]  # fmt: skip
    if seen.why:
        entries.append(Entry(say("Why it matters"), phrase(seen.why, seen.values)))
    entries += [
        Entry(say("Possible ordinary explanations"), _several(seen.innocent, seen.values)),
        Entry(say("To be checked next"), _several(seen.next, seen.values)),
        Entry(say("Verdict of a person"), verdict_words(dossier, row)),
    ]
    return Form(tuple(entries))


def verdict_words(dossier: Dossier, row: ObservationRow) -> Said:
    """What a person decided, who, when and why; or that nobody has. On matches, on each of them."""
    told, verdicts = dossier.told_by(row), dossier.verdicts_on(row)
    if not told:
        return _with_reason(dossier, verdicts[0])
    lines = tuple(_on_match(dossier, verdict) for verdict in verdicts)
    if len(told) == 1:
        return lines[0]
    return tuple(
        say("Match {pair}: {verdict}", pair=match.pair[:12], verdict=line)
        for match, line in zip(told, lines, strict=True)
    )


def _with_reason(dossier: Dossier, verdict: VerdictRow | None) -> Phrase | str:
    if verdict is None:
        return named(VERDICTS, "")
    return say(
        "{verdict}; reason: {why}", verdict=_on_match(dossier, verdict), why=verdict.why or NONE
    )


def _on_match(dossier: Dossier, verdict: VerdictRow | None) -> Phrase | str:
    """The reason of a verdict on a match lies in the desk and stays there: it may name a case."""
    if verdict is None:
        return named(VERDICTS, "")
    return say(
        "{verdict}; {person}, {when}", verdict=named(VERDICTS, verdict.verdict),
        person=dossier.person_name(verdict.by), when=when(verdict.at),
    )  # fmt: skip


def match_blocks(dossier: Dossier, match: MatchRow) -> Iterator[Block]:
    """
    A match, side by side. The picture of another case is masked: showing it needs a recorded basis
    and approval, which do not exist yet.
    """
    marks = marks_of(match)
    other = (
        replace(_figure(dossier, match.other_exhibit), outlines=marks.other)
        if match.other_case == dossier.case.case
        else Figure(
            None,
            say("Picture of another case (masked)"),
            (
                say("Picture of another case, not shown"),
                say(
                    "No basis and approval for showing it are recorded. Contact: the person "
                    "in charge of that case, through the supervisor, naming match {pair}.",
                    pair=match.pair[:12],
                ),
            ),
        )
    )
    if match.exhibit:
        own = replace(_figure(dossier, match.exhibit), outlines=marks.own)
        yield Pair(own, other, marks.lines)
    yield Form(
        (
            Entry(say("Exhibit no."), dossier.exhibit_number(match.exhibit) or NONE),
            Entry(say("Kind of match"), named(MATCH_CLASSES, match.match_class)),
            Entry(say("Engine"), engine(match.engine)),
            Entry(say("Values"), match_values(match.values)),
            Entry(say("Found at"), when(match.at)),
            Entry(say("Name of the match"), Code(match.pair)),
            Entry(say("Verdict of a person"), _on_match(dossier, dossier.verdict_on_pair(match))),
        ),
    )


def phrase(sentence: str, values: dict[str, Any]) -> Phrase:
    """A stored sentence id with its values; lists are said as lists."""
    return Phrase(sentence, {name: _value(name, value) for name, value in values.items()})


def odd_times(values: dict[str, Any]) -> Iterator[Phrase]:
    """The times a check found odd, each by its name; the sentence itself names none."""
    for each in values.get("odd", ()):
        name, _, text = str(each).partition(" ")
        yield say("{fact}: {text}", fact=named(FACTS, name), text=text)


def _value(name: str, value: Any) -> Any:
    if name == "field":
        return named(FIELDS, str(value))
    if isinstance(value, list | tuple):
        return tuple(str(each) for each in value)
    return value


def _several(sentences: tuple[str, ...], values: dict[str, Any]) -> Said:
    if len(sentences) < 2:
        return phrase(sentences[0], values) if sentences else NONE
    return tuple(
        say("({number}) {text}", number=n, text=phrase(each, values))
        for n, each in enumerate(sentences, 1)
    )


def _figure(dossier: Dossier, exhibit: str) -> Figure:
    copy = dossier.copies.get(exhibit)
    number = dossier.exhibit_number(exhibit)
    if copy and copy.picture:
        return Figure(copy.picture, say("Exhibit {number}", number=number))
    reason = Phrase(copy.no_picture) if copy and copy.no_picture else say("No preview was made.")
    return Figure(None, say("Exhibit {number}", number=number), (say("No safe preview"), reason))


def _profile(dossier: Dossier, exhibit: ExhibitRow, number: int) -> Profile:
    facts = dossier.facts.get(exhibit.exhibit, {})
    figure = _figure(dossier, exhibit.exhibit)
    caption = say("Figure {number}: exhibit {exhibit}", number=number, exhibit=exhibit.number)
    pixels = f"{facts['width']} × {facts['height']}" if {"width", "height"} <= set(facts) else NONE
    device = " ".join(str(facts[n]) for n in ("make", "model") if facts.get(n))
    return Profile(
        Figure(figure.picture, caption, figure.instead),
        Form(
            (
                Entry(say("File name"), exhibit.source_name or NONE),
                Entry(say("Format"), file_format(exhibit.media_type)),
                Entry(say("Size (bytes)"), size(exhibit.size)),
                Entry(say("Pixels"), pixels),
                Entry(say("Time of shooting"), read_as("time_original", facts) or NONE),
                Entry(say("Device"), device or NONE),
                Entry(say("Taken in at"), when(exhibit.taken_in_at)),
                Entry(say("SHA-256"), Code(exhibit.sha256)),
            )
        ),
    )


def _metadata(dossier: Dossier, exhibit: ExhibitRow) -> Block:
    facts = dossier.facts.get(exhibit.exhibit, {})
    rows = tuple(
        Row((named(FACTS, name), _shown(facts[name]), read_as(name, facts)))
        for name in FACTS
        if facts.get(name) not in (None, "")
    )
    if not rows:
        return Prose(
            say(
                "The file holds no metadata of shooting. Forwarding by messengers removes "
                "them; their absence proves nothing."
            )
        )
    return Table(METADATA, (*rows, *_datums(facts)))


def read_as(name: str, facts: Any) -> Said:
    value = facts.get(name)
    if value in (None, ""):
        return ""
    if name == "time_original" and facts.get("offset_original"):
        return say(
            "{time} {offset}", time=stated_local(str(value)), offset=facts["offset_original"]
        )
    if name == "gps_time":
        return when(str(value))
    if name in MEASURES:
        return _measure(name, value)
    if name.startswith("time_"):
        return say("{time} (offset not stated)", time=stated_local(str(value)))
    if name in {"latitude", "longitude"}:
        point = _point(facts)
        return say("{degrees}° (WGS-84)", degrees=_side(point, name)) if point else str(value)
    return str(value)


MEASURES = {"exposure_time": "s", "f_number": "", "focal_length": "mm", "altitude": "m"}


def _measure(name: str, value: Any) -> str:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if name == "exposure_time" and 0 < number < 0.5:
        return f"1/{round(1 / number)} s"
    prefix = "f/" if name == "f_number" else ""
    return f"{prefix}{number:.6g} {MEASURES[name]}".strip()


def _shown(value: Any) -> str:
    """A value as it was read; a fraction without the noise of its last digits."""
    text = str(value)
    if "." in text and len(text) > 10:
        try:
            return f"{float(text):.9g}"
        except ValueError:
            return text
    return text


def _side(point: Point, name: str) -> str:
    return degrees(round((point.lat if name == "latitude" else point.lon) * MICRO))


def _point(facts: Any) -> Point | None:
    try:
        lat, lon = facts["latitude"], facts["longitude"]
        if isinstance(lat, int) and isinstance(lon, int):
            return Point(lat / MICRO, lon / MICRO)
        return Point(float(lat), float(lon))
    except (KeyError, TypeError, ValueError):
        return None


def _datums(facts: Any) -> Iterator[Row]:
    point = _point(facts)
    if point is None:
        return
    gcj = gcj02_from_wgs84(point)
    bd = bd09_from_gcj02(gcj)
    for name, at in (
        (say("Place, GCJ-02 (Amap, Tencent)"), gcj),
        (say("Place, BD-09 (Baidu)"), bd),
    ):
        shown = f"{_side(at, 'latitude')}, {_side(at, 'longitude')}"
        yield Row((name, NONE, say("{degrees} (computed)", degrees=shown)))


def _pairs_inside(dossier: Dossier, row: ObservationRow) -> Iterator[Pair]:
    """The other pictures of this case that an observation names, beside this one."""
    known = {e.exhibit: e.exhibit for e in dossier.pictures}
    known |= {e.number: e.exhibit for e in dossier.pictures}
    named_ones: list[str] = []
    for value in row.observation.values.values():
        each = value if isinstance(value, list) else str(value).split(", ")
        named_ones += [str(one) for one in each]
    others = {known[v] for v in named_ones if v in known} - {row.exhibit}
    for other in sorted(others, key=dossier.exhibit_number)[:4]:
        yield Pair(_figure(dossier, row.exhibit), _figure(dossier, other))
