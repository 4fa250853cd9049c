"""What an answer of the packs is worth, and what of it is told."""

from __future__ import annotations

import pytest

from evidence.examination.context import Context, Elsewhere
from evidence.examination.known_elsewhere import CHECK
from evidence.likeness.packs import Hit
from evidence.observation import Observation
from evidence.reading.reading import NoReading, Reading

PACK, OTHER = "a" * 32, "b" * 32
SAME = Hit("same_file", "exact", PACK, "01" * 8, "理赔部")
CLOSE = Hit("re_encoded", "very_near", PACK, "02" * 8, "理赔部")
FAR = Hit("mirrored_rotated", "near", OTHER, "03" * 8, "调查部")


def seen(*hits: Hit, packs: tuple[str, ...] = (PACK,)) -> Observation:
    (one,) = CHECK.examine(
        Reading(media_type="image/jpeg"), Context(elsewhere=Elsewhere(packs, hits))
    )
    return one


@pytest.mark.parametrize(
    ("hits", "result", "strength"),
    [
        ((), "consistent", "fact"),
        ((FAR,), "note", "weak"),
        ((CLOSE, FAR), "attention", "indicator"),
        ((SAME, CLOSE, FAR), "conflict", "fact"),
    ],
)
def test_the_surest_hit_decides(hits: tuple[Hit, ...], result: str, strength: str) -> None:
    one = seen(*hits)
    assert (one.result, one.strength) == (result, strength)
    assert one.values["packs"] == [PACK]


def test_class_nearness_and_contact_are_told_and_how_to_ask() -> None:
    values = seen(SAME, FAR).values
    assert values["hits"] == [
        ["same_file", "exact", PACK, "01" * 8, "理赔部"],
        ["mirrored_rotated", "near", OTHER, "03" * 8, "调查部"],
    ]
    assert values["contacts"] == ["理赔部", "调查部"]
    assert values["tickets"] == [f"{PACK}/{'01' * 8}", f"{OTHER}/{'03' * 8}"]


def test_nothing_searched_is_never_nothing_found() -> None:
    assert seen(packs=()).result == "not_applicable"
    assert CHECK.examine(Reading(media_type="image/jpeg"), Context())[0].result == "not_applicable"
    assert seen(SAME, packs=()).result == "conflict"
    (unread,) = CHECK.examine(NoReading("x"), Context(elsewhere=Elsewhere((PACK,), (SAME,))))
    assert unread.result == "conflict"


def test_another_pack_or_hit_is_another_answer() -> None:
    every = [(), (SAME,), (CLOSE,)]
    digests = {
        CHECK.digest(Context(elsewhere=Elsewhere(packs, hits)))
        for hits in every
        for packs in ((), (PACK,), (PACK, OTHER))
    }
    assert len({CHECK.digest(Context())} | digests) == 10
