"""
What goes into a bag: the case's own scope and nothing else.

No other case is named in it: a match across cases is told only as "a picture of another
case", with its class and how it was found. Everything is plain JSON or CSV that a stranger
can read with no program of ours. README.md beside this file describes each file.
"""

from __future__ import annotations

import csv
import io
import json
import mimetypes
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from evidence.index.lookup import Lookup
from evidence.index.rows import ExhibitRow, MatchRow, VerdictRow
from evidence.ledger.carried import carried
from evidence.ledger.entry import Entry
from evidence.observation import pair_finding_id
from evidence.values import plain

EXTENSIONS = {
    "image/jpeg": "jpg", "image/png": "png", "image/heic": "heic", "image/webp": "webp",
    "image/tiff": "tif", "image/gif": "gif", "image/bmp": "bmp", "image/avif": "avif",
    "application/pdf": "pdf", "application/zip": "zip", "video/mp4": "mp4",
    "video/quicktime": "mov", "audio/mp4": "m4a", "audio/amr": "amr", "text/plain": "txt",
}  # fmt: skip
# All entries of one ledger, asked by scope and signer.
Entries = Callable[[str, str], Iterable[Entry]]

FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")


@dataclass(frozen=True, slots=True)
class Item:
    """An exhibit and the plain name its original has in the bag, below data/."""

    row: ExhibitRow
    path: str


def items(look: Lookup, case: str) -> list[Item]:
    """Every exhibit in the order of taking in, with a generated ASCII name; papers come last."""
    rows = look.exhibits(case)
    originals = [row for row in rows if row.role != "paper"]
    papers = [row for row in rows if row.role == "paper"]
    return [
        *(Item(row, f"originals/E{i:04d}.{_extension(row)}") for i, row in enumerate(originals, 1)),
        *(Item(row, f"papers/P{i:03d}.{_extension(row)}") for i, row in enumerate(papers, 1)),
    ]


def documents(look: Lookup, case: str, listed: Iterable[Item]) -> dict[str, bytes]:
    """The JSON and CSV files of a bag, by path below data/."""
    listed = list(listed)
    exhibits = [_exhibit(look, case, item) for item in listed]
    return {
        "case.json": _json(_case(look, case)),
        "exhibits.json": _json(exhibits),
        "exhibits.csv": _csv(exhibits),
        "observations.json": _json(_observations(look, case)),
        "custody.json": _json([plain(row) for row in look.custody(case)]),
        "papers.json": _json([plain(row) for row in look.papers(case)]),
    }


def signers(look: Lookup, case: str) -> dict[str, bytes]:
    """Whose public keys sign the case's ledgers: one file a signer."""
    signing = {head.signer for head in look.heads() if head.scope == case}
    return {
        f"keys/{person.signer}.json": _json(
            {
                "public_key_ed25519": person.signer,
                "person": person.name,
                "organisation": person.org,
                "mark": person.mark,
                "since": person.since,
            }
        )
        for person in look.people()
        if person.signer in signing
    }


def proofs(look: Lookup, entries: Entries, case: str, listed: Iterable[Item]) -> dict[str, bytes]:
    """Beside each paper the signed entry that names its digest, as when it was issued."""
    papers = {row.link: row.exhibit for row in look.papers(case)}
    signing = {head.signer for head in look.heads() if papers and head.scope == case}
    issued = {
        papers[entry.link]: carried(entry)
        for signer in signing
        for entry in entries(case, signer)
        if entry.link in papers
    }
    return {
        f"{item.path}.proof.json": issued[item.row.exhibit]
        for item in listed
        if item.row.exhibit in issued
    }


def _case(look: Lookup, case: str) -> dict[str, Any]:
    row = look.case(case)
    return {
        "case": row.case,
        "number": row.number,
        "line": row.line,
        "title": row.title,
        "opened_at": row.opened_at,
        "facts": plain(row.facts),
        "sessions": [plain(session) for session in look.sessions(case)],
        "notes": [plain(note) for note in look.notes(case)],
        "heads": {h.signer: [h.seq, h.link] for h in look.heads() if h.scope == case},
    }


def _exhibit(look: Lookup, case: str, item: Item) -> dict[str, Any]:
    row = item.row
    return {
        "path": item.path,
        "number": row.number,
        "exhibit": row.exhibit,
        "role": row.role,
        "parent": row.parent,
        "sha256": row.sha256,
        "size": row.size,
        "media_type": row.media_type,
        "taken_in_at": row.taken_in_at,
        "taken_in_by": look.name_of(row.taken_in_by),
        "caption": row.caption,
        "sources": [
            {
                "name": source.name,
                "name_bytes_base64": source.name_bytes,
                "path": source.path,
                "modified": source.modified,
                "session": source.session,
                "seen_at": source.at,
            }
            for source in look.sources(case, row.exhibit)
        ],
    }


def _observations(look: Lookup, case: str) -> dict[str, Any]:
    """
    Raw results with what is needed to run each again; the sentences are English ids. The reason
    of a verdict on a match lies in the desk and stays there: it may name the other case.
    """
    own = {entry.link for entry in look.entries(case)}
    verdicts = {row.finding: row for row in look.verdicts(case)}
    return {
        "how_to_repeat": (
            "Each observation names its check and version; the program of that version asked of "
            "the same original (by SHA-256) with the same case facts gives the same values: "
            "lianzheng inspect FILE --json. A match is repeated with lianzheng alike."
        ),
        "observations": [
            {
                "exhibit": row.exhibit,
                "at": row.at,
                "context_sha256": row.context,
                "entry": row.link,
                **plain(row.observation),
            }
            for row in look.observations(case)
        ],
        "readings": {row.exhibit: look.facts_of(case, row.exhibit) for row in look.exhibits(case)},
        "matches_with_other_cases": [
            {
                "exhibit": match.exhibit,
                "class": match.match_class,
                "engine": match.engine,
                "values": match.values,
                "other": "a picture of another case; ask the firm that hands this over",
                "verdict": _verdict_on(match, verdicts),
            }
            for match in look.matches(case)
        ],
        "verdicts": [plain(row) for row in verdicts.values() if row.link in own],
    }


def _verdict_on(match: MatchRow, verdicts: dict[str, VerdictRow]) -> str:
    given = verdicts.get(pair_finding_id(match.pair))
    return given.verdict if given else "open"


def _csv(exhibits: list[dict[str, Any]]) -> bytes:
    """UTF-8 with the mark that spreadsheet programs need; no cell can act as a formula."""
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    columns = ("number", "path", "sha256", "size", "media_type", "role", "taken_in_at")
    table.writerow([*columns, "source_name"])
    for exhibit in exhibits:
        name = exhibit["sources"][0]["name"] if exhibit["sources"] else ""
        table.writerow([_cell(exhibit[column]) for column in columns] + [_cell(name)])
    return text.getvalue().encode("utf-8-sig", "backslashreplace")


def _cell(value: object) -> str:
    text = str(value).replace("\0", "\\0")
    return "'" + text if text.lstrip(" \ufeff").startswith(FORMULA) else text


def _json(value: object) -> bytes:
    return (
        json.dumps(value, ensure_ascii=False, indent=1).encode("utf-8", "backslashreplace") + b"\n"
    )


def _extension(row: ExhibitRow) -> str:
    if row.media_type in EXTENSIONS:
        return EXTENSIONS[row.media_type]
    guessed = mimetypes.guess_extension(row.media_type, strict=True) or ".bin"
    return guessed.removeprefix(".")
