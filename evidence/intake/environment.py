"""
The statement of the environment a collection was made in, filled by the program itself.

Which program on which system, with which libraries, what the clock rests on, how much room
there was, which limits hold on the workers, and whether the digests and the cipher give the
published answers on this machine. Values, not sentences: names, figures and ids that a paper can
translate (`worker_limits` by limits.HELD, `SYNCHRONISED`, `SELF_TEST`); empty only where a system
is silent.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import time
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.backends.openssl import backend
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlcipher3 import dbapi2

from evidence.errors import Trouble
from evidence.words import mark, say

PROGRAM = "lianzheng"
PACKAGES = ("desktop", "evidence", "resources", "sync")
LIBRARIES = (
    "cryptography", "exifread", "msgspec", "numpy", "pi-heif", "pillow",
    "simplejpeg", "sqlcipher3", "sqlite-utils",
)  # fmt: skip

_ABC_SHA256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
_ABC_SM3 = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
# GCM specification, test case 14: key, nonce and one block all zeros
_ZEROS_GCM = "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
#: What was computed as published; `environment` raises when anything was not.
SELF_TEST = mark("SHA-256, SM3, AES-256-GCM: passed")
SYNCHRONISED = mark("NTP synchronised")
_GB = 1_000_000_000
_CLOCK = Path("/sys/devices/system/clocksource/clocksource0/current_clocksource")
_NTP_MARK = Path("/run/systemd/timesync/synchronized")


def environment(folder: Path, limits_held: Iterable[str] = ()) -> dict[str, str]:
    """The statement for a workspace in `folder`; raises as `self_test` does."""
    self_test()
    return {
        "program": f"{PROGRAM} {_version(PROGRAM)}",
        "build": program_digest(),
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "system": _system(),
        "machine": platform.machine(),
        "libraries": ", ".join(f"{name} {_version(name)}" for name in LIBRARIES),
        "openssl": backend.openssl_version_text(),
        "sqlite": dbapi2.sqlite_version,
        "time_zone": _time_zone(),
        "clock": _clock(),
        "free_disk": _free(folder),
        "worker_limits": ", ".join(limits_held),
        "self_test": SELF_TEST,
    }


def program_digest() -> str:
    """SHA-256 over path and bytes of every source file of the program that runs, in order."""
    root = Path(__file__).resolve().parents[2]
    digest = hashlib.sha256()
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*.py")):
            source = path.read_bytes()
            digest.update(f"{path.relative_to(root).as_posix()} {len(source)}\n".encode() + source)
    return digest.hexdigest()


def self_test() -> None:
    """Compute what is published; raise `Trouble` when this machine answers anything else."""
    sm3 = hashes.Hash(hashes.SM3())
    sm3.update(b"abc")
    right = (
        hashlib.sha256(b"abc").hexdigest() == _ABC_SHA256
        and sm3.finalize().hex() == _ABC_SM3
        and AESGCM(bytes(32)).encrypt(bytes(12), bytes(16), None).hex() == _ZEROS_GCM
        and _notices_a_change()
    )
    if not right:
        raise Trouble(
            say("This machine computes digests or ciphers wrongly; nothing was taken in."),
            say("Do not work on this machine; install the program again or use another one."),
        )


def _notices_a_change() -> bool:
    sealed = bytearray.fromhex(_ZEROS_GCM)
    sealed[0] ^= 1
    try:
        AESGCM(bytes(32)).decrypt(bytes(12), bytes(sealed), None)
    except InvalidTag:
        return True
    return False


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"] + f" ({platform.release()})"
    except (OSError, KeyError):
        return f"{platform.system()} {platform.release()} {platform.version()}"


def _time_zone() -> str:
    local = time.localtime()
    minutes = (local.tm_gmtoff or 0) // 60
    sign = "-" if minutes < 0 else "+"
    return f"UTC{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d} {local.tm_zone}"


def _clock() -> str:
    told = [time.get_clock_info("time").implementation]
    try:
        told.append(_CLOCK.read_text().strip())
    except OSError:
        pass
    if _NTP_MARK.exists():
        told.append(SYNCHRONISED)
    return ", ".join(told)


def _free(folder: Path) -> str:
    try:
        return f"{shutil.disk_usage(os.fspath(folder)).free / _GB:.1f} GB"
    except OSError:
        return ""
