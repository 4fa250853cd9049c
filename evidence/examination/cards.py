"""Every check there is, in the order papers list them; the ids and versions stand in the cards."""

from __future__ import annotations

from evidence.examination import across, known_elsewhere
from evidence.examination.check import Check
from evidence.examination.metadata import (
    before_loss,
    before_policy,
    editors,
    far_from_loss,
    forwarded,
    impossible_times,
    name_time,
    no_metadata,
    redacted_place,
    satellite_clock,
    time_zone,
    times_differ,
)
from evidence.examination.structure import beside, complaints, content_type, thumbnail
from evidence.observation import MethodCard

OF_THE_FILE: tuple[Check, ...] = (
    beside.SAME_FILE_CHECK,
    before_loss.CHECK,
    before_policy.CHECK,
    far_from_loss.CHECK,
    satellite_clock.CHECK,
    time_zone.CHECK,
    editors.CHECK,
    thumbnail.CHECK,
    no_metadata.CHECK,
    forwarded.CHECK,
    name_time.CHECK,
    impossible_times.CHECK,
    redacted_place.CHECK,
    times_differ.CHECK,
    content_type.CHECK,
    complaints.CHECK,
)
"""Run on what was read of one file."""

OF_THE_OTHERS: tuple[Check, ...] = (
    *across.CHECKS,
    beside.SAME_IMAGE_CHECK,
    known_elsewhere.CHECK,
)
"""Run when every file is read; they need nothing but the context."""


def method_cards() -> tuple[MethodCard, ...]:
    """What each check does, when it misleads, and where it comes from; by id."""
    cards = [check.card for check in OF_THE_FILE + OF_THE_OTHERS]
    return tuple(sorted(cards, key=lambda card: card.check))
