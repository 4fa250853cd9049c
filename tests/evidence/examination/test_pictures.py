"""What may be shown of an exhibit is a JPEG of our own making, or a sentence that says why not."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from evidence.examination import pictures
from evidence.reading.host import Readers
from evidence.reading.stored import KIND
from evidence.words import Phrase
from tests.evidence.examination.built import jpeg, scene, take_in, workspace


def _size(shown: bytes | Phrase) -> tuple[int, int]:
    assert isinstance(shown, bytes)
    with Image.open(io.BytesIO(shown)) as image:
        assert not image.getexif()
        return image.size


def test_a_picture_is_shown_small_and_large(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws, Readers(1) as readers:
        case = ws.new_case()
        exhibit = take_in(ws, case, "a.jpg", jpeg(scene(1), software="camera"))
        assert _size(pictures.thumbnail(ws, case, exhibit, readers)) == (320, 240)
        assert ws.scratch.get(KIND, exhibit) is not None
        assert _size(pictures.thumbnail(ws, case, exhibit, readers)) == (320, 240)
        assert _size(pictures.preview(ws, case, exhibit, readers, 600)) == (600, 450)


def test_a_kept_thumbnail_needs_no_reader(tmp_path: Path) -> None:
    with workspace(tmp_path / "w") as ws, Readers(1) as readers:
        case = ws.new_case()
        exhibit = take_in(ws, case, "a.jpg", jpeg(scene(2)))
        first = pictures.thumbnail(ws, case, exhibit, readers)
        next((ws.folder / "scopes" / case / "originals").rglob(exhibit)).write_bytes(b"gone")
        assert pictures.thumbnail(ws, case, exhibit, readers) == first
        assert isinstance(pictures.preview(ws, case, exhibit, readers, 600), Phrase)


def test_what_cannot_be_shown_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with workspace(tmp_path / "w") as ws, Readers(1) as readers:
        case = ws.new_case()
        video = take_in(ws, case, "v.mp4", b"no picture", "video/mp4")
        broken = take_in(ws, case, "b.jpg", b"\xff\xd8 nothing of a picture")
        large = take_in(ws, case, "l.jpg", jpeg(scene(3)))
        for show in (pictures.thumbnail, lambda *a: pictures.preview(*a, 600)):
            assert show(ws, case, video, readers) == pictures.NOT_A_PICTURE
            assert isinstance(show(ws, case, broken, readers), Phrase)
            assert isinstance(show(ws, case, "0" * 32, readers), Phrase)
        monkeypatch.setattr(pictures, "MOST_READ_BYTES", 100)
        assert isinstance(pictures.preview(ws, case, large, readers, 600), Phrase)
