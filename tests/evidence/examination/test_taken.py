"""The time of taking: which one counts, what was assumed, what was put right."""

from __future__ import annotations

from evidence.examination.context import Context
from evidence.examination.taken import ASSUMED, CLOCK_MEASURED, lasting, taken
from evidence.facts import Time
from evidence.reading.reading import Reading


def reading(**facts: str) -> Reading:
    return Reading(media_type="image/jpeg", facts=facts)


def test_the_original_time_comes_first() -> None:
    both = reading(time_original="2026-03-01T10:00:00", time_digitized="2026-03-02T10:00:00")
    found = taken(both, Context())
    assert found is not None
    assert found.stated.local == "2026-03-01T10:00:00"
    assert taken(reading(), Context()) is None


def test_what_was_assumed_is_said() -> None:
    found = taken(reading(time_digitized="2026-03-01T10:00:00"), Context())
    assert found is not None
    assert found.values == {"taken": "2026-03-01 10:00:00", "assumed_offset": "+08:00"}
    assert found.remarks == (ASSUMED,)
    loss = Time(local="2026-03-01T12:00:00", offset=480)
    assert found.earlier_by(loss) == (7200, False)


def test_a_measured_clock_is_put_right() -> None:
    stated = reading(time_original="2026-03-01T10:00:00", offset_original="+08:00")
    found = taken(stated, Context(clock_offset=60))
    assert found is not None
    assert found.values["clock_corrected"] == "2026-03-01 09:59:00 +08:00"
    assert found.remarks == (CLOCK_MEASURED,)


def test_a_length_of_time_in_words() -> None:
    assert lasting(93_784) == {"seconds": 93_784, "days": 1, "hours": 2, "minutes": 3}
