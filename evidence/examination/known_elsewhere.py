"""
M09: is the file or the picture in a fingerprint pack of another office?

What is recorded in the case is what a pack tells: class, nearness and whose office to ask, with
the ticket by which that office finds the picture. Which packs were searched stands in every
answer, so that a paper can say how far a search went.
"""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context, Elsewhere
from evidence.examination.memory import Memory
from evidence.examination.packs import MOST_HITS, PackSearch
from evidence.examination.remembered import key_of
from evidence.index.rows import ExhibitRow
from evidence.likeness.packs import Hit
from evidence.observation import (
    ELSEWHERE,
    FIRST_RULE_OUT,
    MethodCard,
    Observation,
    Result,
    Strength,
)
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark
from evidence.workspace import Workspace

CARD = MethodCard(
    check=ELSEWHERE,
    version=1,
    title=mark("Known to another office"),
    does=mark(
        "Compares the digest of the file and the whole picture (pHash, eight ways of turning and"
        " mirroring) with fingerprint packs of other offices whose key a person confirmed, that"
        " have not expired and are not revoked."
    ),
    misleads=mark(
        "A pack holds 64 bits a picture: cut and overlaid copies are mostly not found, and among"
        " millions of pictures some distinct ones agree. Only the other office can look."
    ),
    literature=("Zauner 2010 (pHash)", "evidence/likeness/packs.md"),
)


def looked_up(
    search: PackSearch, workspace: Workspace, memory: Memory, row: ExhibitRow
) -> Elsewhere | None:
    """
    What the packs say of an exhibit; None where there is no pack. An earlier hit in a pack that
    has expired since still stands; one in a pack that was revoked does not.
    """
    if not search.known:
        return None
    picture = memory.picture(key_of(row.case, row.exhibit))
    hits = search.search(row.sha256, picture.fingerprint if picture else None)
    packs = tuple(sorted(pack.manifest.id for pack in search.searched()))
    earlier = _earlier(workspace, row)
    hits += [hit for hit in earlier if hit.pack not in packs and search.stands(hit.pack)]
    return Elsewhere(packs, tuple(hits[:MOST_HITS]))


def _earlier(workspace: Workspace, row: ExhibitRow) -> list[Hit]:
    return [
        Hit(*each)
        for told in workspace.look.observations(row.case, row.exhibit)
        if told.observation.check == CARD.check
        for each in told.observation.values.get("hits", ())
    ]


def _uses(context: Context) -> Json:
    if context.elsewhere is None:
        return None
    return [list(context.elsewhere.packs), _told(context.elsewhere.hits)]


def _look(_reading: Reading, context: Context) -> Observation:
    known = context.elsewhere
    if known is None or not (known.packs or known.hits):
        return does_not_apply(CARD, mark("No fingerprint pack of another office was searched."))
    values = {"packs": list(known.packs)}
    if not known.hits:
        what = mark("Nothing of the kind was found in the fingerprint packs of other offices.")
        return seen(CARD, "consistent", what=what, values=values)
    result, strength, what, innocent = _weighed(known.hits)
    return seen(
        CARD,
        result,
        strength,
        what=what,
        values=values
        | {
            "hits": _told(known.hits),
            "contacts": list(dict.fromkeys(hit.contact for hit in known.hits)),
            "tickets": [f"{hit.pack}/{hit.ticket}" for hit in known.hits],
        },
        why=mark("Only that office can say which picture it is, and what of it may be told."),
        innocent=innocent,
        next=(mark("Ask {contacts}, naming pack and ticket: {tickets}."),),
    )


def _weighed(hits: tuple[Hit, ...]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    chance = mark("Among ten million pictures, distinct ones that look as alike are common.")
    if any(hit.match_class == "same_file" for hit in hits):
        what = mark("Another office knows the same file, byte for byte.")
        return "conflict", "fact", what, (FIRST_RULE_OUT,)
    if any(hit.band != "near" for hit in hits):
        what = mark("Another office knows a picture that is nearly the same as a whole.")
        return "attention", "indicator", what, (FIRST_RULE_OUT, chance)
    what = mark("Another office knows a picture that looks somewhat like this one.")
    return "note", "weak", what, (chance, FIRST_RULE_OUT)


def _told(hits: tuple[Hit, ...]) -> list[Json]:
    return [[hit.match_class, hit.band, hit.pack, hit.ticket, hit.contact] for hit in hits]


CHECK = Check(card=CARD, look=_look, uses=_uses, needs_reading=False)
