"""What a walk through a container found: the same few parts whatever the format."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Parts:
    """
    Filled by one container module, read by read_file. Nothing in it is parsed yet.

    `untrusted_exif` begins at the TIFF header; `width` and `height` are as stored, 0 unknown.
    """

    untrusted_exif: bytes = b""
    untrusted_xmp: bytes = b""
    untrusted_texts: list[tuple[str, bytes]] = field(default_factory=list)
    width: int = 0
    height: int = 0
    image_data: str = ""
    structure: dict[str, Any] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)

    def complain(self, sentence: str) -> None:
        """Say a complaint once."""
        if sentence not in self.complaints:
            self.complaints.append(sentence)


def without_exif_mark(untrusted_block: bytes) -> bytes:
    """A TIFF block, freed of the `Exif` mark some writers put before it."""
    return untrusted_block[6:] if untrusted_block[:5] == b"Exif\0" else untrusted_block
