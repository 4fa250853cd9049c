"""M02: a position blanked out by the system."""

from __future__ import annotations

from tests.evidence.examination.looking import look


def test_m02_the_system_blanked_the_position() -> None:
    found = look("M02", gps_redacted=True)
    assert found.result == "note"
    assert "nobody tampered" in found.innocent[0]
