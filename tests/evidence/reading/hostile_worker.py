"""A worker that misbehaves in the way its first argument names; started only by test_host.py."""

from __future__ import annotations

import ctypes
import os
import sys
import threading

from evidence.reading import limits, wire
from evidence.reading.reading import Reading, Tag


def _say(number: int, said: bytes) -> None:
    left = wire.ANSWER.pack(number, len(said)) + said
    while left:
        left = left[os.write(1, left) :]


def _take(length: int) -> bytes:
    got = b""
    while len(got) < length:
        piece = os.read(0, length - len(got))
        if not piece:
            sys.exit(0)
        got += piece
    return got


def _told(**tried: int) -> wire.Answer:
    tags = tuple(Tag("tried", name, str(found)) for name, found in tried.items())
    return wire.Answer(reading=Reading(media_type="image/png", tags=tags))


def _try_everything() -> wire.Answer:
    library = ctypes.CDLL(None, use_errno=True)
    made = _failed(lambda: os.open("/tmp/lianzheng-test-file", os.O_WRONLY | os.O_CREAT, 0o600))
    return _told(
        read=_failed(lambda: os.open("/etc/passwd", os.O_RDONLY)),
        list=_failed(lambda: os.listdir("/etc")),
        socket=int(library.socket(2, 1, 0) < 0),
        write=made,
        append=_failed(lambda: os.open(__file__, os.O_WRONLY | os.O_APPEND)),
        make_folder=_failed(lambda: os.mkdir("/tmp/lianzheng-test-folder")),
        remove=_failed(lambda: os.unlink(__file__)),
        rename=_failed(lambda: os.rename(__file__, __file__ + "2")),
        execute=_failed(lambda: os.execv("/bin/true", ["true"])),
        fork=_failed(lambda: os._exit(0) if os.fork() == 0 else None),
        kill=_failed(lambda: os.kill(os.getppid(), 0)),
        memory=_failed(lambda: bytearray(3 * 1024 * limits.MIB)),
    )


def _failed(attempt: object) -> int:
    try:
        attempt()  # type: ignore[operator]
    except (OSError, MemoryError):
        return 1
    return 0


def _hang() -> None:
    threading.Event().wait()


def _spin() -> None:
    while True:
        pass


def _answers() -> dict[str, bytes]:
    lie = Reading(media_type="image/png", facts={"latitude": 999.0})
    few = wire.Pixels(300, 300, b"few")
    return {
        "flood": bytes(2**20),
        "garbage": b"\xc1 not MessagePack",
        "bad fact": wire.packed(wire.Answer(reading=lie)),
        "bad pixels": wire.packed(wire.Answer(reading=Reading(media_type="image/png"), pixels=few)),
        "well": wire.packed(_told()),
    }


def _misbehave(how: str, number: int) -> None:
    acts = {"segfault": lambda: ctypes.string_at(0), "hang": _hang, "spin": _spin}
    if how in acts:
        acts[how]()
    elif how == "promise":
        os.write(1, wire.ANSWER.pack(number, 2**32 - 1))
    elif how == "other number":
        _say(number ^ 1, wire.packed(_told()))
    elif how == "try":
        _say(number, wire.packed(_try_everything()))
    else:
        _say(number, _answers()[how])


def main() -> None:
    how = sys.argv[1]
    if how == "no hello":
        sys.exit(3)
    bounds = limits.Limits(processor=1)
    _say(wire.HELLO_NUMBER, wire.packed(wire.Hello(limits.hold(bounds))))
    while True:
        number, kind_length, *_, length = wire.REQUEST.unpack(_take(wire.REQUEST.size))
        _take(kind_length)
        file = _take(length)
        limits.begin_file(bounds)
        _misbehave(how if b"good" not in file else "well", number)


if __name__ == "__main__":
    main()
