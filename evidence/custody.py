"""
Who holds what: an exhibit is held by who took it in, until a receiver accepts it.

An offer changes nothing until it is accepted; accepting hands over every exhibit of the
offer together. One can only offer what one holds, and one thing to one receiver at a time;
an offer is answered once. Whoever takes the same bytes in again holds them too (a second
copy, or one taken again after it was handed over). Holders are people by name and
organisation: a receiver outside need not use this program. When somebody else records that
he accepted, a paper with his signature is named.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

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
    giver = _signer(workspace)
    _check_held(workspace, case, chosen, giver)
    _check_not_offered(workspace, case, rows, chosen, giver)
    made = new_id()
    workspace.record(
        case,
        CustodyOffered(
            offer=made, exhibits=chosen, receiver=receiver.strip(),
            receiver_org=receiver_org.strip() or _org_of(workspace, receiver),
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
    """
    The receiver accepts and from now on holds the exhibits; `checked` says what was checked.

    Recorded by anybody but the receiver himself, `document` names the paper that he signed.
    """
    offered = _open(line(workspace, case), offer)
    to = _Holder(offered.receiver, str(offered.values["receiver_org"]))
    giver = _people(workspace)[offered.by]
    if to.is_one_with(giver) or not _same(receiver, offered.receiver):
        raise Trouble(
            say("This was offered to {name}, who alone can accept it.", name=offered.receiver),
            say("Refuse this offer and make another."),
        )
    if not checked.strip():
        raise Trouble(say("Accepting says what the receiver checked."))
    if not document.strip() and not to.is_one_with(_signer(workspace)):
        raise Trouble(
            say("{name} is not the one who records this, so the paper that {name} signed is named.",
                name=offered.receiver),
            say("Give the number of the signed paper, or let {name} open the workspace and accept.",
                name=offered.receiver),
        )  # fmt: skip
    _check_held(workspace, case, offered.exhibits, giver)
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
    names = {person.person: person.name for person in workspace.look.people()}
    return [_by_name(row, names) for row in workspace.look.custody(case, exhibit or None)]


def open_offers(rows: Iterable[CustodyRow]) -> list[CustodyRow]:
    """The offers among what happened that nobody has answered, oldest first."""
    rows = list(rows)
    answered = {row.offer for row in rows if row.kind in ("accepted", "refused")}
    return [row for row in rows if row.kind == "offered" and row.offer not in answered]


def holders_of(workspace: Workspace, case: str, exhibit: str) -> tuple[str, ...]:
    """Who holds an exhibit now, by name, in the order they came to hold it."""
    return tuple(holder.name for holder in _holders(workspace, case).get(exhibit, ()))


@dataclass(frozen=True, slots=True)
class Holding:
    """What one person or organisation holds now: exhibits by id."""

    name: str
    org: str
    exhibits: tuple[str, ...]


def holdings(workspace: Workspace, case: str) -> list[Holding]:
    """Who holds what in a case now, in the order they came to hold it."""
    held: dict[_Holder, list[str]] = {}
    for exhibit, holders in _holders(workspace, case).items():
        for holder in holders:
            held.setdefault(holder, []).append(exhibit)
    return [Holding(holder.name, holder.org, tuple(ids)) for holder, ids in held.items()]


@dataclass(frozen=True, slots=True)
class _Holder:
    """
    Somebody who can hold things: two of one name in two organisations are two. Where an
    organisation was not stated, the name alone tells.
    """

    name: str
    org: str

    def is_one_with(self, other: _Holder) -> bool:
        if self == other:
            return True
        stated = self.org.strip() and other.org.strip()
        return _same(self.name, other.name) and (not stated or _same(self.org, other.org))


def _holders(workspace: Workspace, case: str) -> dict[str, list[_Holder]]:
    """By exhibit, who holds it now."""
    rows = workspace.look.custody(case)
    people = _people(workspace)
    offered = {
        row.offer: _Holder(row.receiver, str(row.values["receiver_org"]))
        for row in rows
        if row.kind == "offered"
    }
    holders: dict[str, list[_Holder]] = {}
    for row in rows:
        if row.kind not in ("taken_in", "accepted"):
            continue
        comes = people.get(row.receiver) if row.kind == "taken_in" else offered.get(row.offer)
        comes = comes or _Holder(row.receiver, "")
        gone = people.get(row.giver, comes) if row.kind == "accepted" else comes
        for exhibit in row.exhibits:
            left = [held for held in holders.get(exhibit, ()) if not held.is_one_with(gone)]
            holders[exhibit] = [*left, comes]
    return holders


def _by_name(row: CustodyRow, names: Mapping[str, str]) -> CustodyRow:
    # Made whole, for `replace` takes twice as long and a case may have 20,000.
    return CustodyRow(
        row.case, row.kind, row.offer, row.exhibits, names.get(row.giver, row.giver),
        names.get(row.receiver, row.receiver), row.values, row.at, row.by, row.link,
    )  # fmt: skip


def _people(workspace: Workspace) -> dict[str, _Holder]:
    """Who is enrolled here, by id."""
    return {row.person: _Holder(row.name, row.org) for row in workspace.look.people()}


def _signer(workspace: Workspace) -> _Holder:
    return _Holder(workspace.person.name, workspace.person.org)


def _org_of(workspace: Workspace, name: str) -> str:
    """The organisation of the one person enrolled by that name; "" when there is not just one."""
    found = {who for who in _people(workspace).values() if _same(who.name, name)}
    return found.pop().org if len(found) == 1 else ""


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


def _check_held(workspace: Workspace, case: str, exhibits: tuple[str, ...], giver: _Holder) -> None:
    holders = _holders(workspace, case)
    for exhibit in exhibits:
        held_by = holders.get(exhibit, [])
        if not any(held.is_one_with(giver) for held in held_by):
            raise Trouble(
                say("{giver} does not hold {number}; it is held by {holders}.", giver=giver.name,
                    number=workspace.look.exhibit(case, exhibit).number,
                    holders=", ".join(f"{held.name} {held.org}".strip() for held in held_by)),
                say("Only who holds an exhibit can hand it over."),
            )  # fmt: skip


def _check_not_offered(
    workspace: Workspace,
    case: str,
    rows: list[CustodyRow],
    exhibits: tuple[str, ...],
    giver: _Holder,
) -> None:
    chosen, people = set(exhibits), _people(workspace)
    for row in open_offers(rows):
        theirs = people[row.by].is_one_with(giver)
        for exhibit in chosen.intersection(row.exhibits) if theirs else ():
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
