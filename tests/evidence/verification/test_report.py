"""What was found decides the mode, and nothing found is ever lost."""

from __future__ import annotations

from evidence.errors import Damaged, TooNew
from evidence.verification.report import Fault, Gathering
from evidence.words import say

WHAT = say("A file is missing.")


def test_the_mode_is_the_worst_that_was_found() -> None:
    gathering = Gathering()
    assert gathering.report("p", "bag").mode == "local_only"
    gathering.dispute(WHAT, "a")
    assert gathering.report("p", "bag").mode == "disputed"
    gathering.fault(WHAT, "b")
    gathering.dispute(WHAT, "c")
    report = gathering.report("p", "bag")
    assert report.mode == "broken"
    assert report.faults == (Fault(WHAT, "a"), Fault(WHAT, "b"), Fault(WHAT, "c"))


def test_a_later_format_is_not_checked_rather_than_broken() -> None:
    gathering = Gathering()
    gathering.trouble(TooNew(WHAT), "a")
    assert gathering.report("p", "bag").not_checked == (WHAT,)
    gathering.trouble(Damaged(WHAT), "a")
    assert gathering.report("p", "bag").mode == "broken"


def test_what_is_not_checked_is_said_once_and_everything_looked_at_is_counted() -> None:
    gathering = Gathering()
    for _ in range(3):
        gathering.unchecked(WHAT)
        gathering.looked_at(2)
    report = gathering.report("p", "paper")
    assert report.not_checked == (WHAT,)
    assert report.checked == 6
