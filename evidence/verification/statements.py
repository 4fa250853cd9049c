"""
What the documents of a bag state, held against what its signed entries say.

The entries are posted into an index in memory, the documents are made from it as they were
made for handing over, and both are compared member by member. What rests on nothing that is
signed in the bag is named, file by file, as not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

from evidence.errors import Trouble
from evidence.handoff.contents import documents, items, proofs, signers
from evidence.handoff.readme import readme
from evidence.index.lookup import Lookup
from evidence.index.posting import Posting
from evidence.index.tables import Index
from evidence.ledger.entry import Entry
from evidence.ledger.kinds import KINDS
from evidence.verification.carried import carried_entry, json_of
from evidence.verification.files import Files
from evidence.verification.report import Gathering
from evidence.words import say

DATA = "data/"
LEDGERS, LEDGER = "data/ledger/", ".jsonl"
MOST_TEXT_BYTES = 64 * 1024 * 1024
_OF_ENTRIES = ("originals/", "papers/", "keys/")  # nothing lies there that no entry speaks of

# By file or folder the member that rests on entries of the desk, which never go into a bag.
_ELSEWHERE = {"observations.json": "matches_with_other_cases", "keys": "since"}


def ledgers_of(files: Files) -> dict[str, str]:
    """By signer the file of his entries."""
    names = [n for n in files.names() if n.startswith(LEDGERS) and n.endswith(LEDGER)]
    return {name.removeprefix(LEDGERS).removesuffix(LEDGER): name for name in names}


def check_statements(files: Files, case: str, gathering: Gathering) -> None:
    """Compare every document of the bag of `case` with what its entries say."""
    with closing(Index.open(None, b"", "")) as index:
        try:
            if not _post(files, case, Posting(index.writer)):
                gathering.unchecked(
                    say("What the bag's documents state: not all of its entries could be read.")
                )
                return
            look = Lookup(index)
            listed = items(look, case)
            made = {
                **documents(look, case, listed),
                **proofs(look, lambda _, signer: _entries(files, signer), case, listed),
                **signers(look, case),
            }
            number = look.case(case).number
        except Trouble as e:
            gathering.trouble(e, LEDGERS)
            return
    for name, document in made.items():
        _document(files, name, document, gathering)
    _others(files, {*made, *(item.path for item in listed)}, readme(number), gathering)


def _entries(files: Files, signer: str) -> Iterator[Entry]:
    return map(carried_entry, files.lines(ledgers_of(files)[signer]))


def _post(files: Files, case: str, posting: Posting) -> bool:
    """Post all entries; False when one cannot be read or understood or does not follow."""
    try:
        with posting.batch():
            for signer, name in ledgers_of(files).items():
                for line in files.lines(name):
                    entry = carried_entry(line)
                    header = entry.fields()
                    due = (case, signer, posting.posted(case, signer).seq + 1)
                    if (header.scope, header.signer, header.seq) != due or header.kind not in KINDS:
                        return False
                    posting.post(entry, 0)
    except Trouble:
        return False
    return True


def _document(files: Files, name: str, made: bytes, gathering: Gathering) -> None:
    where = DATA + name
    try:
        stated = files.text(where, MOST_TEXT_BYTES)
        if name.endswith(".json"):
            said, due = (_comparable(name, text, gathering) for text in (stated, made))
            differing = next(_differing(said, due, where), "")
        else:
            differing = "" if stated == made else where
    except Trouble as e:
        gathering.trouble(e, where)
        return
    if differing:
        gathering.fault(say("What this file states is not what the signed entries say."), differing)


def _comparable(name: str, untrusted: bytes, gathering: Gathering) -> Any:
    """A document without the member that rests on what is not in the bag, which is told."""
    document = json_of(untrusted)
    folder, _, _ = name.rpartition("/")
    member = _ELSEWHERE.get(folder or name)
    if member and isinstance(document, dict) and document.pop(member, None):
        gathering.unchecked(
            say("What {name} says of {member}: no entry in the bag says it.",
                name=f"{DATA}{name}", member=member)
        )  # fmt: skip
    return document


def _differing(stated: Any, made: Any, where: str) -> Iterator[str]:
    """Where two documents differ, as the path of each member or place in a list."""
    if isinstance(stated, dict) and isinstance(made, dict):
        for name in sorted(stated.keys() | made.keys()):
            if name in stated and name in made:
                yield from _differing(stated[name], made[name], f"{where}#{name}")
            else:
                yield f"{where}#{name}"
    elif isinstance(stated, list) and isinstance(made, list) and len(stated) == len(made):
        for i, (one, other) in enumerate(zip(stated, made, strict=True), 1):
            yield from _differing(one, other, f"{where}#{i}")
    elif type(stated) is not type(made) or stated != made:
        yield where


def _others(files: Files, known: set[str], page: bytes, gathering: Gathering) -> None:
    """The files that no entry speaks of: what is none of ours, and what anybody could write."""
    for name in files.names():
        inside = name.removeprefix(DATA)
        if not name.startswith(DATA) or inside in known or name.startswith(LEDGERS):
            continue
        if inside.startswith(_OF_ENTRIES):
            gathering.fault(say("No entry speaks of this file."), name)
        elif inside == "README.txt" and _is(files, name, page):
            continue
        elif inside != "SHA256SUMS":
            gathering.unchecked(say("What {name} says: no entry speaks of it.", name=name))
    gathering.unchecked(say("What {name} says: no entry speaks of it.", name="bag-info.txt"))


def _is(files: Files, name: str, data: bytes) -> bool:
    try:
        return files.text(name, MOST_TEXT_BYTES) == data
    except Trouble:
        return False
