"""
A person asks whether pictures that were not taken in are known, or looks at such a picture.

The files are only read: nothing of them is kept or recorded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage
from shiboken6 import isValid

from desktop.commands.examining import read_whole
from desktop.jobs import Job
from desktop.pictures import decoded
from desktop.workbench import Workbench
from evidence.errors import Trouble
from evidence.examination.alike import Alike, alike
from evidence.progress import Progress
from evidence.reading.host import Readers
from evidence.reading.media_type import HEAD_BYTES, media_type
from evidence.reading.reading import NoReading
from evidence.words import Phrase, say

MOST_FILES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """
    What a file is like, best first, each with the number of its case; `trouble` where it could not
    be asked.
    """

    file: Path
    found: tuple[tuple[Alike, str], ...] = ()
    trouble: Phrase | None = None


def search(
    bench: Workbench,
    owner: QObject,
    paths: Sequence[Path],
    done: Callable[[tuple[Answer, ...]], None],
    stopped: Callable[[], None],
) -> Job:
    """Search the whole workspace for the pictures of files, and of those right in folders."""

    def work(progress: Progress) -> tuple[Answer, ...]:
        return tuple(_answers(bench, _files(paths), progress))

    def ended(answers: tuple[Answer, ...]) -> None:
        if isValid(owner):
            done(answers)

    def ended_early() -> None:
        if isValid(owner):
            stopped()

    job = Job(kind="alike", case="", title=say("Searching for like pictures"), unit="files")
    return bench.jobs.start(job, work, done=ended, cancelled=ended_early)


def look_at(
    bench: Workbench,
    owner: QObject,
    file: Path,
    longest: int,
    done: Callable[[QImage | Phrase], None],
) -> Progress:
    """A picture of a file that was not taken in, made by a worker as those of exhibits are."""

    def work(_: Progress) -> QImage | Phrase:
        try:
            return _picture(file, longest, bench.readers)
        except Trouble as trouble:
            return trouble.what

    return bench.background.run(owner, work, done=done, lane="beside")


def _picture(file: Path, longest: int, readers: Readers) -> QImage | Phrase:
    untrusted_file = read_whole(file)
    shown = readers.preview(untrusted_file, media_type(untrusted_file[:HEAD_BYTES]), longest)
    if isinstance(shown, NoReading):
        return Phrase(shown.reason)
    return decoded(shown.jpeg)


def _answers(bench: Workbench, files: list[Path], progress: Progress) -> Iterator[Answer]:
    refused: list[Answer] = []

    def asked() -> Iterator[tuple[str, bytes]]:
        for number, file in enumerate(files):
            progress.step(number, len(files), file.name)
            try:
                untrusted_file = read_whole(file)
            except Trouble as trouble:
                refused.append(Answer(file=file, trouble=trouble.what))
                continue
            yield str(file), untrusted_file
        progress.step(len(files), len(files))

    look = bench.workspace.look
    for name, found in alike(bench.workspace, asked(), bench.readers):
        numbered = tuple((one, look.case(one.case).number) for one in found)
        yield Answer(file=Path(name), found=numbered)
    yield from refused


def _files(paths: Sequence[Path]) -> list[Path]:
    """The files, and those right in the folders, as many as are searched at a time."""
    found: list[Path] = []
    for path in paths:
        try:
            inside = sorted(path.iterdir()) if path.is_dir() else [path]
        except OSError:
            inside = [path]
        found += [one for one in inside if not one.name.startswith(".") and not one.is_dir()]
    return found[:MOST_FILES]
