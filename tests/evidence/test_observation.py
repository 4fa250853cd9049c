"""What an examination may say."""

from __future__ import annotations

import pytest

from evidence.errors import Damaged
from evidence.observation import ASKS_FOR_A_VERDICT, MethodCard, Observation
from evidence.values import canonical, parsed, plain, typed

SEEN = Observation(
    check="A05", version=1, result="conflict", strength="indicator", what="{a} before {b}",
    values={"a": 1, "b": 2}, innocent=("clock",), next=("ask",),
)  # fmt: skip


def test_an_observation_is_written_and_read_back() -> None:
    assert typed(Observation, parsed(canonical(plain(SEEN)))) == SEEN


def test_there_is_no_verdict_and_no_score_in_it() -> None:
    assert ASKS_FOR_A_VERDICT == {"note", "attention", "conflict"}
    assert not {"score", "verdict", "probability"} & set(plain(SEEN))
    with pytest.raises(Damaged):
        typed(Observation, {**plain(SEEN), "result": "fraud"})


def test_a_method_card_says_when_it_misleads() -> None:
    card = MethodCard(check="A05", version=1, title="t", does="d", misleads="m")
    assert card.misleads
