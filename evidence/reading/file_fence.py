"""
A Landlock fence for the worker (Linux ≥ 5.13): it may read the program's own files and the
system's libraries, and no other file on this computer. The kernel keeps it; it cannot be taken off
again. Where the kernel does not have it nothing happens: limits.py finds out by trying.
"""

from __future__ import annotations

import ctypes
import os
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

import evidence
import resources

_CREATE, _ADD_RULE, _RESTRICT = 444, 445, 446
_PATH_BENEATH = 1
_READ = 1 << 2 | 1 << 3
_PR_SET_NO_NEW_PRIVS = 38
_SYSTEM = ("/usr", "/lib", "/lib64")


def put_up() -> bool:
    """Fence this process in; False where the system does not take it."""
    library = ctypes.CDLL(None, use_errno=True)
    handled = ctypes.create_string_buffer(struct.pack("=Q", _READ))
    fence = library.syscall(_CREATE, handled, ctypes.c_size_t(8), 0)
    if fence < 0:
        return False
    try:
        for folder in _allowed():
            _allow(library, fence, folder)
        zero = ctypes.c_ulong(0)
        library.prctl(_PR_SET_NO_NEW_PRIVS, ctypes.c_ulong(1), zero, zero, zero)
        return bool(library.syscall(_RESTRICT, fence, 0) == 0)
    finally:
        os.close(fence)


def _allowed() -> Iterator[str]:
    yield from (sys.prefix, sys.base_prefix, *_SYSTEM)
    yield from (folder for folder in sys.path if folder)
    for package in (evidence, resources):
        yield from (str(Path(folder)) for folder in package.__path__)


def _allow(library: ctypes.CDLL, fence: int, folder: str) -> None:
    try:
        beneath = os.open(folder, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    rule = ctypes.create_string_buffer(struct.pack("=Qi", _READ, beneath))
    library.syscall(_ADD_RULE, fence, _PATH_BENEATH, rule, 0)
    os.close(beneath)
