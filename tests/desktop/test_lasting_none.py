"""Qt may be called as often as a long day needs: None, True and False do not run out."""

from __future__ import annotations

import sys
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.lasting_none import MORE_THAN_ARE_TAKEN, let_none_last

CALLS = 100_000


class _Sender(QObject):
    told = Signal(bool)


def test_many_calls_of_qt_do_not_end_the_process(qapp: Any) -> None:
    let_none_last()
    image = QImage(4, 4, QImage.Format.Format_RGB32)
    for _ in range(CALLS):
        image.fill(0)
    if sys.version_info < (3, 12):
        assert sys.getrefcount(None) > MORE_THAN_ARE_TAKEN // 2


def test_many_signals_that_carry_a_truth_do_not_end_the_process(qapp: Any) -> None:
    let_none_last()
    sender = _Sender()
    heard: set[bool] = set()
    sender.told.connect(lambda truth: heard.add(truth))
    for number in range(CALLS):
        sender.told.emit(number % 2 == 0)
    assert heard == {True, False}
    if sys.version_info < (3, 12):
        assert min(sys.getrefcount(True), sys.getrefcount(False)) > MORE_THAN_ARE_TAKEN // 2
