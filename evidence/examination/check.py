"""
What a check is: a method card, what it uses of the context, and a pure look at one file.

A check always answers, with `not_applicable` or `could_not_run` if need be: a paper's annex lists
every check that was run. Its answer holds sentence ids and plain values; it never accuses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation, Result, Strength
from evidence.reading.reading import NoReading, Reading
from evidence.values import Json, canonical, plain, sha256
from evidence.words import mark

Look = Callable[[Reading, Context], Observation]


def uses_nothing(_context: Context) -> Json:
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """`needs_reading`: False for a check that can look where nothing but the reason was read."""

    card: MethodCard
    look: Look
    uses: Callable[[Context], Json] = uses_nothing
    needs_reading: bool = True

    @property
    def id(self) -> str:
        return self.card.check

    def digest(self, context: Context) -> str:
        """Names what this check uses of the context; equal digests, equal answers."""
        return sha256(canonical(plain(self.uses(context))))[:32]

    def examine(self, reading: Reading | NoReading, context: Context) -> list[Observation]:
        """What this check sees in one file."""
        if isinstance(reading, Reading):
            return [self.look(reading, context)]
        if not self.needs_reading:
            nothing = Reading(media_type=context.media_type, complaints=(reading.reason,))
            return [self.look(nothing, context)]
        return [
            seen(
                self.card,
                "could_not_run",
                what=mark("The file could not be read safely, so this check could not run."),
                values={"reason": reading.reason},
            )
        ]


def seen(
    card: MethodCard,
    result: Result,
    strength: Strength = "fact",
    *,
    what: str,
    values: dict[str, Any] | None = None,
    why: str = "",
    innocent: tuple[str, ...] = (),
    next: tuple[str, ...] = (),
) -> Observation:
    """An observation of the check of this card."""
    return Observation(
        check=card.check,
        version=card.version,
        result=result,
        strength=strength,
        what=what,
        values=values or {},
        why=why,
        innocent=innocent,
        next=next,
    )


def does_not_apply(card: MethodCard, what: str, **values: Any) -> Observation:
    """The answer of a check that has nothing to look at here."""
    return seen(card, "not_applicable", what=what, values=values)
