"""Reading at hand: a convenience nothing depends on, bounded in what it holds."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from evidence.intake.early_reading import MOST_UNDER_WAY, EarlyReading
from evidence.intake.keeping import Kept
from evidence.ledger.kinds import SeenAt
from evidence.reading.host import Readers
from evidence.reading.reading import NoReading, Reading
from evidence.reading.stored import KIND, reading_of
from evidence.scratch import Scratch
from evidence.vault import Stored

SEEN = SeenAt(name="a", name_bytes="", path="a")


class Asked(Readers):
    """Answers when it is told to; a future for each file."""

    def __init__(self) -> None:
        self.futures: list[Future[Reading | NoReading]] = []

    def submit(
        self, untrusted_file: bytes, media_type: str, *_: object
    ) -> Future[Reading | NoReading]:
        self.futures.append(Future())
        return self.futures[-1]


def _kept(number: int, media_type: str = "image/jpeg", whole: bytes | None = b"x") -> Kept:
    exhibit = f"{number:032x}"
    return Kept("a", Stored(exhibit, "", 1, False), media_type, SEEN, "", whole)


def test_only_what_is_at_hand_and_can_be_read_is_read(tmp_path: Path) -> None:
    readers = Asked()
    early = EarlyReading(Scratch(tmp_path, bytes(32)), readers)
    early.begin(_kept(1, "video/mp4"))
    early.begin(_kept(2, whole=None))
    assert readers.futures == []
    EarlyReading(Scratch(tmp_path, bytes(32)), None).begin(_kept(3))


def test_few_are_under_way_and_what_was_read_is_kept(tmp_path: Path) -> None:
    readers, scratch = Asked(), Scratch(tmp_path, bytes(32))
    early = EarlyReading(scratch, readers)
    for number in range(MOST_UNDER_WAY):
        early.begin(_kept(number))
    assert scratch.names(KIND) == []
    readers.futures[0].set_result(Reading(media_type="image/jpeg", width=5))
    early.begin(_kept(99))
    kept = reading_of(scratch.get(KIND, f"{0:032x}"))
    assert kept is not None
    assert kept.width == 5
    readers.futures[1].set_result(NoReading("no"))
    for future in readers.futures[2:]:
        future.set_result(Reading(media_type="image/jpeg"))
    early.finish(lambda: None)
    assert len(scratch.names(KIND)) == MOST_UNDER_WAY


def test_what_is_abandoned_is_not_waited_for(tmp_path: Path) -> None:
    readers = Asked()
    early = EarlyReading(Scratch(tmp_path, bytes(32)), readers)
    early.begin(_kept(1))
    early.abandon()
    assert readers.futures[0].cancelled()
