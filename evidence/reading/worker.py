"""
The inside of a worker process: loads its modules, gives up what it does not need, reads files.

Started by the host as `python -I -m evidence.reading.worker`; speaks only the protocol of
wire.py on its standard input and output. Whatever a file does to a parser ends here.
"""

from __future__ import annotations

import os
import sys
from typing import BinaryIO

from evidence.reading import limits, read_file, wire
from evidence.reading.media_type import PDF
from evidence.reading.pdf_names import read_pdf
from evidence.reading.reading import NoReading


def main() -> None:
    """Say hello, then answer until the host closes the pipe."""
    incoming = os.fdopen(os.dup(0), "rb", buffering=0)
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    # A parser that prints must not write into our answers.
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    read_file.prepare()
    bounds = limits.Limits.heard(sys.argv[1:])
    held = limits.hold(bounds)
    _send(outgoing, wire.HELLO_NUMBER, wire.packed(wire.Hello(held)))
    while head := _receive(incoming, wire.REQUEST.size):
        number, kind_length, longest, points, *region, file_length = wire.REQUEST.unpack(head)
        asked = wire.Asked(longest, wire.POINTS[points], tuple(region))
        media_type = bytes(_receive(incoming, kind_length)).decode("ascii")
        untrusted_file = bytes(_receive(incoming, file_length))
        limits.begin_file(bounds)
        _send(outgoing, number, wire.packed(_answer(untrusted_file, media_type, asked)))


def _answer(untrusted_file: bytes, media_type: str, asked: wire.Asked) -> wire.Answer:
    try:
        if media_type == PDF:
            return wire.Answer(reading=read_pdf(untrusted_file, media_type))
        if asked.longest:
            return read_file.preview(untrusted_file, media_type, asked.longest)
        return read_file.read(untrusted_file, media_type, asked.points, asked.region)
    except MemoryError:
        return wire.Answer(nothing=NoReading(read_file.NO_ROOM))


def _receive(pipe: BinaryIO, length: int) -> bytearray:
    """Exactly `length` bytes; nothing when the host is gone."""
    got = bytearray(length)
    view = memoryview(got)
    done = 0
    while done < length:
        count = pipe.readinto(view[done:])  # type: ignore[attr-defined]
        if not count:
            return bytearray()
        done += count
    return got


def _send(pipe: BinaryIO, number: int, said: bytes) -> None:
    left = memoryview(wire.ANSWER.pack(number, len(said)) + said)
    while left:
        left = left[pipe.write(left) :]


if __name__ == "__main__":
    main()
