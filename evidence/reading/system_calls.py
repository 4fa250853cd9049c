"""
A seccomp filter for the worker (Linux on x86-64 and arm64): no network, no other program,
no new process, nothing written or renamed, no reaching into other processes.

A refused call answers EPERM, so that a library which tries it goes on or fails as an ordinary
error. Numbers are the kernel's (asm/unistd.h); they never change. The filter cannot be
taken off again. Where the kernel or the processor does not know it, nothing happens:
limits.py finds out by trying.
"""

from __future__ import annotations

import ctypes
import platform
import struct
from typing import NamedTuple

_PR_SET_NO_NEW_PRIVS = 38
_PR_SET_SECCOMP = 22
_FILTER = 2

_LOAD, _EQUAL, _ANY_BIT, _AT_LEAST, _ANSWER = 0x20, 0x15, 0x45, 0x35, 0x06
_ALLOW, _KILL, _REFUSE, _UNKNOWN = 0x7FFF0000, 0x80000000, 0x00050001, 0x00050026
_NUMBER_AT, _ARCH_AT, _ARGUMENTS_AT = 0, 4, 16
_X32 = 0x40000000

_FOR_WRITING = 0o1 | 0o2 | 0o100 | 0o1000
_CLONE_THREAD = 0x10000


class _Machine(NamedTuple):
    audit: int
    column: int
    unknown: tuple[int, ...]
    openat: int
    open: int | None
    clone: int


# clone3 and openat2 hide their flags behind a pointer: told "no such call", libraries use the
# older ones.
_MACHINES: dict[str, _Machine] = {
    "x86_64": _Machine(0xC000003E, 0, (435, 437), openat=257, open=2, clone=56),
    "aarch64": _Machine(0xC00000B7, 1, (435, 437), openat=56, open=None, clone=220),
}

#: Refused calls: their numbers on x86-64 and on arm64 (None where there is no such call).
REFUSED: dict[str, tuple[int, int | None]] = {
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    "accept": (43, 202),
    "accept4": (288, 242),
    "bind": (49, 200),
    "listen": (50, 201),
    "sendto": (44, 206),
    "sendmsg": (46, 211),
    "sendmmsg": (307, 269),
    "recvfrom": (45, 207),
    "recvmsg": (47, 212),
    "recvmmsg": (299, 243),
    "shutdown": (48, 210),
    "setsockopt": (54, 208),
    "getsockopt": (55, 209),
    "fork": (57, None),
    "vfork": (58, None),
    "execve": (59, 221),
    "execveat": (322, 281),
    "kill": (62, 129),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "pidfd_open": (434, 434),
    "pidfd_getfd": (438, 438),
    "pidfd_send_signal": (424, 424),
    "creat": (85, None),
    "truncate": (76, 45),
    "fallocate": (285, 47),
    "rename": (82, None),
    "renameat": (264, 38),
    "renameat2": (316, 276),
    "mkdir": (83, None),
    "mkdirat": (258, 34),
    "rmdir": (84, None),
    "link": (86, None),
    "linkat": (265, 37),
    "unlink": (87, None),
    "unlinkat": (263, 35),
    "symlink": (88, None),
    "symlinkat": (266, 36),
    "mknod": (133, None),
    "mknodat": (259, 33),
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "chown": (92, None),
    "fchown": (93, 55),
    "lchown": (94, None),
    "fchownat": (260, 54),
    "utime": (132, None),
    "utimes": (235, None),
    "utimensat": (280, 88),
    "futimesat": (261, None),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "move_mount": (429, 429),
    "open_tree": (428, 428),
    "fsopen": (430, 430),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "unshare": (272, 97),
    "setns": (308, 268),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "reboot": (169, 142),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "open_by_handle_at": (304, 265),
    "name_to_handle_at": (303, 264),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))


def refuse() -> bool:
    """Put the filter on this process; False where the system does not take it."""
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        return False
    code = _program(machine)
    text = ctypes.create_string_buffer(code, len(code))
    program = _Program(len(code) // 8, ctypes.cast(text, ctypes.c_void_p).value)
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    long = ctypes.c_ulong
    if prctl(_PR_SET_NO_NEW_PRIVS, long(1), long(0), long(0), long(0)) != 0:
        return False
    taken = prctl(_PR_SET_SECCOMP, long(_FILTER), ctypes.byref(program), long(0), long(0))
    return bool(taken == 0)


def _program(machine: _Machine) -> bytes:
    lines = [
        _line(_LOAD, _ARCH_AT),
        _line(_EQUAL, machine.audit, 1, 0),
        _line(_ANSWER, _KILL),
        _line(_LOAD, _NUMBER_AT),
        _line(_AT_LEAST, _X32, 0, 1),
        _line(_ANSWER, _KILL),
    ]
    refused = tuple(n[machine.column] for n in REFUSED.values())
    for numbers, answer in ((refused, _REFUSE), (machine.unknown, _UNKNOWN)):
        for number in numbers:
            if number is not None:
                lines += [_line(_EQUAL, number, 0, 1), _line(_ANSWER, answer)]
    lines += _by_flags(machine.openat, 2, _FOR_WRITING, refused_when_set=True)
    if machine.open is not None:
        lines += _by_flags(machine.open, 1, _FOR_WRITING, refused_when_set=True)
    lines += _by_flags(machine.clone, 0, _CLONE_THREAD, refused_when_set=False)
    return b"".join([*lines, _line(_ANSWER, _ALLOW)])


def _by_flags(number: int, argument: int, flags: int, *, refused_when_set: bool) -> list[bytes]:
    set_answer, unset_answer = (_REFUSE, _ALLOW) if refused_when_set else (_ALLOW, _REFUSE)
    return [
        _line(_EQUAL, number, 0, 4),
        _line(_LOAD, _ARGUMENTS_AT + 8 * argument),
        _line(_ANY_BIT, flags, 0, 1),
        _line(_ANSWER, set_answer),
        _line(_ANSWER, unset_answer),
    ]


def _line(code: int, value: int, if_true: int = 0, if_false: int = 0) -> bytes:
    return struct.pack("=HBBI", code, if_true, if_false, value)
