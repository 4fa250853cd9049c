"""
Names in a PDF file that can make it act when it is opened or clicked: a plain search of its bytes.

Nothing is parsed. A name is found however its letters are written (`/J#61vaScript`); names inside
compressed object streams are not seen, and one that only looks like a name may be.
"""

from __future__ import annotations

import re

from evidence.reading import complaints
from evidence.reading.fact_names import ACTIVE_NAMES
from evidence.reading.reading import Reading

MOST_BYTES = 64 * 1024 * 1024
_BEHIND = rb"(?=[\x00\t\n\f\r ()<>\[\]{}/%]|$)"


def read_pdf(untrusted_file: bytes, media_type: str) -> Reading:
    """What was seen; a file over `MOST_BYTES` is not searched, and that is said."""
    if len(untrusted_file) > MOST_BYTES:
        return Reading(media_type=media_type, complaints=(complaints.TOO_LARGE_TO_SEARCH,))
    seen = [name for name, pattern in _PATTERNS if pattern.search(untrusted_file)]
    return Reading(media_type=media_type, facts={"active_content": seen} if seen else {})


def _pattern(name: str) -> re.Pattern[bytes]:
    letters = (b"(?:%c|#(?i:%02x))" % (letter, letter) for letter in name.encode("ascii"))
    return re.compile(b"/" + b"".join(letters) + _BEHIND)


_PATTERNS = tuple((name, _pattern(name)) for name in ACTIVE_NAMES)
