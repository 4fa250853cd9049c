"""intake: a session at a source; files, folders and zip archives become exhibits of a case."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.commands.command import Command, Parser, Usage
from desktop.commands.opening import case_arguments, opened
from desktop.commands.output import Output
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.facts import Session
    from evidence.intake.recording import Line

ANSWERS = {
    "purpose": mark("purpose of the collection"),
    "place": mark("where"),
    "fewer_than_two": mark("why fewer than two people collect"),
    "provider": mark("who provides the files"),
    "provider_relation": mark("the provider's relation to the case"),
    "provider_contact": mark("how to reach the provider"),
    "consent": mark("the provider's consent"),
    "witness": mark("witness"),
    "witness_relation": mark("the witness's relation to the case"),
    "video": mark("video of the collection: file number"),
    "device_make": mark("make of the source device"),
    "device_model": mark("model of the source device"),
    "device_serial": mark("serial number of the source device"),
    "device_state": mark("state of the source device: on, off, network"),
    "clock_offset": mark("device clock minus true time, in seconds, as measured"),
    "medium": mark("medium the files come on"),
    "medium_serial": mark("serial number of the medium"),
    "write_protected": mark("was the medium write-protected: yes or no"),
    "original_stays": mark("where the original medium stays"),
    "not_sealed_because": mark("why the original medium was not sealed"),
    "method": mark("how it was connected and copied"),
    "anomalies": mark("anything unusual"),
}
STATUS = {"taken": mark("taken in"), "known": mark("already known"), "refused": mark("refused")}


def _arguments(parser: Parser) -> None:
    from evidence.facts import ORIGINS

    case_arguments(parser)
    parser.argument("path", nargs="+", metavar="PATH", help=mark("files, folders, zip archives"))
    parser.argument("--session", metavar="FILE", help=mark("JSON file with the session's answers"))
    parser.argument(
        "--collector", action="append", default=[], metavar="NAME[:ORG]",
        help=mark("who collects; two are needed, or --fewer-than-two"),
    )  # fmt: skip
    parser.argument("--origin", choices=ORIGINS, help=mark("how the files came about"))
    for name, text in ANSWERS.items():
        parser.argument("--" + name.replace("_", "-"), metavar="TEXT", help=text)


def _intake(args: argparse.Namespace, out: Output) -> int:
    from evidence.intake.converted import ask_for_originals, converted
    from evidence.intake.session import end_session, open_session
    from evidence.intake.take_in import take_in
    from evidence.progress import Progress
    from evidence.reading.host import Readers

    counts = {"taken": 0, "known": 0, "refused": 0}
    lines: list[Line] = []
    with opened(args, out) as workspace, Readers() as readers:
        case = workspace.look.case(args.case).case
        session = open_session(workspace, case, _session(args), readers.held)
        paths = [Path(path) for path in args.path]
        try:
            for line in take_in(workspace, case, paths, session, Progress(), readers):
                counts[line.status] += 1
                _tell(line, out)
                lines.append(line)
        finally:
            end_session(workspace, case, session)
        changed = len(converted(workspace.scratch, lines))
        for hint in ask_for_originals(changed) if changed else ():
            out.tell(hint)
    if not out.as_json:
        out.tell(say("Taken in: {taken}, known: {known}, refused: {refused}", **counts))
    return 0


def _tell(line: Line, out: Output) -> None:
    reason = "" if line.reason is None else out.said(line.reason)
    out.line(
        {
            "source": line.source,
            "status": line.status,
            "exhibit": line.exhibit or None,
            "sha256": line.sha256 or None,
            "size": line.size,
            "media_type": line.media_type or None,
            "reason": reason or None,
        },
        _shown(line, reason),
    )


def _shown(line: Line, reason: str) -> Phrase:
    status = Phrase(STATUS[line.status])
    if reason:
        return say("{status}  {source}  {reason}", status=status, source=line.source, reason=reason)
    return say(
        "{status}  {source}  {size} bytes  SHA-256 {sha256}",
        status=status,
        source=line.source,
        size=line.size,
        sha256=line.sha256,
    )


def _session(args: argparse.Namespace) -> Session:
    """What the session file says, then what the options say; the rest stays not stated."""
    from evidence.facts import Answer, Collector, Session
    from evidence.intake.session import read_session
    from evidence.values import new_id, now, plain, typed

    session = Session(id=new_id(), began=now())
    if args.session:
        session = read_session(_bytes_of(Path(args.session)), session)
    stated = {name: getattr(args, name) for name in ANSWERS}
    answers = {name: plain(Answer(value=text)) for name, text in stated.items() if text}
    session = typed(Session, {**plain(session), **answers})
    if args.origin:
        session = replace(session, origin=args.origin)
    if args.collector:
        pairs = [text.partition(":") for text in args.collector]
        session = replace(
            session,
            collectors=tuple(
                Collector(name=name, org=org, role="lead" if i == 0 else "second")
                for i, (name, _, org) in enumerate(pairs)
            ),
        )
    return session


def _bytes_of(path: Path) -> bytes:
    from evidence.intake.session import MOST_SESSION_BYTES

    try:
        with path.open("rb") as file:
            return file.read(MOST_SESSION_BYTES)
    except OSError as e:
        raise Usage(
            say("The session file {name} cannot be read.", name=path.name),
            say("Give an existing file, or state the session by options."),
        ) from e


COMMANDS = (
    Command(("intake",), mark("take files into a case"), _arguments, _intake),
)  # fmt: skip
