"""
Who holds what: an exhibit is held by who took it in, until a receiver accepts it.

An offer changes nothing until it is accepted; accepting hands over every exhibit of the
offer together. One can only offer what one holds, and one thing to one receiver at a time;
an offer is answered once. Whoever takes the same bytes in again holds them too (a second
copy, or one taken again after it was handed over). Holders are people by name: a receiver
outside need not use this program.
"""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from evidence.errors import NotFound, Trouble
from evidence.index.rows import CustodyRow
from evidence.ledger.kinds import CustodyAccepted, CustodyOffered, CustodyRefused
from evidence.values import new_id
from evidence.words import say
from evidence.workspace import Workspace


def offer(
    workspace: Workspace,
    case: str,
    *,
    exhibits: tuple[str, ...] = (),
    receiver: str,
    receiver_org: str = "",
    purpose: str,
    basis: str = "",
    place: str = "",
    medium: str = "",
    seal: str = "",
) -> str:
    """
    Offer exhibits (by id or number; all originals when none are named) and answer the offer's id.

    Raises `Trouble` when the person does not hold one of them, or offers it already.
    """
    chosen = _chosen(workspace, case, exhibits)
    if not chosen:
        raise NotFound(
            say("The case has no exhibits to offer."), say("Take files in first."),
        )  # fmt: skip
    if not receiver.strip() or not purpose.strip():
        raise Trouble(say("An offer names its receiver and its purpose."))
    rows = line(workspace, case)
    giver = workspace.person.name
    _check_held(workspace, case, rows, chosen, giver)
    _check_not_offered(workspace, case, rows, chosen, giver)
    made = new_id()
    workspace.record(
        case,
        CustodyOffered(
            offer=made, exhibits=chosen, receiver=receiver.strip(), receiver_org=receiver_org,
            purpose=purpose, basis=basis, place=place, medium=medium, seal=seal,
        ),
        about=made,
    )  # fmt: skip
    return made


def accept(
    workspace: Workspace,
    case: str,
    offer: str,
    *,
    receiver: str,
    checked: str,
    document: str = "",
    note: str = "",
) -> None:
    """The receiver accepts and from now on holds the exhibits; `checked` says what was checked."""
    rows = line(workspace, case)
    offered = _open(rows, offer)
    if _same(receiver, offered.giver) or not _same(receiver, offered.receiver):
        raise Trouble(
            say("This was offered to {name}, who alone can accept it.", name=offered.receiver),
            say("Refuse this offer and make another."),
        )
    if not checked.strip():
        raise Trouble(say("Accepting says what the receiver checked."))
    _check_held(workspace, case, rows, offered.exhibits, offered.giver)
    workspace.record(
        case,
        CustodyAccepted(
            offer=offer, receiver=offered.receiver, checked=checked, document=document, note=note
        ),
        about=offer,
    )


def refuse(workspace: Workspace, case: str, offer: str, *, receiver: str, reason: str) -> None:
    """The receiver refuses, or the giver takes the offer back; the giver goes on holding."""
    offered = _open(line(workspace, case), offer)
    if not _same(receiver, offered.receiver) and not _same(receiver, offered.giver):
        raise Trouble(
            say("This was offered by {giver} to {receiver}; nobody else can refuse it.",
                giver=offered.giver, receiver=offered.receiver)
        )  # fmt: skip
    if not reason.strip():
        raise Trouble(say("Refusing gives a reason."))
    workspace.record(
        case, CustodyRefused(offer=offer, receiver=receiver.strip(), reason=reason), about=offer
    )


def line(workspace: Workspace, case: str, exhibit: str = "") -> list[CustodyRow]:
    """What happened to the exhibits of a case (or one of them), oldest first, people by name."""
    rows = workspace.look.custody(case, exhibit or None)
    names = {person.person: person.name for person in workspace.look.people()}
    return [
        replace(
            row,
            giver=names.get(row.giver, row.giver),
            receiver=names.get(row.receiver, row.receiver),
        )
        for row in rows
    ]


def holders_of(workspace: Workspace, case: str, exhibit: str) -> tuple[str, ...]:
    """Who holds an exhibit now, by name, in the order they came to hold it."""
    return tuple(_holders(line(workspace, case, exhibit)).get(exhibit, ()))


def _holders(rows: list[CustodyRow]) -> dict[str, list[str]]:
    """By exhibit, who holds it now."""
    holders: dict[str, list[str]] = {}
    for row in rows:
        if row.kind not in ("taken_in", "accepted"):
            continue
        gone = row.giver if row.kind == "accepted" else row.receiver
        for exhibit in row.exhibits:
            left = [name for name in holders.get(exhibit, ()) if not _same(name, gone)]
            holders[exhibit] = [*left, row.receiver]
    return holders


def _open(rows: list[CustodyRow], offer: str) -> CustodyRow:
    """The offer, while nobody has answered it."""
    offered = [row for row in rows if row.offer == offer and row.kind == "offered"]
    if not offered:
        raise NotFound(say("There is no offer {offer}.", offer=offer))
    answers = [row for row in rows if row.offer == offer and row.kind in ("accepted", "refused")]
    if answers:
        said = (
            say("This offer was already accepted by {name}.", name=answers[0].receiver)
            if answers[0].kind == "accepted"
            else say("This offer was already refused by {name}.", name=answers[0].receiver)
        )
        raise Trouble(said, say("Make another offer if the exhibits change hands again."))
    return offered[0]


def _check_held(
    workspace: Workspace, case: str, rows: list[CustodyRow], exhibits: tuple[str, ...], giver: str
) -> None:
    holders = _holders(rows)
    for exhibit in exhibits:
        held_by = holders.get(exhibit, [])
        if not any(_same(name, giver) for name in held_by):
            raise Trouble(
                say("{giver} does not hold {number}; it is held by {holders}.", giver=giver,
                    number=workspace.look.exhibit(case, exhibit).number,
                    holders=", ".join(held_by)),
                say("Only who holds an exhibit can hand it over."),
            )  # fmt: skip


def _check_not_offered(
    workspace: Workspace, case: str, rows: list[CustodyRow], exhibits: tuple[str, ...], giver: str
) -> None:
    answered = {row.offer for row in rows if row.kind in ("accepted", "refused")}
    chosen = set(exhibits)
    for row in rows:
        waits = row.kind == "offered" and row.offer not in answered and _same(row.giver, giver)
        for exhibit in chosen.intersection(row.exhibits) if waits else ():
            raise Trouble(
                say("{number} is already offered to {receiver}.", receiver=row.receiver,
                    number=workspace.look.exhibit(case, exhibit).number),
                say("Let that offer be accepted or refused first: {offer}", offer=row.offer),
            )  # fmt: skip


def _chosen(workspace: Workspace, case: str, exhibits: tuple[str, ...]) -> tuple[str, ...]:
    """Ids of the exhibits named, each once, in the order named; or of all originals."""
    if not exhibits:
        return tuple(row.exhibit for row in workspace.look.exhibits(case, role="original"))
    return tuple(dict.fromkeys(workspace.look.exhibit(case, e).exhibit for e in exhibits))


def _same(a: str, b: str) -> bool:
    """Whether two names are one, however they were typed."""
    return _plain(a) == _plain(b)


def _plain(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()
