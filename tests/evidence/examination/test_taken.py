"""The time of taking: which one counts, what was assumed, what was put right, what is not used."""

from __future__ import annotations

import pytest

from evidence.examination.context import Clock, Context
from evidence.examination.taken import (
    ASSUMED,
    CLOCK_MEASURED,
    CLOCK_NO_NUMBER,
    CLOCK_OF_ANOTHER,
    NONE_STATED,
    NOT_TO_BE_USED,
    OTHER_ASSUMED,
    Taken,
    lasting,
    taken,
)
from evidence.facts import Time
from evidence.reading.reading import Reading

EARLY = {"time_original": "2026-03-01T10:00:00", "offset_original": "+08:00"}
LOSS = Time(local="2026-03-01T12:00:00", offset=480)


def asked(context: Context | None = None, /, **facts: str) -> Taken:
    found = taken(Reading(media_type="image/jpeg", facts=facts), context or Context())
    assert isinstance(found, Taken)
    return found


def test_the_original_time_comes_first() -> None:
    found = asked(time_original="2026-03-01T10:00:00", time_digitized="2026-03-02T10:00:00")
    assert found.stated.local == "2026-03-01T10:00:00"
    assert taken(Reading(media_type="image/jpeg"), Context()) == NONE_STATED


@pytest.mark.parametrize("local", ["2000-01-01T00:00:00", "1970-01-01T08:00:00", "2036-01-01"])
def test_a_time_that_cannot_be_is_not_used(local: str) -> None:
    reading = Reading(media_type="image/jpeg", facts={"time_original": local})
    assert taken(reading, Context(known_since="2026-03-02T00:00:00.000Z")) == NOT_TO_BE_USED


def test_what_was_assumed_is_said() -> None:
    found = asked(time_digitized="2026-03-01T10:00:00")
    assert found.values == {"taken": "2026-03-01 10:00:00"}
    earlier = found.earlier_by(LOSS)
    assert (earlier.seconds, earlier.surely) == (7200, False)
    assert earlier.values == {"assumed_offset": "+08:00", "assumed_for": ["taken"]}
    assert earlier.remarks == (ASSUMED,)


def test_an_unknown_offset_of_the_other_side_is_assumed_too_and_said() -> None:
    other = Time(local="2026-03-01T12:00:00")
    earlier = asked(**EARLY).earlier_by(other)
    assert (earlier.seconds, earlier.surely) == (7200, False)
    assert earlier.values == {"assumed_offset": "+08:00", "assumed_for": ["other"]}
    assert earlier.remarks == (OTHER_ASSUMED,)
    assert asked(**EARLY).earlier_by(Time(local="2026-03-03T12:00:00")).surely
    assert asked(**EARLY).earlier_by(LOSS).values == {}


def test_a_measured_clock_is_put_right_before_anything_is_sure() -> None:
    found = asked(Context(clock=Clock(stated="60")), **EARLY)
    assert found.values["clock_corrected"] == "2026-03-01 09:59:00 +08:00"
    assert found.remarks == (CLOCK_MEASURED,)
    days_behind = Context(clock=Clock(stated="-172800"))
    bare = asked(days_behind, time_original="2026-02-27T11:00:00")
    assert not bare.earlier_by(LOSS).surely


@pytest.mark.parametrize(
    ("clock", "make", "model", "name", "used"),
    [
        (Clock("60", "HUAWEI", "P60"), "Huawei", "p60", "mmexport1772331753000.jpg", True),
        (Clock("60", "vivo", "X100"), "vivo", "vivo X100", "a.jpg", True),
        (Clock("60", "HUAWEI", "P60"), "HUAWEI", "P60 Pro", "a.jpg", False),
        (Clock("60", "HUAWEI", ""), "Canon", "EOS R5", "a.jpg", False),
        (Clock("60", "HUAWEI", "P60"), "", "", "a.jpg", False),
        (Clock("60"), "Canon", "EOS R5", "IMG_1.jpg", True),
        (Clock("60"), "Canon", "EOS R5", "mmexport1772331753000.jpg", False),
    ],
)
def test_a_measured_clock_is_that_of_one_device(
    clock: Clock, make: str, model: str, name: str, used: bool
) -> None:
    context = Context(clock=clock, source_name=name)
    found = asked(context, **EARLY, make=make, model=model)
    assert ("clock_corrected" in found.values) == used
    assert (found.values.get("clock_not_used") == "60") == (not used)
    assert found.remarks == ((CLOCK_MEASURED,) if used else (CLOCK_OF_ANOTHER,))


def test_a_clock_error_that_is_no_number_is_said_not_to_be_used() -> None:
    found = asked(Context(clock=Clock(stated="120 秒")), **EARLY)
    assert found.values["clock_not_used"] == "120 秒"
    assert found.remarks == (CLOCK_NO_NUMBER,)


def test_a_length_of_time_in_words() -> None:
    assert lasting(93_784) == {"seconds": 93_784, "days": 1, "hours": 2, "minutes": 3}
