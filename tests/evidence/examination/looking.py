"""How a test asks one check about one made-up reading."""

from __future__ import annotations

from typing import Any

from evidence.examination.context import Context
from evidence.examination.run import examine_file
from evidence.observation import Observation
from evidence.reading.reading import NoReading, Reading
from tests.evidence.examination.built import FACTS

CASE = Context(facts=FACTS, media_type="image/jpeg", known_since="2026-03-02T00:00:00.000Z")


def look(check: str, context: Context = CASE, /, **facts: Any) -> Observation:
    reading = Reading(media_type="image/jpeg", facts=facts)
    return seen_by(check, reading, context)


def seen_by(check: str, reading: Reading | NoReading, context: Context = CASE) -> Observation:
    (found,) = [o for o in examine_file(reading, context) if o.check == check]
    return found
