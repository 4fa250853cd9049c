"""While the window is open, nothing dies in a background thread."""

from __future__ import annotations

import gc
import threading
from typing import Any

from desktop.tidying import Tidying

RINGS = 5_000


class _Ring:
    """Something only the collector can clear away, which says in which thread it died."""

    died: list[str]

    def __init__(self, died: list[str]) -> None:
        self.died, self.ring = died, self

    def __del__(self) -> None:
        self.died.append(threading.current_thread().name)


def _allocate(died: list[str]) -> None:
    for _ in range(RINGS):
        _Ring(died)


def test_unused_objects_die_on_the_gui_thread(qapp: Any) -> None:
    tidying, died = Tidying(), list[str]()
    try:
        thread = threading.Thread(target=_allocate, args=(died,), name="other")
        thread.start()
        thread.join()
        assert died == []
        tidying.look()
        assert died == [threading.main_thread().name] * RINGS
    finally:
        tidying.end()
    assert gc.isenabled()
