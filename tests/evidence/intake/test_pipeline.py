"""The pipeline: answers in order, bounded ahead, nothing left behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from itertools import count, islice

import pytest

from evidence.intake.pipeline import AHEAD, Pipeline
from evidence.progress import Cancelled


def test_answers_come_in_order_and_few_are_under_way() -> None:
    begun: list[int] = []

    def work(n: int) -> int:
        begun.append(n)
        return n * n

    def look() -> None:
        pass

    with Pipeline[int, int](work, look, threading.Event(), lambda _: None) as pipeline:
        answers = pipeline.over(count())
        for expected, answer in enumerate(islice(answers, 50)):
            assert answer == expected**2
            assert len(begun) <= expected + AHEAD
        answers.close()  # type: ignore[attr-defined]


def test_what_nobody_collects_is_let_go() -> None:
    let_go: list[int] = []
    ready = threading.Event()

    def work(n: int) -> int:
        ready.wait(20)
        return n

    def look() -> None:
        ready.set()
        raise Cancelled

    with Pipeline[int, int](work, look, threading.Event(), let_go.append) as pipeline:
        with pytest.raises(Cancelled):
            next(pipeline.over(range(10)))
    assert len(let_go) <= AHEAD
    assert let_go


def test_one_use_within_another() -> None:
    def things() -> Iterator[str]:
        yield from "abc"

    with Pipeline[str, str](str.upper, lambda: None, threading.Event(), lambda _: None) as pipeline:
        told = [x + y for x in pipeline.over(things()) for y in pipeline.over("de")]
    assert told == ["AD", "AE", "BD", "BE", "CD", "CE"]


def test_an_error_comes_out_where_its_answer_would() -> None:
    with Pipeline[int, float](
        lambda n: 1 / n, lambda: None, threading.Event(), lambda _: None
    ) as pipeline:
        answers = pipeline.over([1, 0])
        assert next(answers) == 1
        with pytest.raises(ZeroDivisionError):
            next(answers)
