"""The stated facts of a case as sentences of a report, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from evidence.facts import Event, Source
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import joined, masked, place, sort_key, source, stated, yuan
from evidence.papers.content.paper import (
    NONE,
    Block,
    Column,
    Entry,
    Form,
    Prose,
    Row,
    Said,
    Table,
)
from evidence.papers.content.wordings import AMOUNTS, EVENTS, ROLES, SPOTS, VEHICLES, named
from evidence.words import Phrase, say

CHRONOLOGY = (
    Column(say("Time"), 34),
    Column(say("Event"), 18),
    Column(say("Place and circumstances"), 34),
    Column(say("Source"), 20),
)
STATEMENTS = (
    Column(say("What"), 22),
    Column(say("Stated"), 52),
    Column(say("Source"), 26),
)


@dataclass(frozen=True, slots=True)
class Fact:
    """One stated fact; `about` is what it is of, so that two of one thing can be compared."""

    about: Phrase | str
    text: Phrase | str
    source: Phrase | str
    supported: bool


def stated_facts(dossier: Dossier) -> tuple[Fact, ...]:
    """Every fact of the case."""
    return tuple(
        Fact(about, text, _where(dossier, of), of.kind != "unstated")
        for about, text, of in _each(dossier)
    )


def covers(dossier: Dossier) -> Iterator[Block]:
    """What is insured, by which policy, from when to when."""
    facts = dossier.case.facts
    for policy in facts.policies:
        yield Form(
            (
                Entry(say("Policy no."), policy.number or NONE),
                Entry(say("Insurer"), policy.insurer or NONE),
                Entry(say("Cover"), policy.cover or NONE),
                Entry(say("Begins"), stated(policy.begins)),
                Entry(say("Ends"), stated(policy.ends)),
                Entry(say("Source"), _where(dossier, policy.source)),
            ),
            2,
        )
    if not facts.policies:
        yield Prose(say("No policy is recorded."))


def losses(dossier: Dossier) -> Iterator[Block]:
    """What happened, in the order of the times stated."""
    events = sorted(dossier.case.facts.events, key=lambda event: sort_key(event.at))
    rows = tuple(
        Row(
            (
                stated(event.at),
                named(EVENTS, event.kind),
                _circumstances(dossier, event),
                _where(dossier, event.source),
            )
        )
        for event in events
    )
    yield Table(CHRONOLOGY, rows, say("No event is recorded."))


def side_by_side(dossier: Dossier) -> Iterator[Block]:
    """Facts of one thing from more than one source; nobody decides here which holds."""
    groups: dict[str, list[Fact]] = {}
    for fact in stated_facts(dossier):
        groups.setdefault(str(fact.about), []).append(fact)
    rows = tuple(
        Row((fact.about, fact.text, fact.source))
        for group in groups.values()
        if len({str(fact.source) for fact in group}) > 1
        for fact in group
    )
    yield Table(STATEMENTS, rows, say("Nothing is stated by more than one source."))


def _each(dossier: Dossier) -> Iterator[tuple[Phrase | str, Phrase | str, Source]]:
    facts = dossier.case.facts
    for party in facts.parties:
        role = named(ROLES, party.role)
        known = _known(
            party.name,
            say("identity no. {number}", number=masked(party.id_number)) if party.id_number else "",
            say("telephone {number}", number=masked(party.phone)) if party.phone else "",
            party.note,
        )
        yield role, say("{fact}: {text}", fact=role, text=known), party.source
    for vehicle in facts.vehicles:
        role = named(VEHICLES, vehicle.role)
        known = _known(
            say("plate {plate}", plate=vehicle.plate) if vehicle.plate else "",
            say("VIN {vin}", vin=vehicle.vin) if vehicle.vin else "",
            vehicle.make_model,
            vehicle.note,
        )
        yield role, say("{fact}: {text}", fact=role, text=known), vehicle.source
    for thing in facts.objects:
        yield thing.kind, say("{kind}: {text}", kind=thing.kind, text=thing.text), thing.source
    for event in facts.events:
        kind = named(EVENTS, event.kind)
        yield kind, say("{kind}: {time}{note}", kind=kind, time=stated(event.at),
                        note=_note(event.text)), event.source  # fmt: skip
    for spot in facts.spots:
        kind = named(SPOTS, spot.kind)
        known = _known(spot.text, place(spot.place) if spot.place else "")
        yield kind, say("{fact}: {text}", fact=kind, text=known), spot.source
    for amount in facts.amounts:
        kind = named(AMOUNTS, amount.kind)
        yield kind, say("{kind}: {amount}{note}", kind=kind, amount=yuan(amount.fen),
                        note=_note(amount.text)), amount.source  # fmt: skip


def _known(*parts: Phrase | str) -> Phrase | str:
    known = [part for part in parts if part]
    return joined(known) if known else say("not stated")


def _note(text: str) -> str:
    return f"；{text}" if text else ""


def _circumstances(dossier: Dossier, event: Event) -> Said:
    spots = {spot.id: spot.text for spot in dossier.case.facts.spots}
    where = spots.get(event.place, event.place)
    return tuple(part for part in (where, event.text) if part) or NONE


def _where(dossier: Dossier, of: Source) -> Phrase | str:
    if of.kind == "exhibit":
        return say("Exhibit {number}", number=dossier.exhibit_number(of.ref))
    return source(of)
