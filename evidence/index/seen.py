"""
Looking up what was seen in a case's exhibits: observations, what of them asks for a verdict,
and what was read.

The newest observation of each check counts, of those no later examination replaced. What asks
is looked up in a table of its own: most of what checks say is that all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from evidence.index.reads import Reads
from evidence.index.rows import AskingRow, ObservationRow
from evidence.index.rows_of import FACTS
from evidence.index.standing import stands
from evidence.observation import Observation

_FACTS_STAND = stands("t", "p.value")
_EXAMINED = """
SELECT t.scope, t.exhibit, t.observations, t.context, t.at, t.link,
  (SELECT json_group_array(s.part) FROM superseded s
     WHERE s.scope = t.scope AND s.link = t.link AND s.source <> t.link)
FROM examined t WHERE t.scope = ?
"""
_ASKING = f"""
SELECT {{columns}} FROM asking t WHERE t.scope = ? {{only}} AND {stands("t", "t.part")}
  AND NOT EXISTS (SELECT 1 FROM examined l, json_each(l.parts) p WHERE l.scope = t.scope
    AND l.exhibit = t.exhibit AND l.ord > t.ord AND p.value = t.part AND {stands("l", "p.value")})
ORDER BY t.exhibit, t.part
"""
_WHOLE = "t.exhibit, t.observation, t.context, t.at, t.link"
_LEAST = "t.exhibit, t.part, t.result"
_SEEN = """
SELECT DISTINCT exhibit FROM examined WHERE scope = ? AND parts NOT IN ('[]', '["facts"]')
"""

_OBSERVATION = msgspec.json.Decoder(Observation)
_OBSERVATIONS = msgspec.json.Decoder(tuple[Observation, ...])
_CONTEXTS = msgspec.json.Decoder(dict[str, str])
_NAMES = msgspec.json.Decoder(frozenset[str])


class Seen(Reads):
    """The look-ups of what checks saw and readers read."""

    def observations(self, case: str, exhibit: str | None = None) -> list[ObservationRow]:
        """The newest observation of every check, by exhibit and check."""
        only, more = (" AND t.exhibit = ?", [exhibit]) if exhibit else ("", [])
        newest: dict[tuple[str, str], ObservationRow] = {}
        for row in self._rows(f"{_EXAMINED}{only} ORDER BY t.exhibit, t.ord", case, *more):
            newest |= {(o.exhibit, o.observation.check): o for o in _observed(row)}
        return [newest[of] for of in sorted(newest)]

    def asking(self, case: str, exhibit: str | None = None) -> list[ObservationRow]:
        """Those of `observations` that ask for a person's verdict."""
        only, more = ("AND t.exhibit = ?", [exhibit]) if exhibit else ("", [])
        return [
            ObservationRow(case, of, _OBSERVATION.decode(seen), *rest)
            for of, seen, *rest in self._rows(
                _ASKING.format(columns=_WHOLE, only=only), case, *more
            )
        ]

    def asked(self, case: str) -> list[AskingRow]:
        """Of the observations that ask, only which they are: to be counted."""
        rows = self._rows(_ASKING.format(columns=_LEAST, only=""), case)
        return [AskingRow(*row) for row in rows]

    def examined(self, case: str) -> set[str]:
        """The exhibits in which a check saw anything."""
        return {exhibit for (exhibit,) in self._rows(_SEEN, case)}

    def recorded_contexts(self, case: str, exhibit: str) -> dict[str, tuple[int, str]]:
        """By check: the version and the context's digest its newest observation was made with."""
        return {
            row.observation.check: (row.observation.version, row.context)
            for row in self.observations(case, exhibit)
        }

    def facts_of(self, case: str, exhibit: str) -> dict[str, Any]:
        """What was last read of an exhibit; empty when nothing was."""
        found = self._one(
            "SELECT facts FROM examined t, json_each(t.parts) p WHERE scope = ? AND exhibit = ?"
            f" AND p.value = '{FACTS}' AND {_FACTS_STAND} ORDER BY ord DESC",
            case, exhibit,
        )  # fmt: skip
        return msgspec.json.decode(found[0], type=dict[str, Any]) if found else {}


def _observed(row: Any) -> Iterator[ObservationRow]:
    """The observations of one examination that no later one replaced."""
    case, exhibit, observations, context, at, link, replaced = row
    contexts = _CONTEXTS.decode(context)
    gone = _NAMES.decode(replaced)
    for seen in _OBSERVATIONS.decode(observations):
        if seen.check not in gone:
            yield ObservationRow(case, exhibit, seen, contexts.get(seen.check, ""), at, link)
