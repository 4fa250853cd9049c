"""What is remembered of a file: kept whole, refused when it is of another form."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evidence.examination.remembered import NO_READER, Memory, Remembered, of_reading
from evidence.likeness.fingerprint import of_pixels
from evidence.likeness.verify import Picture
from evidence.reading import complaints
from evidence.reading.reading import NoReading, Reading
from evidence.scratch import Scratch
from tests.evidence.examination.built import scene

PRINT = of_pixels(scene(1))
WHOLE = Remembered(image_data="a" * 64, device="X Y 12345", picture=Picture(PRINT, 800, 600))


def test_it_comes_back_as_it_was() -> None:
    assert Remembered.from_bytes(WHOLE.to_bytes()) == WHOLE
    assert Remembered.from_bytes(Remembered().to_bytes()) == Remembered()


@given(st.binary(max_size=200))
def test_other_bytes_are_nothing(piece: bytes) -> None:
    assert Remembered.from_bytes(piece) in (None, Remembered())


def test_a_cut_piece_is_nothing() -> None:
    assert Remembered.from_bytes(WHOLE.to_bytes()[:-1]) is None


def test_the_size_is_the_upright_one() -> None:
    reading = Reading(
        media_type="image/jpeg", width=600, height=800, fingerprint=PRINT, facts={"orientation": 6}
    )
    made = of_reading(reading).picture
    assert made is not None
    assert (made.width, made.height) == (800, 600)


def test_only_serial_numbers_that_say_something_name_a_device() -> None:
    def device(serial: str) -> str:
        facts = {"make": "Canon", "model": "EOS", "serial_number": serial}
        return of_reading(Reading(media_type="image/jpeg", facts=facts)).device

    assert device("0123456789") == "Canon EOS 0123456789"
    assert [device(s) for s in ("", "0", "0000000000", "unknown", "N/A", "1111111", "1234")] == [
        ""
    ] * 7


def test_having_no_reader_is_not_remembered(tmp_path: Path) -> None:
    memory = Memory(Scratch(tmp_path / "scratch", bytes(32)))
    memory.remember("c/a", NO_READER)
    assert "c/a" not in memory
    memory.remember("c/b", NoReading(complaints.STOPPED))
    memory.remember("c/a", Reading(media_type="image/jpeg", fingerprint=PRINT))
    again = Memory(Scratch(tmp_path / "scratch", bytes(32)))
    assert [key for key, _ in again.items()] == ["c/a", "c/b"]
    assert len(again.known) == 1
