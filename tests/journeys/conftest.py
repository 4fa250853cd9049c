"""Journeys through the window have what its tests have (tests/desktop/conftest.py)."""

from __future__ import annotations

from importlib.util import find_spec

if find_spec("PySide6") is not None:
    from tests.desktop.conftest import *  # noqa: F403
    from tests.desktop.conftest import _nothing_is_left  # noqa: F401
