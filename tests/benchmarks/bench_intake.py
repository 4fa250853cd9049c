"""
What taking in photos costs: against the bare cost of the same work, and against a naive loop.

Run by `make bench`, or alone: python -m tests.benchmarks.bench_intake [photos] [small exhibits].
Ratios of one run on one machine; wall and flushing apart, for they are the disk's.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import exifread
import imagehash
import simplejpeg
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from PIL import Image

from evidence.facts import Session
from evidence.intake.session import open_session
from evidence.intake.take_in import take_in
from evidence.keys.passphrase import Cost as KeyCost
from evidence.reading.host import Readers
from evidence.reading.reading import Points
from evidence.values import new_id, now
from evidence.workspace import Workspace
from tests.benchmarks.costs import Cost, measured, peak, resident
from tests.benchmarks.photos import write_photos, write_small

PHOTOS, SMALL, LARGE = 48, 10_000, 4 << 30
PASSPHRASE = "measure"


def bare(path: Path, key: AESGCM) -> None:
    """The least that must be done: read, digest, seal, decode at 1/8, fingerprint."""
    data = path.read_bytes()
    hashlib.sha256(data).hexdigest()
    key.encrypt(os.urandom(12), data, None)
    grey = simplejpeg.decode_jpeg(data, "GRAY", min_height=375, min_width=500, min_factor=8)
    imagehash.phash(Image.fromarray(grey[:, :, 0]))


def naive(path: Path, into: Path) -> None:
    """What a script would do: copy, digest, everything from the whole picture."""
    shutil.copy(path, into / path.name)
    hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("rb") as file:
        exifread.process_file(file)
    with Image.open(path) as image:
        image.load()
        imagehash.phash(image)
        small = image.copy()
        small.thumbnail((320, 320))
        small.save(io.BytesIO(), "JPEG")


def bench_photos(count: int = PHOTOS) -> None:
    """Bare cost, naive loop and intake of the same photos, in turns, warm."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        made_from = write_photos(folder / "photos", count)
        paths = sorted((folder / "photos").iterdir())
        size = sum(p.stat().st_size for p in paths) / count / 1e6
        _say(f"{count} photos of 12 megapixels, {size:.1f} MB each, {made_from}")
        key = AESGCM(bytes(32))
        (folder / "copies").mkdir()
        for path in paths:
            path.read_bytes()
        bare_cost = _each(paths, lambda p: bare(p, key))
        whole_cost = _intake_cost(folder, count, "whole", points="none")
        intake_cost = _intake_cost(folder, count)
        again = _each(paths, lambda p: bare(p, key))
        naive_cost = _each(paths[: max(1, count // 4)], lambda p: naive(p, folder / "copies"))
        bare_cpu = (bare_cost.cpu + again.cpu) / 2 / count
        bare_wall = (bare_cost.wall + again.wall) / 2 / count
        _tell("bare", bare_cost, count, bare_cpu)
        _tell("bare, after", again, count, bare_cpu)
        _tell("whole images", whole_cost, count, bare_cpu)
        _tell("with features", intake_cost, count, bare_cpu)
        _tell("naive", naive_cost, max(1, count // 4), bare_cpu)
        faster = bare_wall * count / intake_cost.wall
        _say(f"intake, wall: {faster:.2f} x as fast as the bare work on one core")


def bench_two_cores(count: int = PHOTOS // 2) -> None:
    """Intake kept to one core, then given two."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) < 2:
        _say("only one core here: no scaling to measure")
        return
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_photos(folder / "photos", count)
        walls = []
        for use in (cores[:1], cores[:2]):
            os.sched_setaffinity(0, use)
            walls.append(_intake_cost(folder, count, f"ws{len(use)}"))
        os.sched_setaffinity(0, cores)
    one, two = walls
    _say(
        f"one core {one.wall / count * 1e3:.1f} ms a photo, two {two.wall / count * 1e3:.1f}: "
        f"{one.wall / two.wall:.2f} x; flushing {one.flushing:.1f} s, {two.flushing:.1f} s"
    )


def bench_small(count: int = SMALL) -> None:
    """Many exhibits: memory must stay flat; then opening, rebuilding and checking."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        write_small(folder / "small", count)
        workspace, case, session = _workspace(folder / "ws")
        marks = {count // 10, count // 2, count}
        with measured() as cost:
            for told, line in enumerate(
                take_in(workspace, case, [folder / "small"], session), start=1
            ):
                assert line.status == "taken"
                if told in marks:
                    _say(f"  {told} exhibits: {resident():.0f} MiB resident")
        _tell("small exhibit", cost, count, 0)
        workspace.close()
        _open_and_rebuild(folder / "ws", count)


def bench_large(size: int = LARGE) -> None:
    """One large file: memory must not grow with it."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        with (folder / "large.mov").open("wb") as file:
            file.truncate(size)
        workspace, case, session = _workspace(folder / "ws")
        before = resident()
        with measured() as cost:
            (line,) = take_in(workspace, case, [folder / "large.mov"], session)
        assert line.status == "taken"
        _say(f"{size / 2**30:.0f} GiB in one file: {before:.0f} MiB before, {resident():.0f} after")
        _tell("large file", cost, 1, 0)
        workspace.close()


def _open_and_rebuild(folder: Path, count: int) -> None:
    _timed("open", lambda: Workspace.open(folder, PASSPHRASE).close())
    for path in folder.glob("index.db*"):
        path.unlink()
    _timed(f"open with the index deleted ({count} entries)", lambda: _open(folder))
    try:
        from evidence.verification.verify import verify
    except ImportError:
        _say("verification is not there yet")
        return
    _timed("verify everything", lambda: verify(folder, PASSPHRASE))


def _open(folder: Path) -> None:
    Workspace.open(folder, PASSPHRASE).close()


def _timed(what: str, work: Callable[[], object]) -> None:
    with measured() as cost:
        work()
    _say(f"  {what}: {cost.wall:.2f} s wall, {cost.cpu:.2f} s CPU")


def _workspace(folder: Path) -> tuple[Workspace, str, Session]:
    os.environ["LIANZHENG_HOME"] = str(folder.with_name("home"))
    workspace, _ = Workspace.create(
        folder, name="Measure", org="", passphrase=PASSPHRASE, cost=KeyCost.least()
    )
    case = workspace.new_case(line="motor", title="Measure", facts=None)
    session = open_session(workspace, case, Session(id=new_id(), began=now()))
    return workspace, case, session


def _intake_cost(folder: Path, count: int, name: str = "ws", points: Points = "stored") -> Cost:
    """Intake with warm workers; small photos first, which are not counted."""
    workspace, case, session = _workspace(folder / name)
    (folder / "first").mkdir(exist_ok=True)
    write_small(folder / "first" / name, 4)
    with Readers(points=points) as readers:
        warm = take_in(workspace, case, [folder / "first" / name], session, readers=readers)
        assert [line.status for line in warm] == ["taken"] * 4
        with measured() as cost:
            photos = take_in(workspace, case, [folder / "photos"], session, readers=readers)
            assert sum(line.status == "taken" for line in photos) == count
        ours, theirs = peak()
        _say(f"  peak memory: {ours:.0f} MiB, a worker {theirs:.0f} MiB")
        assert len(workspace.scratch.names("reading")) == count + 4
    workspace.close()
    return cost


def _each(paths: list[Path], work: Callable[[Path], None]) -> Cost:
    work(paths[0])
    with measured() as cost:
        for path in paths:
            work(path)
    return cost


def _tell(what: str, cost: Cost, count: int, bare_cpu: float) -> None:
    ratio = f" = {cost.cpu / count / bare_cpu:.2f} x bare" if bare_cpu else ""
    _say(
        f"{what:14} {cost.cpu / count * 1e3:7.2f} ms CPU{ratio}, {cost.wall / count * 1e3:7.2f} ms "
        f"wall; {cost.flushes} flushes, {cost.flushing / count * 1e3:.2f} ms each file"
    )


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    counts = [int(word) for word in sys.argv[1:]]
    began = perf_counter()
    bench_photos(counts[0] if counts else PHOTOS)
    bench_two_cores(counts[0] // 2 if counts else PHOTOS // 2)
    bench_small(counts[1] if len(counts) > 1 else SMALL)
    bench_large()
    _say(f"{perf_counter() - began:.0f} s in all")
