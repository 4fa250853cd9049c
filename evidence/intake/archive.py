"""
A zip archive at its source: its directory read within bounds, its members streamed one by one.

Own code over struct and zlib, some two hundred lines, because the bounds must hold before a
directory is parsed and one bad name must not take the rest with it. Names are never paths.
A member that is encrypted, a link, packed in another way, overlapping or lying about itself
is refused with a sentence; an archive beyond a bound has no members for us, and says so.
Format: APPNOTE 6.3 (numbers in brackets).
"""

from __future__ import annotations

import io
import stat
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from evidence.errors import Unreadable
from evidence.intake.names import shown
from evidence.words import Phrase, say

MOST_MEMBERS = 10_000
MOST_DIRECTORY_BYTES = 8 * 1024 * 1024
MOST_MEMBERS_BYTES = 20 * 1024**3
MOST_RATIO = 200
SMALL_ENOUGH_FOR_ANY_RATIO = 1024 * 1024
PIECE = 1024 * 1024

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer as Buffer

_END = struct.Struct("<4s4H2LH")  # (4.3.16)
_LOCATOR = struct.Struct("<4sLQL")  # (4.3.15)
_END_64 = struct.Struct("<4sQ2H2L4Q")  # (4.3.14)
_ENTRY = struct.Struct("<4s2B5H3L5H2L")  # (4.3.12)
_LOCAL = struct.Struct("<4s5H3L2H")  # (4.3.7)
_UNIX = 3
_ENCRYPTED = 0x0001 | 0x0040 | 0x2000
_SIZES_FOLLOW = 0x0008
_STORED, _DEFLATED = 0, 8

ReadAt = Callable[[int, int], bytes]


@dataclass(frozen=True, slots=True)
class Member:
    """A member as the directory states it; `limit` is where the next thing in the file begins."""

    untrusted_name: bytes
    untrusted_text: bytes
    modified: str
    position: int
    limit: int
    packed: int
    size: int
    crc: int
    method: int
    flags: int
    mode: int
    refused: Phrase | None = None

    @property
    def name(self) -> str:
        """The name fit to be shown, folders included."""
        return shown(self.untrusted_text)


@dataclass(frozen=True, slots=True)
class _Directory:
    position: int
    size: int
    count: int
    shift: int  # bytes that stand before the archive proper


def members(read_at: ReadAt, size: int, free: int) -> list[Member]:
    """
    The members of the archive in the order of its directory, folders left out, each refused or
    not; raises `Unreadable` when the archive as a whole is not opened. `free` is the space left.
    """
    directory = _directory(read_at, size)
    found = list(_entries(read_at, directory))
    if len(found) != directory.count:
        raise Unreadable(say("The archive's directory does not hold what it says."))
    judged = _without_overlaps([_judged(m) for m in found], directory)
    total = sum(m.size for m in judged if m.refused is None)
    if total > MOST_MEMBERS_BYTES or total > free // 2:
        raise Unreadable(
            say("The archive would unpack to {size} bytes, more than is allowed here.", size=total),
            say("Unpack it elsewhere and take in the folder."),
        )
    return judged


class MemberReader(io.RawIOBase):
    """
    The bytes of one member, unpacked as they are asked for; raises `Unreadable` if it lies.
    Its end is only ever reached when size and check sum were found to be right.
    """

    def __init__(self, read_at: ReadAt, member: Member) -> None:
        super().__init__()
        self._read_at = read_at
        self._member = member
        self._position = _data_position(read_at, member)
        self._end = self._position + member.packed
        self._unpack = None if member.method == _STORED else zlib.decompressobj(-zlib.MAX_WBITS)
        self._given = self._crc = 0

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Buffer) -> int:
        """Fill as much as there is at once; 0 at the end."""
        view = memoryview(buffer).cast("B")
        piece = self._piece(len(view)) if len(view) else b""
        view[: len(piece)] = piece
        self._given += len(piece)
        self._crc = zlib.crc32(piece, self._crc)
        if self._given > self._member.size:
            raise _lies()
        if len(view) and not piece:
            self._check_end()
        return len(piece)

    def _piece(self, wanted: int) -> bytes:
        if self._unpack is None:
            return self._packed(wanted)
        while not self._unpack.eof:
            data = self._unpack.unconsumed_tail or self._packed(PIECE)
            try:
                piece = self._unpack.decompress(data, wanted)
            except zlib.error as e:
                raise _lies() from e
            if piece:
                return piece
            if not data and not self._unpack.unconsumed_tail:
                raise _lies()
        return b""

    def _packed(self, most: int) -> bytes:
        data = self._read_at(self._position, min(most, self._end - self._position))
        self._position += len(data)
        return data

    def _check_end(self) -> None:
        if self._given != self._member.size or self._crc != self._member.crc:
            raise _lies()
        if self._position != self._end or (self._unpack and self._unpack.unused_data):
            raise _lies()


def _lies() -> Unreadable:
    return Unreadable(say("The member is not what the archive says of it (size or check sum)."))


def _damaged() -> Unreadable:
    return Unreadable(say("The archive's directory cannot be read; it is kept as it is."))


def _exactly(read_at: ReadAt, position: int, count: int) -> bytes:
    data = b""
    while position >= 0 and len(data) < count:
        piece = read_at(position + len(data), count - len(data))
        if not piece:
            break
        data += piece
    if len(data) != count:
        raise _damaged()
    return data


def _directory(read_at: ReadAt, size: int) -> _Directory:
    start = max(0, size - _END.size - 0xFFFF)
    tail = _exactly(read_at, start, size - start)
    at = tail.rfind(b"PK\x05\x06", 0, max(0, len(tail) - _END.size + 4))
    if at < 0:
        raise _damaged()
    _, disk, disk_of, here, count, length, position, _ = _END.unpack_from(tail, at)
    end = start + at
    if 0xFFFF in (disk, here, count) or 0xFFFFFFFF in (length, position):
        wide = _wide_directory(read_at, end)
        if wide is not None:
            end, disk, disk_of, here, count, length, position = wide
    if disk or disk_of or here != count:
        raise Unreadable(say("The archive is one part of several; it is kept as it is."))
    if count > MOST_MEMBERS or length > MOST_DIRECTORY_BYTES:
        raise Unreadable(
            say("The archive has more than {most} members; it is kept as it is.", most=MOST_MEMBERS)
        )
    shift = end - length - position
    if shift < 0:
        raise _damaged()
    return _Directory(position + shift, length, count, shift)


def _wide_directory(read_at: ReadAt, end: int) -> tuple[int, int, int, int, int, int, int] | None:
    if end < _LOCATOR.size:
        return None
    signature, _, position, _ = _LOCATOR.unpack(
        _exactly(read_at, end - _LOCATOR.size, _LOCATOR.size)
    )
    if signature != b"PK\x06\x07":
        return None
    record = _END_64.unpack(_exactly(read_at, position, _END_64.size))
    if record[0] != b"PK\x06\x06":
        raise _damaged()
    _, _, _, _, disk, disk_of, here, count, length, start = record
    return position, disk, disk_of, here, count, length, start


def _entries(read_at: ReadAt, directory: _Directory) -> Iterator[Member]:
    data = _exactly(read_at, directory.position, directory.size)
    at = 0
    for _ in range(directory.count):
        if at + _ENTRY.size > len(data):
            return
        fields = _ENTRY.unpack_from(data, at)
        name_length, extra_length, comment_length = fields[11:14]
        name_at = at + _ENTRY.size
        extra_at = name_at + name_length
        at = extra_at + extra_length + comment_length
        if fields[0] != b"PK\x01\x02" or at > len(data):
            return
        extra = _extra(data[extra_at : extra_at + extra_length])
        yield _member(fields, data[name_at:extra_at], extra, directory)


def _member(
    fields: tuple[int, ...], name: bytes, extra: dict[int, bytes], directory: _Directory
) -> Member:
    system, flags, method, clock, day, crc, packed, size = (fields[2], *fields[4:11])
    size, packed, position = _wide_sizes(size, packed, fields[17], extra.get(0x0001, b""))
    return Member(
        untrusted_name=name,
        untrusted_text=_unicode_name(name, extra.get(0x7075, b"")),
        modified=_modified(day, clock, extra.get(0x5455, b"")),
        position=position + directory.shift,
        limit=directory.position,
        packed=packed,
        size=size,
        crc=crc,
        method=method,
        flags=flags,
        mode=fields[16] >> 16 if system == _UNIX else 0,
    )


def _extra(data: bytes) -> dict[int, bytes]:
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, at)
        found.setdefault(kind, data[at + 4 : at + 4 + length])
        at += 4 + length
    return found


def _wide_sizes(size: int, packed: int, position: int, extra: bytes) -> tuple[int, int, int]:
    """(4.5.3) the eight-byte values stand only for those that are all ones, in this order."""
    values = [size, packed, position]
    at = 0
    for i, value in enumerate(values):
        if value == 0xFFFFFFFF and at + 8 <= len(extra):
            (values[i],) = struct.unpack_from("<Q", extra, at)
            at += 8
    return values[0], values[1], values[2]


def _unicode_name(name: bytes, extra: bytes) -> bytes:
    """(4.6.9) the packer's UTF-8 form of the name, if it was made for this name."""
    made_for_it = len(extra) > 5 and extra[1:5] == struct.pack("<L", zlib.crc32(name))
    return extra[5:] if made_for_it else name


def _modified(day: int, clock: int, extra: bytes) -> str:
    """UTC where the packer gave it, else its local time, which has no zone."""
    if len(extra) >= 5 and extra[0] & 1:
        (seconds,) = struct.unpack_from("<l", extra, 1)
        moment = datetime.fromtimestamp(seconds, UTC) if seconds >= 0 else None
        return "" if moment is None else moment.isoformat().replace("+00:00", "Z")
    try:
        moment = datetime(
            1980 + (day >> 9), (day >> 5) & 15, day & 31,
            clock >> 11, (clock >> 5) & 63, (clock & 31) * 2,
        )  # fmt: skip
    except ValueError:
        return ""
    return moment.isoformat()


def is_folder(member: Member) -> bool:
    """Whether the member only names a folder."""
    return member.untrusted_name.endswith(b"/") and member.size == 0 or stat.S_ISDIR(member.mode)


def _judged(member: Member) -> Member:
    reason: Phrase | None = None
    kind = stat.S_IFMT(member.mode)
    if member.flags & _ENCRYPTED:
        reason = say("The member is encrypted; only the archive itself is kept.")
    elif kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        reason = say("The member is a link or device, not a file.")
    elif member.method not in (_STORED, _DEFLATED):
        reason = say("The member is packed in a way that is not opened here.")
    elif member.method == _STORED and member.packed != member.size:
        reason = _lies().what
    elif member.size > SMALL_ENOUGH_FOR_ANY_RATIO and member.size > MOST_RATIO * member.packed:
        reason = say("The member would unpack to more than {most} times its size.", most=MOST_RATIO)
    return replace(member, refused=reason)


def _without_overlaps(found: list[Member], directory: _Directory) -> list[Member]:
    order = sorted(range(len(found)), key=lambda i: found[i].position)
    judged = list(found)
    overlapping = say("The member overlaps another one in the archive.")
    reach, reaching = 0, -1
    for i, following in zip(order, [*order[1:], None], strict=False):
        member = found[i]
        limit = directory.position if following is None else found[following].position
        judged[i] = replace(judged[i], limit=limit)
        if member.position < reach:
            judged[reaching] = replace(judged[reaching], refused=overlapping)
        end = member.position + _LOCAL.size + member.packed
        if member.position < reach or end > directory.position:
            judged[i] = replace(judged[i], refused=overlapping)
        if end > reach:
            reach, reaching = end, i
    return [m for m in judged if not is_folder(m)]


def _data_position(read_at: ReadAt, member: Member) -> int:
    header = _LOCAL.unpack(_exactly(read_at, member.position, _LOCAL.size))
    signature, _, flags, method, _, _, crc, packed, size, name_length, extra_length = header
    if signature != b"PK\x03\x04" or method != member.method or flags & _ENCRYPTED:
        raise _lies()
    narrow = 0xFFFFFFFF not in (packed, size) and not flags & _SIZES_FOLLOW
    if narrow and (crc, packed, size) != (member.crc, member.packed, member.size):
        raise _lies()
    position = member.position + _LOCAL.size + int(name_length) + int(extra_length)
    if position + member.packed > member.limit:
        raise _lies()
    return position
