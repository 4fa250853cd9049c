"""
What an examination may know besides the file itself, and nothing more.

Facts stated about the case, the names the file came under, what lies beside it in the case, and
whether the other cases of the workspace hold the same: never which case that is, so that what
is recorded in a case stays within it. A check is run again when what it uses of this changes.
"""

from __future__ import annotations

from dataclasses import dataclass

from evidence.facts import CaseFacts, Event, Place, Policy
from evidence.likeness.packs import Hit


@dataclass(frozen=True, slots=True)
class Clock:
    """What a session noted of its device's clock: `stated` as written, seconds it ran ahead."""

    stated: str
    make: str = ""
    model: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Ids of the fingerprint packs that were searched, sorted, and what they said."""

    packs: tuple[str, ...]
    hits: tuple[Hit, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """
    `source_names`: every name an exhibit was seen under, sorted; `copies`: how many sources it
    was seen at; `twins`: numbers of exhibits of the same case with the same image data, None
    where that is not defined; `across`: classes of matches in other cases, sorted, None where
    none were searched; `comparable`: whether there is a picture to compare; `by_parts`: whether by
    its parts, too; `device`: make, model and serial number, "" where there is no serial number
    worth the name; `elsewhere`: what fingerprint packs of other offices say, None where there are
    none; `clock`: what the session noted of its device's clock, None where nothing;
    `known_since`: the time the file was known to exist (taken in, or now), UTC.
    """

    source_name: str = ""
    source_names: tuple[str, ...] = ()
    media_type: str = ""
    facts: CaseFacts | None = None
    copies: int = 1
    twins: tuple[str, ...] | None = None
    across: tuple[str, ...] | None = None
    comparable: bool = False
    by_parts: bool = False
    device: str = ""
    elsewhere: Elsewhere | None = None
    clock: Clock | None = None
    known_since: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        return self.source_names or ((self.source_name,) if self.source_name else ())

    @property
    def losses(self) -> tuple[Event, ...]:
        """Every stated time of loss; two sources may state two."""
        return tuple(e for e in self.facts.events if e.kind == "loss") if self.facts else ()

    @property
    def loss_places(self) -> tuple[Place, ...]:
        spots = self.facts.spots if self.facts else ()
        return tuple(s.place for s in spots if s.kind == "loss" and s.place is not None)

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The policies whose beginning is stated."""
        return tuple(p for p in self.facts.policies if p.begins) if self.facts else ()
