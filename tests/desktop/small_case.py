"""A case of three small exhibits, quickly made, for tests that need no sample."""

from __future__ import annotations

import io

from PIL import Image

from desktop.workbench import Workbench
from evidence.facts import CaseFacts
from evidence.ledger.kinds import ExhibitTakenIn, SeenAt


def small_case(bench: Workbench) -> str:
    """A new motor case with two pictures and a text, taken in and not examined."""
    workspace = bench.workspace
    case = workspace.new_case(line="motor", title="试案", facts=CaseFacts(cause="车辆损失核查"))
    for name, media_type, data in (
        ("现场1.jpg", "image/jpeg", _photo("navy")),
        ("现场2.jpg", "image/jpeg", _photo("olive")),
        ("说明.txt", "text/plain", "随附文字".encode()),
    ):
        stored = workspace.vault(case).put_bytes(data)
        workspace.record(
            case,
            ExhibitTakenIn(
                exhibit=stored.exhibit, number=workspace.exhibit_number(case), session="",
                sha256=stored.sha256, size=stored.size, media_type=media_type,
                seen=SeenAt(name=name, name_bytes="", path="/DCIM"),
            ),
            about=stored.exhibit,
        )  # fmt: skip
    return case


def _photo(colour: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "JPEG")
    return out.getvalue()
