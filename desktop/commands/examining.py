"""examine · inspect · alike: ask files what they say of themselves, and whether they are known."""

from __future__ import annotations

import argparse
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop.commands.command import Command, Parser
from desktop.commands.opening import opened, workspace_arguments
from desktop.commands.output import Output
from evidence.errors import Trouble, Unreadable, reason
from evidence.papers.content.wordings import FACTS, MATCH_CLASSES, RESULTS, named
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.examination.alike import Alike
    from evidence.likeness.packs import Hit
    from evidence.observation import Observation
    from evidence.reading.host import Readers

MOST_INSPECTED_BYTES = 512 * 1024 * 1024


def _examine_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("case", nargs="?", default="", help=mark("only this case"), metavar="CASE")


def _examine(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination import run
    from evidence.progress import Progress
    from evidence.reading.host import Readers

    with opened(args, out) as workspace, Readers() as readers:
        case = workspace.look.case(args.case).case if args.case else None
        summary = run.run(workspace, case, readers, Progress())
    out.document(
        {
            "examined": summary.examined,
            "observations": summary.observations,
            "matches": summary.matches,
        },
        [
            say(
                "Examined: {examined}, new observations: {observations}, matches: {matches}",
                examined=summary.examined,
                observations=summary.observations,
                matches=summary.matches,
            )
        ],
    )
    return 0


def _inspect_arguments(parser: Parser) -> None:
    parser.argument("file", nargs="+", help=mark("a file; no workspace is needed"), metavar="FILE")


def _inspect(args: argparse.Namespace, out: Output) -> int:
    from evidence.reading.host import Readers

    code = 0
    with Readers(workers=1) as readers:
        for name in args.file:
            try:
                answer, lines = _inspected(Path(name), readers, out)
            except Trouble as trouble:
                code = 2
                if out.as_json:
                    out.line({"source": name, "problem": out.said(trouble.what)}, "")
                out.trouble(trouble)
                continue
            if out.as_json:
                out.line(answer, "")
            else:
                out.document(None, lines)
    return code


def _inspected(
    path: Path, readers: Readers, out: Output
) -> tuple[dict[str, Any], list[Phrase | str]]:
    from evidence.examination.context import Context
    from evidence.examination.run import examine_file
    from evidence.reading.media_type import HEAD_BYTES, media_type
    from evidence.values import sha256

    untrusted = read_whole(path)
    kind = media_type(untrusted[:HEAD_BYTES])
    reading = readers.read(untrusted, kind)
    context = Context(source_name=path.name, media_type=kind)
    observations = examine_file(reading, context)
    facts = getattr(reading, "facts", {})
    answer = {
        "source": str(path),
        "sha256": sha256(untrusted),
        "size": len(untrusted),
        "media_type": kind,
        "facts": facts,
        "observations": [told(seen, out) for seen in observations],
    }
    lines: list[Phrase | str] = [
        say("{source}  {kind}  {size} bytes", source=str(path), kind=kind, size=len(untrusted)),
        f"SHA-256 {answer['sha256']}",
        *(
            say("  {name}: {value}", name=named(FACTS, name), value=str(value))
            for name, value in facts.items()
        ),
        *(line for seen in observations for line in _lines(seen)),
    ]
    return answer, lines


def told(seen: Observation, out: Output) -> dict[str, Any]:
    """An observation with its sentences said."""

    def sentence(text: str) -> str:
        return out.said(Phrase(text, seen.values))

    return {
        "check": seen.check,
        "version": seen.version,
        "result": seen.result,
        "strength": seen.strength,
        "what": sentence(seen.what),
        "values": seen.values,
        "why": sentence(seen.why),
        "innocent": [sentence(text) for text in seen.innocent],
        "next": [sentence(text) for text in seen.next],
    }


def _lines(seen: Observation) -> list[Phrase | str]:
    if seen.result in {"not_applicable", "consistent"}:
        return []
    head = say(
        "  [{check} · {result}] {what}",
        check=seen.check,
        result=named(RESULTS, seen.result),
        what=Phrase(seen.what, seen.values),
    )
    innocent = [
        say("      may well be: {text}", text=Phrase(text, seen.values)) for text in seen.innocent
    ]
    steps = [say("      next: {text}", text=Phrase(text, seen.values)) for text in seen.next]
    return [head, *innocent, *steps]


def read_whole(path: Path) -> bytes:
    """The bytes of one regular file, bounded; raises `Unreadable`."""
    try:
        opened_file = os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | _NO_WAITING)
        with os.fdopen(opened_file, "rb") as file:
            seen = os.fstat(file.fileno())
            if not stat.S_ISREG(seen.st_mode):
                raise Unreadable(say("{name} is not a file.", name=path.name))
            if seen.st_size > MOST_INSPECTED_BYTES:
                raise Unreadable(
                    say("{name} is too large to be inspected by itself.", name=path.name),
                    say("Take it into a case; it is kept and hashed whatever its size."),
                )
            return file.read(MOST_INSPECTED_BYTES)
    except OSError as e:
        raise Unreadable(
            say("{name} cannot be read: {reason}", name=path.name, reason=reason(e)),
            say("See whether the medium is still there and may be read."),
        ) from e


_NO_WAITING = getattr(os, "O_NONBLOCK", 0)


def _alike_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("file", nargs="+", help=mark("a picture not taken in"), metavar="FILE")
    parser.argument(
        "--region",
        default="",
        help=mark("search only this part of the picture: left,top,width,height in thousandths"),
        metavar="L,T,W,H",
    )
    parser.argument(
        "--within",
        action="store_true",
        help=mark("search also the case of a file that was taken in"),
    )


def _region(text: str) -> tuple[int, int, int, int]:
    """A part of a picture as typed; all of it where nothing was."""
    try:
        left, top, width, height = (int(part) for part in (text or "0,0,1000,1000").split(","))
        inside = min(left, top) >= 0 and max(left + width, top + height) <= 1000
        if inside and min(width, height) >= 1:
            return left, top, width, height
    except ValueError:
        pass
    raise Trouble(
        say("{text} is not a part of a picture.", text=text),
        say("Give left,top,width,height in thousandths of its sides, such as 250,250,500,500."),
    )


def _alike(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.alike import alike
    from evidence.examination.packs import PackSearch
    from evidence.examination.packs_asked import AskedOfPacks
    from evidence.reading.host import Readers

    region = _region(args.region)
    with opened(args, out) as workspace, Readers() as readers:
        queries = _Queries(args.file, out)
        packs = PackSearch.of(workspace)
        elsewhere = AskedOfPacks(packs, readers, region)
        asked = elsewhere.passing(queries)
        for name, matches in alike(workspace, asked, readers, region=region, within=args.within):
            hits = elsewhere.hits.pop(name)
            out.line(
                {
                    "query": name,
                    "matches": [_match(found) for found in matches],
                    "packs": [_hit(hit) for hit in hits],
                    "packs_searched": len(packs.searched()),
                },
                say("{query}: {count} matches", query=name, count=len(matches)),
            )
            for line in [*map(_said, matches), *map(_said_elsewhere, hits)]:
                if not out.as_json:
                    out.line(None, line)
    return 2 if queries.refused else 0


def _said_elsewhere(hit: Hit) -> Phrase:
    return say(
        "  another office  {kind} ({band})  ask: {contact}, naming {ticket}",
        kind=named(MATCH_CLASSES, hit.match_class), band=named(BANDS, hit.band),
        contact=hit.contact, ticket=f"{hit.pack}/{hit.ticket}",
    )  # fmt: skip


def _hit(hit: Hit) -> dict[str, Any]:
    return {
        "class": hit.match_class,
        "nearness": hit.band,
        "contact": hit.contact,
        "pack": hit.pack,
        "ticket": hit.ticket,
    }


BANDS = {
    "exact": mark("the same in all 64 bits"),
    "very_near": mark("very near"),
    "near": mark("near"),
}


def _said(found: Alike) -> Phrase:
    what = {
        "number": found.number,
        "name": found.source_name,
        "kind": named(MATCH_CLASSES, found.match_class),
    }
    if not found.chance:
        return say("  {number}  {name}  {kind}", **what)
    return say("  {number}  {name}  {kind}  by chance: {chance}", **what, chance=found.chance)


class _Queries:
    """The files asked for, read one at a time; one that cannot be read is told and passed over."""

    def __init__(self, names: list[str], out: Output) -> None:
        self.refused = 0
        self._names = names
        self._out = out

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for name in self._names:
            try:
                yield name, read_whole(Path(name))
            except Trouble as trouble:
                self.refused += 1
                if self._out.as_json:
                    reason = self._out.said(trouble.what)
                    self._out.line({"query": name, "matches": [], "problem": reason}, "")
                self._out.trouble(trouble)


def _match(found: Alike) -> dict[str, Any]:
    return {
        "case": found.case,
        "exhibit": found.exhibit,
        "source_name": found.source_name,
        "class": found.match_class,
        "chance": found.chance,
        "inliers": found.inliers,
        "box": found.box,
    }


COMMANDS = (
    Command(("examine",), mark("examine what is not yet examined"), _examine_arguments, _examine),
    Command(("inspect",), mark("what files say of themselves"), _inspect_arguments, _inspect),
    Command(("alike",), mark("search the workspace for pictures like these"), _alike_arguments,
            _alike),
)  # fmt: skip
