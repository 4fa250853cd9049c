"""Movements of custody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.papers.content.custody_log import custody_log
from evidence.papers.content.dossier import Dossier

MakeDossier = Callable[..., Dossier]


def test_intakes_of_one_session_are_one_movement(make_dossier: MakeDossier, said: Any) -> None:
    text = said(custody_log(make_dossier(30)))
    assert "AJ2026-K7QM-0001-Z001 to AJ2026-K7QM-0001-Z031, 31 exhibits" in text
