"""A11: names of editing programs."""

from __future__ import annotations

from typing import Any

import pytest

from evidence.examination.context import Context
from evidence.examination.metadata import editors
from tests.evidence.examination.looking import look


@pytest.mark.parametrize(
    ("facts", "editor"),
    [
        ({"software": "Adobe Photoshop CS6 (Windows)"}, "Adobe Photoshop"),
        ({"software": "meitu"}, "美图秀秀"),
        ({"creator_tool": "Snapseed 2.0"}, "Snapseed"),
        ({"xmp_history": [{"software": "GIMP 2.10", "action": "saved"}]}, "GIMP"),
        ({"software": "醒图"}, "醒图"),
    ],
)
def test_a11_editors_by_table(facts: dict[str, Any], editor: str) -> None:
    found = look("A11", **facts)
    assert (found.result, found.values["editor"]) == ("attention", editor)


def test_a11_firmware_is_no_editor() -> None:
    assert look("A11", software="HUAWEI ALN-AL00 4.2.0").result == "consistent"
    assert look("A11", software="Ver.1.00").result == "consistent"


def test_a11_a_new_table_asks_again(monkeypatch: pytest.MonkeyPatch) -> None:
    before = editors.CHECK.digest(Context())
    monkeypatch.setattr(editors, "_editors", lambda: ("another", ()))
    assert editors.CHECK.digest(Context()) != before
