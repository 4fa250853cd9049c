"""
Keeps `None`, `True` and `False` alive under Python 3.11.

PySide6 6.12 is built with the headers of a Python in which they cannot die: each call of Qt that
answers None, and each signal that carries a truth, takes a reference it never added. Python 3.11
counts them, and after some thousand calls ends the process ("deallocating None"). Adding more
references than a year of calls takes makes them what they are from Python 3.12 on. To be dropped
with Python 3.11.
"""

from __future__ import annotations

import ctypes
import sys

MORE_THAN_ARE_TAKEN = 2**48


def let_none_last() -> None:
    """Do it; call it before the first call of Qt. Does nothing where None lasts by itself."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        for constant in (None, True, False, NotImplemented):
            ctypes.c_ssize_t.from_address(id(constant)).value += MORE_THAN_ARE_TAKEN
