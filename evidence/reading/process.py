"""
One worker process, seen from outside: started fresh, asked one file at a time, killed at need.

Nothing of it is trusted: it is stopped when its time is up, when it says more than it may,
or when it dies; each is a `Stopped` with its reason. Not thread-safe: one thread at a time.
"""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import IO

from evidence.reading import complaints, wire
from evidence.reading.limits import Limits

PROGRAM: tuple[str, ...] = ("-I", "-m", "evidence.reading.worker")
PIPE_BYTES = 1024 * 1024
_SET_PIPE_SIZE = 1031


class Stopped(Exception):
    """The worker is gone; `reason` is a sentence id. It never leaves this package."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Worker:
    """A running worker; `held` are the limits it found to hold, `asked` how many files it had."""

    def __init__(self, limits: Limits, program: Sequence[str] = PROGRAM) -> None:
        """Raises `Stopped` when no worker can be started."""
        self._limits = limits
        self._late = False
        self.asked = 0
        try:
            self._process = _start((*program, *limits.told()))
        except OSError as e:
            raise Stopped(complaints.NO_READER) from e
        try:
            with self._in_time():
                said = self._answer(wire.HELLO_NUMBER)
            self.held = wire.hello(said).held
        except (Stopped, wire.BadAnswer) as e:
            self.kill()
            raise Stopped(complaints.NO_READER) from e
        except BaseException:
            self.kill()
            raise

    def ask(self, untrusted_file: bytes, media_type: str, asked: wire.Asked) -> bytes:
        """The worker's untrusted answer about one file; raises `Stopped`, and then it is dead."""
        self.asked += 1
        number = secrets.randbits(63) + 1
        kind = media_type.encode("ascii")
        with self._in_time():
            self._send(asked.request(number, kind, untrusted_file) + kind)
            self._send(untrusted_file)
            return self._answer(number)

    def kill(self) -> None:
        """End the process and forget its pipes; may be called twice."""
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)
        self._process.wait()

    @contextmanager
    def _in_time(self) -> Iterator[None]:
        timer = threading.Timer(self._limits.seconds, self._time_is_up)
        timer.daemon = True
        timer.start()
        try:
            yield
        except (OSError, EOFError) as e:
            self.kill()
            raise Stopped(self._why()) from e
        finally:
            timer.cancel()
            timer.join()

    def _time_is_up(self) -> None:
        self._late = True
        self._process.kill()

    def _why(self) -> str:
        out_of_time = getattr(signal, "SIGXCPU", None)
        code = self._process.returncode
        if self._late or (out_of_time is not None and code == -out_of_time):
            return complaints.TOO_LONG
        return complaints.STOPPED

    def _send(self, data: bytes) -> None:
        assert self._process.stdin is not None
        left = memoryview(data)
        while left:
            written = self._process.stdin.write(left)
            left = left[written or 0 :]

    def _answer(self, number: int) -> bytes:
        said, length = wire.ANSWER.unpack(self._receive(wire.ANSWER.size))
        if said != number or length > self._limits.answer:
            self.kill()
            raise Stopped(complaints.UNCLEAR)
        return self._receive(length)

    def _receive(self, length: int) -> bytes:
        assert self._process.stdout is not None
        got = bytearray()
        while len(got) < length:
            piece = self._process.stdout.read(min(length - len(got), PIPE_BYTES))
            if not piece:
                raise EOFError
            got += piece
        return bytes(got)


def _start(program: Sequence[str]) -> subprocess.Popen[bytes]:
    process = subprocess.Popen(  # the program is our own interpreter
        [sys.executable, *program],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        bufsize=0,
        env=_environment(),
        cwd=os.path.abspath(os.sep),
        start_new_session=True,
    )
    _widen(process.stdin)
    return process


def _environment() -> dict[str, str]:
    """Almost nothing; one thread a worker, for the workers already use every core."""
    kept = {k: os.environ[k] for k in ("SYSTEMROOT", "LD_LIBRARY_PATH") if k in os.environ}
    threads = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    # glibc would give every large block back and fault it in again for the next file.
    memory = {"MALLOC_MMAP_THRESHOLD_": "33554432", "MALLOC_TRIM_THRESHOLD_": "268435456"}
    return kept | threads | memory | {"LANG": "C.UTF-8"}


def _widen(pipe: IO[bytes] | None) -> None:
    if sys.platform == "linux" and pipe is not None:
        import fcntl

        try:
            fcntl.fcntl(pipe.fileno(), _SET_PIPE_SIZE, PIPE_BYTES)
        except OSError:
            return


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except OSError:
        return
