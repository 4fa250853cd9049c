"""
Looking up what was seen in a case's exhibits: observations, what of them asks for a verdict,
and what was read.

The newest observation of each check counts, of those no later examination replaced. `asking`
reads only what asks: most of what checks say is that all is well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from evidence.index.reads import Reads
from evidence.index.rows import ObservationRow
from evidence.index.rows_of import FACTS
from evidence.index.standing import stands
from evidence.observation import Observation

_FACTS_STAND = stands("t", "p.value")
_EXAMINED = """
SELECT t.scope, t.exhibit, t.{observations}, t.context, t.at, t.link,
  (SELECT json_group_array(s.part) FROM superseded s
     WHERE s.scope = t.scope AND s.link = t.link AND s.source <> t.link), t.parts
FROM examined t WHERE t.scope = ?
"""
_READ = f"""
SELECT t.exhibit, t.facts FROM examined t
WHERE t.scope = ? AND t.facts <> '{{}}' AND {stands("t", f"'{FACTS}'")} ORDER BY t.ord
"""


class _Device(msgspec.Struct):
    make: Any = ""
    model: Any = ""
    serial_number: Any = ""


_OBSERVATIONS = msgspec.json.Decoder(tuple[Observation, ...])
_CONTEXTS = msgspec.json.Decoder(dict[str, str])
_NAMES = msgspec.json.Decoder(frozenset[str])
_DEVICE = msgspec.json.Decoder(_Device)


class Seen(Reads):
    """The look-ups of what checks saw and readers read."""

    def observations(self, case: str, exhibit: str | None = None) -> list[ObservationRow]:
        """The newest observation of every check, by exhibit and check."""
        return self._newest("observations", case, exhibit)

    def asking(self, case: str, exhibit: str | None = None) -> list[ObservationRow]:
        """Those of `observations` that ask for a person's verdict."""
        return self._newest("asking", case, exhibit)

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

    def devices(self, case: str) -> dict[str, str]:
        """By exhibit: make, model and serial number as last read, where it names any of them."""
        read = {exhibit: _DEVICE.decode(facts) for exhibit, facts in self._rows(_READ, case)}
        named = {
            exhibit: [str(part).strip() for part in (of.make, of.model, of.serial_number)]
            for exhibit, of in read.items()
        }
        return {exhibit: " ".join(filter(None, parts)) for exhibit, parts in named.items()}

    def _newest(self, column: str, case: str, exhibit: str | None) -> list[ObservationRow]:
        only, more = (" AND t.exhibit = ?", [exhibit]) if exhibit else ("", [])
        sql = _EXAMINED.format(observations=column) + f"{only} ORDER BY t.exhibit, t.ord"
        newest: dict[tuple[str, str], ObservationRow] = {}
        before = ""
        for row in self._rows(sql, case, *more):
            for part in _standing_parts(row) if row[1] == before else ():
                newest.pop((before, part), None)
            before = row[1]
            newest |= {(o.exhibit, o.observation.check): o for o in _observed(row)}
        return [newest[of] for of in sorted(newest)]


def _standing_parts(row: Any) -> frozenset[str]:
    return _NAMES.decode(row[7]) - _NAMES.decode(row[6])


def _observed(row: Any) -> Iterator[ObservationRow]:
    """The observations of one examination that no later one replaced."""
    case, exhibit, observations, context, at, link, replaced, _ = row
    if observations == "[]":
        return
    contexts = _CONTEXTS.decode(context)
    gone = _NAMES.decode(replaced)
    for seen in _OBSERVATIONS.decode(observations):
        if seen.check not in gone:
            yield ObservationRow(case, exhibit, seen, contexts.get(seen.check, ""), at, link)
