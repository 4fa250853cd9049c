"""
What a worker may use and do, and which of it really holds on this system.

`hold` is called once in a worker, after its modules are loaded and before the first untrusted
byte is read; it returns the names (`HELD`) of the limits it tried to break and could not. The
wall clock and the size of an answer are kept by the host, from outside, on every system.
Linux: all of it. macOS: processor time, open files, no file contents. Windows: the host's two.
"""

from __future__ import annotations

import ctypes
import errno
import mmap
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from evidence.reading import file_fence, system_calls
from evidence.words import mark

MIB = 1024 * 1024

#: Every limit there is, in the order it is shown, and the sentence that says it.
HELD: dict[str, str] = {
    "time": mark("A reader is stopped when it takes too long."),
    "output": mark("A reader's answer cannot be larger than a fixed size."),
    "memory": mark("A reader's memory is limited."),
    "processor": mark("A reader's processor time is limited."),
    "open_files": mark("A reader can open only a few files."),
    "no_writing": mark("A reader cannot write files."),
    "no_foreign_files": mark("A reader can read no file but the program's own."),
    "no_network": mark("A reader cannot reach the network."),
    "no_programs": mark("A reader cannot start other programs."),
}
HOST_KEEPS: tuple[str, ...] = ("time", "output")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The bounds of one worker. `seconds` is wall clock for one file, `processor` its CPU time."""

    seconds: float = 40.0
    processor: int = 20
    memory: int = 2048 * MIB
    answer: int = 64 * MIB
    open_files: int = 32
    files: int = 200

    def told(self) -> tuple[str, ...]:
        """What a worker must know, as arguments for its program."""
        return tuple(str(n) for n in (self.processor, self.memory, self.open_files, self.files))

    @classmethod
    def heard(cls, arguments: Sequence[str]) -> Limits:
        """The inverse of `told`, inside the worker; without arguments the usual limits."""
        if len(arguments) != len(cls().told()):
            return cls()
        processor, memory, open_files, files = map(int, arguments)
        return cls(processor=processor, memory=memory, open_files=open_files, files=files)


def hold(limits: Limits) -> tuple[str, ...]:
    """Put the limits on this process for good; the names of those that hold."""
    if sys.platform == "win32":
        return ()
    _set_resources(limits)
    if sys.platform == "linux":
        file_fence.put_up()
        system_calls.refuse()
    tried = {
        "memory": _memory_holds(limits),
        "processor": True,
        "open_files": _files_hold(limits),
        "no_writing": _writing_is_refused(),
        "no_foreign_files": _foreign_files_are_refused(),
        "no_network": _network_is_refused(),
        "no_programs": _programs_are_refused(),
    }
    return tuple(name for name in HELD if tried.get(name))


def begin_file(limits: Limits) -> None:
    """Give the next file its own processor time."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = int(used.ru_utime + used.ru_stime) + limits.processor + 1
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    if hard == resource.RLIM_INFINITY or soft <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))


def _set_resources(limits: Limits) -> None:
    import resource

    wanted = {
        "RLIMIT_AS": limits.memory,
        "RLIMIT_FSIZE": 0,
        "RLIMIT_CORE": 0,
        "RLIMIT_NOFILE": limits.open_files,
        "RLIMIT_CPU": (limits.processor + 1) * (limits.files + 1),
    }
    for name, value in wanted.items():
        which = getattr(resource, name)
        _, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        with suppress(OSError, ValueError):
            resource.setrlimit(which, (value, value))


def _memory_holds(limits: Limits) -> bool:
    try:
        mmap.mmap(-1, limits.memory + MIB).close()
    except (OSError, MemoryError):
        return True
    return False


def _files_hold(limits: Limits) -> bool:
    opened: list[int] = []
    try:
        while len(opened) <= limits.open_files:
            opened.append(os.dup(0))
    except OSError:
        return True
    finally:
        for one in opened:
            os.close(one)
    return False


def _writing_is_refused() -> bool:
    # EACCES would only say that this one folder is not ours.
    path = f"/tmp/lianzheng-{os.getpid()}"
    try:
        made = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as e:
        return e.errno == errno.EPERM
    try:
        os.write(made, b"1")
    except OSError:
        return True
    finally:
        os.close(made)
        os.unlink(path)
    return False


def _foreign_files_are_refused() -> bool:
    try:
        os.close(os.open("/etc/passwd", os.O_RDONLY))
    except PermissionError:
        return True
    except OSError:
        return False
    return False


def _network_is_refused() -> bool:
    try:
        library = ctypes.CDLL(None, use_errno=True)
        return all(int(library.socket(family, 1, 0)) < 0 for family in (1, 2, 10))
    except (OSError, AttributeError):
        return False


def _programs_are_refused() -> bool:
    try:
        os.execv("/nonexistent-program", ["nothing"])
    except PermissionError:
        return _no_child()
    except OSError:
        return False


def _no_child() -> bool:
    try:
        child = os.fork()
    except OSError:
        return True
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return False
