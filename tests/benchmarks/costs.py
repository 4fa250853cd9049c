"""What work costs this machine: processor time of this process and its children, wall, flushing."""

from __future__ import annotations

import os
import resource
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

_TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass(slots=True)
class Cost:
    """Seconds; `flushing` is wall time inside fsync, summed over threads."""

    cpu: float = 0.0
    wall: float = 0.0
    flushing: float = 0.0
    flushes: int = 0


@contextmanager
def measured() -> Iterator[Cost]:
    """The cost of what happens inside; live children count, warm or not."""
    cost = Cost()
    flush, lock = os.fsync, threading.Lock()

    def timed(file: int) -> None:
        began = time.perf_counter()
        flush(file)
        with lock:
            cost.flushing += time.perf_counter() - began
            cost.flushes += 1

    os.fsync = timed
    cpu, wall = cpu_now(), time.perf_counter()
    try:
        yield cost
    finally:
        os.fsync = flush
        cost.wall = time.perf_counter() - wall
        cost.cpu = cpu_now() - cpu


def cpu_now() -> float:
    """Processor time of this process, of its ended children and of those that live."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + ended.ru_utime + ended.ru_stime + sum(map(_cpu_of, _children()))


def resident() -> float:
    """MiB this process holds in memory now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def peak() -> tuple[float, float]:
    """MiB at most: this process, and the largest of its children."""
    ours = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return ours, max([_peak_of(pid) for pid in _children()], default=0.0)


def _children() -> list[int]:
    return [pid for pid, fields in _processes() if int(fields[1]) == os.getpid()]


def _processes() -> Iterator[tuple[int, list[str]]]:
    """Every process and what stands in its stat behind the name: state, parent …"""
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            yield int(path.parent.name), path.read_text().rpartition(")")[2].split()
        except OSError:  # it ended meanwhile
            continue


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) * _TICK


def _peak_of(pid: int) -> float:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return int(line.split()[1]) / 1024
    return 0.0
