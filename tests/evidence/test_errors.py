"""One tree with two branches; trouble carries its sentence and the next step."""

from __future__ import annotations

import inspect

from evidence import errors
from evidence.words import Words, say


def test_every_problem_is_trouble_or_defect() -> None:
    for _, kind in inspect.getmembers(errors, inspect.isclass):
        if issubclass(kind, errors.Problem) and kind is not errors.Problem:
            assert issubclass(kind, errors.Trouble) != issubclass(kind, errors.Defect)
            assert kind.__name__ in (errors.__doc__ or "")


def test_trouble_says_what_and_what_next() -> None:
    trouble = errors.NoSpace(say("The disk is full."), say("Free {bytes} bytes.", bytes=7))
    assert str(trouble) == "The disk is full."
    assert str(trouble.next_step) == "Free 7 bytes."


def test_the_system_is_quoted_in_words() -> None:
    assert (
        Words("zh_CN").text(errors.reason(FileNotFoundError(2, "No such file")))
        == "没有这个文件或文件夹"
    )
    assert "99" in str(errors.reason(OSError(99, "?")))
