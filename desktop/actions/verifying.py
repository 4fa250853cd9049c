"""Verifying what lies at a path, and saying first when that needs a passphrase."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject

from desktop.background import Background
from evidence.progress import Progress
from evidence.verification.report import SEALED, Kind, Report
from evidence.verification.verify import kind_at, verify


@dataclass(frozen=True, slots=True)
class Sealed:
    """What lies there is sealed: how much can be checked depends on a passphrase."""

    path: Path
    kind: Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What to verify; `secret` "" means without a passphrase, None that nobody was asked yet."""

    path: Path
    secret: str | None = None
    person: str = ""


def verify_path(
    background: Background,
    owner: QObject,
    asked: Asked,
    *,
    done: Callable[[Report | Sealed], None],
    stepped: Callable[[int, int, str], None],
    cancelled: Callable[[], None],
    failed: Callable[[BaseException], bool],
) -> Progress:
    """Verify beside everything else; the answer is `Sealed` until the person said how."""

    def work(progress: Progress) -> Report | Sealed:
        path = asked.path.absolute()
        kind = kind_at(path)
        if kind in SEALED and asked.secret is None:
            return Sealed(path, kind)
        return verify(path, asked.secret or None, asked.person, progress)

    return background.run(
        owner, work, done=done, stepped=stepped, cancelled=cancelled, failed=failed, lane="beside"
    )
