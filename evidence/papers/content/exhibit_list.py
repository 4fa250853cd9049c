"""
电子数据清单: every exhibit with category, format, source, method, stated time and both digests.

The list has a digest of its own, over its lines as printed, so that anyone can compute it again:
SHA-256 and SM3 of UTF-8 lines `number SHA-256 SM3 bytes`, single spaces, each ending in LF.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator

from cryptography.hazmat.primitives.hashes import SM3, Hash

from evidence.facts import NOT_STATED
from evidence.index.rows import ExhibitRow, SessionRow
from evidence.papers.content.dossier import Dossier
from evidence.papers.content.forms import answered, joined, listed, person, size, stated_local, when
from evidence.papers.content.furnishing import (
    assembled,
    case_gaps,
    collection_gaps,
    copies_go_to,
    environment,
    signers,
    to_tick,
)
from evidence.papers.content.paper import (
    NONE,
    Block,
    Code,
    Column,
    Entry,
    Form,
    Paper,
    Prose,
    Row,
    Said,
    Section,
    Signatures,
    Table,
)
from evidence.papers.content.wordings import ORIGINS, category, file_format, named
from evidence.words import Phrase, say

COLUMNS = (
    Column(say("No."), 6, "middle"),
    Column(say("Exhibit no."), 26),
    Column(say("Name (original file name)"), 19),
    Column(say("Category"), 12, "middle"),
    Column(say("Format"), 10, "middle"),
    Column(say("Size (bytes)"), 13, "right"),
    Column(say("Formed at (as stated)"), 19),
)


def exhibit_list(dossier: Dossier) -> Paper:
    """The list of electronic data of a case."""
    return assembled(
        dossier,
        "exhibit-list",
        say("List of Electronic Data"),
        tuple(gaps(dossier)),
        (
            Section(say("1. Collection"), tuple(_collection(dossier))),
            Section(say("2. List"), (Table(COLUMNS, tuple(rows(dossier))), *_totals(dossier))),
            Section(say("3. Signatures"), _signing(dossier)),
            environment(dossier),
        ),
    )


def gaps(dossier: Dossier) -> Iterator[Phrase]:
    """What keeps the list from being final."""
    yield from case_gaps(dossier)
    yield from collection_gaps(dossier)
    if not dossier.exhibits:
        yield say("There is no exhibit in the case.")
    for exhibit in dossier.exhibits:
        if exhibit.exhibit not in dossier.copies:
            yield say("{number}: the original was not read back.", number=exhibit.number)
        if not exhibit.media_type:
            yield say("{number}: the format is not known.", number=exhibit.number)


def rows(dossier: Dossier) -> Iterator[Row]:
    """One row an exhibit, in the order of their numbers."""
    sessions = {row.session.id: row for row in dossier.sessions}
    for number, exhibit in enumerate(dossier.exhibits, 1):
        session = sessions.get(exhibit.session)
        cells = (
            str(number),
            exhibit.number,
            exhibit.source_name or NONE,
            category(exhibit.media_type, exhibit.category),
            file_format(exhibit.media_type),
            size(exhibit.size),
            formed_at(dossier, exhibit),
        )
        yield Row(cells, tuple(_below(dossier, exhibit, session)))


def formed_at(dossier: Dossier, exhibit: ExhibitRow) -> Said:
    """When it says it was formed, and what that rests on."""
    facts = dossier.facts.get(exhibit.exhibit, {})
    if time := facts.get("time_original"):
        return (stated_local(str(time)), say("(metadata of the file)"))
    modified = next(
        (s.modified for s in dossier.sources.get(exhibit.exhibit, ()) if s.modified), ""
    )
    if modified:
        return (when(modified), say("(file system of the source)"))
    return NONE


def digest_lines(dossier: Dossier) -> bytes:
    """What the list's own digest is taken over."""
    lines = []
    for exhibit in dossier.exhibits:
        copy = dossier.copies.get(exhibit.exhibit)
        sm3 = copy.sm3 if copy else "-"
        lines.append(f"{exhibit.number} {exhibit.sha256} {sm3} {exhibit.size}\n")
    return "".join(lines).encode()


def _below(dossier: Dossier, exhibit: ExhibitRow, session: SessionRow | None) -> Iterator[Entry]:
    yield Entry(say("Source"), _source(dossier, exhibit, session))
    method: Said = answered(session.session.method) if session else say("no session recorded")
    yield Entry(say("Method"), method)
    copy = dossier.copies.get(exhibit.exhibit)
    digests = (Code(exhibit.sha256), Code(copy.sm3) if copy else say("not read back"))
    yield Entry(("SHA-256", "SM3"), digests)
    if remarks := tuple(_remarks(dossier, exhibit)):
        yield Entry(say("Remarks"), remarks)


def _source(dossier: Dossier, exhibit: ExhibitRow, session: SessionRow | None) -> Said:
    lines: list[Phrase | str] = []
    if session:
        held = session.session
        device = " ".join(a.value for a in (held.device_make, held.device_model) if a.value)
        parts: list[Phrase | str] = []
        if held.provider != NOT_STATED:
            parts.append(answered(held.provider))
        if device:
            parts.append(device)
        if held.device_serial.value:
            parts.append(say("serial no. {serial}", serial=held.device_serial.value))
        if held.origin != "unstated":
            parts.append(named(ORIGINS, held.origin))
        lines.append(joined(parts) if parts else say("not stated"))
    paths = [s.path for s in dossier.sources.get(exhibit.exhibit, ()) if s.path]
    lines += paths[:1]
    return tuple(lines) or NONE


def _remarks(dossier: Dossier, exhibit: ExhibitRow) -> Iterator[Phrase | str]:
    if exhibit.caption:
        yield exhibit.caption
    if exhibit.role == "derived":
        yield say("Derived from {number}.", number=dossier.exhibit_number(exhibit.parent))
    further = dossier.sources.get(exhibit.exhibit, ())[1:]
    if further:
        paths = tuple(source.path or source.name for source in further[:5])
        yield say(
            "Seen at {count} further sources with the same bytes: {paths}",
            count=len(further), paths=paths,
        )  # fmt: skip
    copy = dossier.copies.get(exhibit.exhibit)
    if copy and not copy.intact:
        yield say("Digest does not agree with intake: {sha256}", sha256=copy.sha256)


def _collection(dossier: Dossier) -> Iterator[Block]:
    if not dossier.sessions:
        yield Prose(say("No session is recorded."))
    for row in dossier.sessions:
        session = row.session
        people = tuple(person(c.name, c.org) for c in session.collectors)
        yield Form(
            (
                Entry(say("Session began"), when(session.began)),
                Entry(say("Session ended"), when(session.ended)),
                Entry(say("Collectors"), people or answered(session.fewer_than_two)),
                Entry(say("Provider or holder"), answered(session.provider)),
                Entry(say("Consent"), answered(session.consent)),
                Entry(say("Witness"), answered(session.witness)),
                Entry(say("Video of the session"), answered(session.video)),
                Entry(say("Write protection"), answered(session.write_protected)),
                Entry(say("Original medium stays"), answered(session.original_stays)),
                Entry(say("Clock offset (s)"), answered(session.clock_offset)),
                Entry(say("Origin of the data"), named(ORIGINS, session.origin)),
            ),
            2,
        )


def _totals(dossier: Dossier) -> Iterator[Block]:
    lines = digest_lines(dossier)
    sm3 = Hash(SM3())
    sm3.update(lines)
    formats = Counter(file_format(e.media_type) for e in dossier.exhibits)
    kinds = tuple(f"{name} {count}" for name, count in sorted(formats.items()))
    yield Form(
        (
            Entry(
                say("Total"),
                say(
                    "{count} exhibits, {size} bytes",
                    count=len(dossier.exhibits), size=size(sum(e.size for e in dossier.exhibits)),
                ),
            ),
            Entry(say("By format"), listed(kinds) if kinds else NONE),
            Entry(say("Integrity"), _integrity(dossier)),
            Entry(
                (say("Digest of this list"), "SHA-256", "SM3"),
                (
                    say("over its lines “number SHA-256 SM3 bytes”, each ending in a line feed"),
                    Code(hashlib.sha256(lines).hexdigest()),
                    Code(sm3.finalize().hex()),
                ),
            ),
        )
    )  # fmt: skip


def _integrity(dossier: Dossier) -> Said:
    bad = tuple(
        e.number for e in dossier.exhibits
        if e.exhibit not in dossier.copies or not dossier.copies[e.exhibit].intact
    )  # fmt: skip
    if bad:
        return say("Not agreeing with intake or not read back: {numbers}", numbers=bad)
    return say(
        "All {count} originals were read back for this list and agree with"
        " their digests of intake.",
        count=len(dossier.exhibits),
    )


def _signing(dossier: Dossier) -> tuple[Block, ...]:
    session = dossier.sessions[-1].session if dossier.sessions else None
    return (
        *to_tick(
            say("I provided the data listed above of my own will."),
            say("I compared the list with the data; they agree."),
            say("They do not agree, because:"),
        ),
        Signatures(signers(session)),
        Prose(say("Made in three copies:"), "small"),
        copies_go_to(),
    )
