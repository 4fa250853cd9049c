"""The two views of a pair: what arrives too late for another pair is not shown."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QWidget

from desktop.models.pair import Pair, side_of
from desktop.screens.pair_views import PairViews
from desktop.workbench import Workbench
from tests.desktop.small_case import small_case


def test_only_the_pair_asked_for_last_is_shown(empty_bench: Workbench, qtbot: Any) -> None:
    case = small_case(empty_bench)
    look = empty_bench.workspace.look
    a, b, text = (side_of(look, case, row.exhibit) for row in look.exhibits(case))
    owner = QWidget()
    qtbot.addWidget(owner)
    views = PairViews(empty_bench, "test", 400, owner)
    for view in views.views:
        qtbot.addWidget(view)
    views.show(Pair(left=a, right=b))
    views.show(Pair(left=b, right=text))
    qtbot.waitUntil(lambda: views.images[0] is not None)
    left, right = views.views
    olive = views.images[0].pixelColor(9, 9)
    assert olive.red() > 100 > olive.blue()
    qtbot.waitUntil(lambda: "生成" not in right.accessibleDescription())
    assert right.image is None
    assert left.accessibleName() == f"{b.number}  现场2.jpg"
    views.show(Pair(left=a))
    assert right.isHidden()
    qtbot.waitUntil(lambda: views.images[0] is not None)
