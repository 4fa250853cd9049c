"""
Keeps `None` alive under Python 3.11.

PySide6 6.12 is built with the headers of a Python in which None cannot die: each call of Qt that
answers None takes a reference it never added. Python 3.11 counts them, and after some thousand
calls ends the process ("deallocating None"). Adding more references than a year of calls takes
makes None what it is from Python 3.12 on. To be dropped with Python 3.11.
"""

from __future__ import annotations

import ctypes
import sys

MORE_THAN_ARE_TAKEN = 2**48


def let_none_last() -> None:
    """Do it; call it before the first call of Qt. Does nothing where None lasts by itself."""
    if sys.implementation.name == "cpython" and sys.version_info < (3, 12):
        ctypes.c_ssize_t.from_address(id(None)).value += MORE_THAN_ARE_TAKEN
