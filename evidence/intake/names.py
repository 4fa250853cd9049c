"""
Names of files as somebody else wrote them: kept as bytes, shown escaped, never used as a path.

A name that is not UTF-8 is read as GB18030 when it is valid so (old Chinese archives and
disks); what neither can read is shown byte by byte as `\xff`. The reading is a guess for people;
the bytes are what is kept.
"""

from __future__ import annotations

import base64
import os
import re
from pathlib import Path

from evidence.words import visible

_SEPARATORS = re.compile(r"[/\\]")
_LONE = re.compile("[\udc80-\udcff]")  # how Python carries a byte that is no text


def decoded(untrusted_name: bytes) -> str:
    """The name as text; bytes that are no text in either encoding are lone surrogates."""
    for encoding in ("utf-8", "gb18030"):
        try:
            return untrusted_name.decode(encoding)
        except UnicodeDecodeError:
            continue
    return untrusted_name.decode("utf-8", "surrogateescape")


def shown(untrusted_name: bytes) -> str:
    """The name fit to be shown, stored and printed: nothing in it hides or turns the line."""
    return _shown(decoded(untrusted_name))


def shown_path(path: Path) -> str:
    """A path of this machine fit to be shown."""
    return shown(os.fsencode(path))


def as_base64(untrusted_name: bytes) -> str:
    """The bytes of a name as they are stored."""
    return base64.b64encode(untrusted_name).decode("ascii")


def last_part(untrusted_name: bytes) -> str:
    """What stands behind the last separator of either system, fit to be shown."""
    return _shown(_SEPARATORS.split(decoded(untrusted_name).rstrip("/\\"))[-1])


def _shown(text: str) -> str:
    return visible(_LONE.sub(_as_byte, text))


def _as_byte(lone: re.Match[str]) -> str:
    return f"\\x{ord(lone[0]) - 0xDC00:02X}"
