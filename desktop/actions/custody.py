"""Custody: offering exhibits to a receiver, accepting and refusing an offer."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from desktop.workbench import Workbench
from evidence import custody
from evidence.workspace import Workspace

Failed = Callable[[BaseException], bool]
BETWEEN_NUMBERS = re.compile(r"[\s,，、;；]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What is offered to whom; `exhibits` are numbers as typed, "" all originals."""

    receiver: str
    receiver_org: str
    purpose: str
    basis: str
    place: str
    medium: str
    seal: str
    exhibits: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance:
    """What the receiver of an offer checked, and the paper he signed."""

    offer: str
    receiver: str
    checked: str
    document: str
    note: str


def offer(
    bench: Workbench,
    owner: QObject,
    case: str,
    told: Offer,
    done: Callable[[], None],
    failed: Failed,
) -> None:
    """Offer exhibits to a receiver; until he accepts nothing changes hands."""
    named = tuple(n for n in BETWEEN_NUMBERS.split(told.exhibits) if n)

    def work(workspace: Workspace) -> str:
        return custody.offer(
            workspace, case, exhibits=named, receiver=told.receiver,
            receiver_org=told.receiver_org, purpose=told.purpose, basis=told.basis,
            place=told.place, medium=told.medium, seal=told.seal,
        )  # fmt: skip

    bench.do(owner, work, {"custody"}, case, done=lambda _: done(), failed=failed)


def accept(
    bench: Workbench,
    owner: QObject,
    case: str,
    told: Acceptance,
    done: Callable[[], None],
    failed: Failed,
) -> None:
    """The receiver of an offer accepts it."""

    def work(workspace: Workspace) -> None:
        custody.accept(
            workspace, case, told.offer, receiver=told.receiver, checked=told.checked,
            document=told.document, note=told.note,
        )  # fmt: skip

    bench.do(owner, work, {"custody"}, case, done=lambda _: done(), failed=failed)


def refuse(
    bench: Workbench,
    owner: QObject,
    case: str,
    offered: str,
    by: str,
    reason: str,
    done: Callable[[], None],
    failed: Failed,
) -> None:
    """The receiver refuses an offer, or the giver takes it back."""
    bench.do(
        owner,
        lambda w: custody.refuse(w, case, offered, receiver=by, reason=reason),
        {"custody"},
        case,
        done=lambda _: done(),
        failed=failed,
    )
