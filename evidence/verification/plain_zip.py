"""
A zip that is nothing but plain files one after another: every byte of it is accounted for.

`zipfile` passes over much of a zip (times, flags, gaps, comments), so a changed byte there
would go unseen. Here the headers are written anew from the list of files and compared.
"""

from __future__ import annotations

import struct
import zipfile
from collections.abc import Iterator
from typing import BinaryIO

from evidence.words import Phrase, say

_LOCAL = struct.Struct("<4s2B4HL2L2H")
_CENTRAL = struct.Struct("<4s4B4HL2L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION = 20
_DATE = 0x21  # 1 January 1980, the earliest a zip can say
_FOR_OWNER_ONLY = 0o600 << 16
_LARGEST = 2_000_000_000  # beyond it zipfile writes sizes in another way (zip64)
_MOST_FILES = 0xFFFF


def is_within_reach(untrusted: BinaryIO) -> bool:
    """Whether the zip is small enough to have the plain form; larger ones have another."""
    with zipfile.ZipFile(untrusted) as archive:
        files = len(archive.infolist())
    return untrusted.seek(0, 2) < _LARGEST and files < _MOST_FILES


def check_plain(untrusted: BinaryIO) -> Iterator[Phrase]:
    """What in the zip is not as we would write it; bytes of the files themselves are not read."""
    with zipfile.ZipFile(untrusted) as archive:
        files = archive.infolist()
    systems = {info.create_system for info in files}
    if len(systems) != 1 or not systems <= {0, 3}:
        yield say("The zip was not written by one system.")
    position, central = 0, b""
    for info in files:
        local = _local(info)
        central += _listed(info)
        untrusted.seek(position)
        if info.header_offset != position or untrusted.read(len(local)) != local:
            yield say("The zip's own record of {name} was changed.", name=info.filename)
            position = info.header_offset
        position += len(local) + info.file_size
    untrusted.seek(position)
    end = _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(central), position, 0)
    if untrusted.read(len(central) + len(end) + 1) != central + end:
        yield say("The zip's list of files was changed.")


def _local(info: zipfile.ZipInfo) -> bytes:
    name, flags = _name(info)
    size = info.file_size
    return (
        _LOCAL.pack(b"PK\3\4", _VERSION, 0, flags, 0, 0, _DATE, info.CRC, size, size, len(name), 0)
        + name
    )


def _listed(info: zipfile.ZipInfo) -> bytes:
    name, flags = _name(info)
    size = info.file_size
    fixed = (_VERSION, info.create_system, _VERSION, 0, flags, 0, 0, _DATE)
    rest = (len(name), 0, 0, 0, 0, _FOR_OWNER_ONLY, info.header_offset)
    return _CENTRAL.pack(b"PK\1\2", *fixed, info.CRC, size, size, *rest) + name


def _name(info: zipfile.ZipInfo) -> tuple[bytes, int]:
    """The name as it stands, and the flag that says it is UTF-8 where it is not ASCII."""
    try:
        return info.filename.encode("ascii"), 0
    except UnicodeEncodeError:
        return info.filename.encode("utf-8", "surrogateescape"), 0x800
