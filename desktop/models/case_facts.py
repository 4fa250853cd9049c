"""
The facts of a case as the lines of a form, and back.

A form shows the first policy, the insured vehicle, the loss and a few dates; whatever else is
stated of the case stays as it is. A line nobody touched keeps its value with its source.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Literal, cast

from evidence.errors import Trouble
from evidence.facts import (
    CaseFacts,
    Datum,
    Event,
    Party,
    Place,
    Policy,
    Source,
    Spot,
    Time,
    Vehicle,
)
from evidence.words import Phrase, say

PLAIN = ("claim_no", "cause", "principal", "firm")
EVENTS = {
    "loss_time": "loss",
    "report_time": "reported",
    "claimed": "claimed",
    "decided": "decided",
    "refused": "refused",
    "refusal_told": "refusal_told",
    "paid": "paid",
}
VEHICLE = ("plate", "vin", "make_model")
SourceKind = Literal["speaker", "commission", "system", "unstated"]
_TIME = re.compile(
    r"(\d{4})\D{1,2}(\d{1,2})\D{1,2}(\d{1,2})"
    r"(?:[\sT日]{1,3}(\d{1,2})\D(\d{1,2})(?:\D(\d{1,2}))?)?\D?"
)


class WrongField(Trouble):
    """What stands in one field cannot be understood; `field` names it."""

    def __init__(self, field: str, what: Phrase, next_step: Phrase) -> None:
        super().__init__(what, next_step)
        self.field = field


def values_of(facts: CaseFacts) -> dict[str, str]:
    """What the form shows of the facts."""
    values = {name: getattr(facts, name) for name in PLAIN}
    for field, kind in EVENTS.items():
        event = _event(facts, kind)
        values[field] = _shown(event.at if event else None)
    policy, vehicle = _policy(facts), _vehicle(facts)
    values["policy_no"], values["insurer"] = policy.number, policy.insurer
    values["policy_begins"], values["policy_ends"] = _shown(policy.begins), _shown(policy.ends)
    values |= {name: getattr(vehicle, name) for name in VEHICLE}
    spot, reporter = _spot(facts), _reporter(facts)
    values["loss_place"], values["loss_spot"] = spot.text, _degrees(spot.place)
    values["datum"] = spot.place.datum if spot.place else ""
    values["reporter"], values["reporter_phone"] = reporter.name, reporter.phone
    return values


def facts_with(before: CaseFacts, values: Mapping[str, str]) -> CaseFacts:
    """The facts after what was typed; fields that are not there stay. Raises `WrongField`."""
    typed = values_of(before) | dict(values)
    source = Source(kind=cast(SourceKind, values.get("source") or "commission"))
    facts = replace(
        before,
        claim_no=typed["claim_no"],
        cause=typed["cause"],
        principal=typed["principal"],
        firm=typed["firm"],
    )
    for step in (_with_events, _with_policy, _with_vehicle, _with_spot, _with_reporter):
        facts = step(facts, typed, source)
    return facts


def read_time(field: str, text: str) -> Time:
    """A time or day as a person types it: 2026-03-01 10:22, 2026/3/1, 2026年3月1日10时22分."""
    found = _TIME.fullmatch(text.strip())
    try:
        if not found:
            raise ValueError(text)
        parts = [int(part) for part in found.groups() if part is not None]
        moment = datetime(*parts)  # type: ignore[arg-type]
    except ValueError as e:
        raise WrongField(
            field,
            say("{text} is not a time.", text=text),
            say("Write it as 2026-03-01 or 2026-03-01 10:22."),
        ) from e
    local = moment.date().isoformat()
    if len(parts) > 3:
        local = moment.isoformat(timespec="seconds" if len(parts) > 5 else "minutes")
    return Time(local=local, basis="statement")


def _shown(time: Time | None) -> str:
    return time.local.replace("T", " ") if time else ""


def _time(field: str, text: str, before: Time | None) -> Time | None:
    if text == _shown(before):
        return before
    return read_time(field, text) if text else None


def _event(facts: CaseFacts, kind: str) -> Event | None:
    return next((event for event in facts.events if event.kind == kind), None)


def _with_events(facts: CaseFacts, typed: Mapping[str, str], source: Source) -> CaseFacts:
    for field, kind in EVENTS.items():
        before = _event(facts, kind)
        at = _time(field, typed[field], before.at if before else None)
        if at == (before.at if before else None):
            continue
        rest = tuple(event for event in facts.events if event is not before)
        if at is not None:
            place = "loss-place" if kind == "loss" else ""
            new = before or Event(id=kind, kind=kind, at=at, place=place)
            rest = (*rest, replace(new, at=at, source=source))
        facts = replace(facts, events=rest)
    return facts


def _policy(facts: CaseFacts) -> Policy:
    return facts.policies[0] if facts.policies else Policy(id="policy-1", number="")


def _with_policy(facts: CaseFacts, typed: Mapping[str, str], source: Source) -> CaseFacts:
    before = _policy(facts)
    after = replace(
        before,
        number=typed["policy_no"],
        insurer=typed["insurer"],
        begins=_time("policy_begins", typed["policy_begins"], before.begins),
        ends=_time("policy_ends", typed["policy_ends"], before.ends),
    )
    if after == before:
        return facts
    if after.begins and after.ends and after.ends.local < after.begins.local:
        raise WrongField(
            "policy_ends",
            say("The policy would end before it begins."),
            say("Check the two days of the insured period."),
        )
    return replace(facts, policies=(replace(after, source=source), *facts.policies[1:]))


def _vehicle(facts: CaseFacts) -> Vehicle:
    insured = [vehicle for vehicle in facts.vehicles if vehicle.role == "insured"]
    return insured[0] if insured else Vehicle(id="vehicle-1")


def _with_vehicle(facts: CaseFacts, typed: Mapping[str, str], source: Source) -> CaseFacts:
    before = _vehicle(facts)
    after = replace(before, plate=typed["plate"], vin=typed["vin"], make_model=typed["make_model"])
    if after == before:
        return facts
    rest = tuple(vehicle for vehicle in facts.vehicles if vehicle is not before)
    return replace(facts, vehicles=(replace(after, source=source), *rest))


def _spot(facts: CaseFacts) -> Spot:
    stated = [spot for spot in facts.spots if spot.kind == "loss"]
    return stated[0] if stated else Spot(id="loss-place", kind="loss")


def _with_spot(facts: CaseFacts, typed: Mapping[str, str], source: Source) -> CaseFacts:
    before = _spot(facts)
    place = before.place
    stated = (_degrees(place), place.datum if place else "")
    if (typed["loss_spot"], typed["datum"]) != stated:
        place = _read_place(typed["loss_spot"], typed["datum"]) if typed["loss_spot"] else None
    after = replace(before, text=typed["loss_place"], place=place)
    if after == before:
        return facts
    rest = tuple(spot for spot in facts.spots if spot is not before)
    return replace(facts, spots=(*rest, replace(after, source=source)))


def _read_place(text: str, datum: str) -> Place:
    try:
        lat, lon = (round(float(each) * 1_000_000) for each in re.split(r"[,，\s]+", text.strip()))
        if not (abs(lat) <= 90_000_000 and abs(lon) <= 180_000_000):
            raise ValueError("outside the earth")
    except (ValueError, OverflowError) as e:
        raise WrongField(
            "loss_spot",
            say("{text} is not a place.", text=text),
            say("Write latitude and longitude in degrees: 25.8311,114.9335"),
        ) from e
    return Place(lat=lat, lon=lon, datum=cast(Datum, datum or "unknown"))


def _degrees(place: Place | None) -> str:
    return f"{place.lat / 1_000_000:.6f},{place.lon / 1_000_000:.6f}" if place else ""


def _reporter(facts: CaseFacts) -> Party:
    stated = [party for party in facts.parties if party.role == "reporter"]
    return stated[0] if stated else Party(id="reporter", role="reporter", name="")


def _with_reporter(facts: CaseFacts, typed: Mapping[str, str], source: Source) -> CaseFacts:
    before = _reporter(facts)
    after = replace(before, name=typed["reporter"], phone=typed["reporter_phone"])
    if after == before:
        return facts
    rest = tuple(party for party in facts.parties if party is not before)
    if not (after.name or after.phone):
        return replace(facts, parties=rest)
    return replace(facts, parties=(*rest, replace(after, source=source)))
