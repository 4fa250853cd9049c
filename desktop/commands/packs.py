"""pack make · trust · add · list · revoke · find: what offices know of each other's pictures."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from desktop.commands.command import Command, Parser
from desktop.commands.opening import opened, workspace_arguments
from desktop.commands.output import Output
from evidence.errors import Trouble, Unreadable, reason
from evidence.likeness.pack_terms import Audience
from evidence.words import Phrase, mark, say

if TYPE_CHECKING:
    from evidence.examination.packs import Kept
    from evidence.likeness.pack_terms import Manifest

USUAL_DAYS = 90


def _make_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    _out_argument(parser)
    parser.argument("--contact", required=True, help=mark("role and office to ask, nobody's name"))
    parser.argument("--basis", required=True, help=mark("why fingerprints may leave, in one line"))
    parser.argument(
        "--case", action="append", default=[], metavar="CASE",
        help=mark("only pictures of this case; may be given several times"),
    )  # fmt: skip
    parser.argument("--days", type=int, default=USUAL_DAYS, help=mark("days until it expires"))
    parser.argument("--audience", choices=get_args(Audience), default="own_firm",
                    help=mark("for whom it is"))  # fmt: skip
    keys = parser.add_mutually_exclusive_group()
    for flag, text in (
        ("--key", mark("key file of those who are to open it")),
        ("--new-key", mark("write a new key file here, to be handed over by another way")),
    ):
        keys.add_argument(flag, metavar="FILE", help=parser.words.text(text))


def _make(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.pack_making import days_from_now, key_file, make_pack
    from evidence.likeness.pack_terms import Terms
    from evidence.reading.host import Readers
    from evidence.sealing import random_key

    terms = Terms(
        contact=args.contact,
        basis=args.basis,
        expires_at=days_from_now(max(0, min(args.days, 10_000))),
        audience=args.audience,
    )
    _check_free(args.out, args.new_key)
    with opened(args, out) as workspace, Readers() as readers:
        cases = [workspace.look.case(case).case for case in args.case]
        key = random_key() if args.new_key else _given_key(args.key)
        if args.new_key and key is not None:
            _write(args.new_key, key_file(key))
        made = make_pack(workspace, readers, terms, cases=cases, key=key)
    if args.new_key:
        out.tell(
            say("Whoever has {file} can open the packs sealed with it. Hand it over by another way"
                " than the packs, and keep it.", file=args.new_key)
        )  # fmt: skip
    _write(args.out, made.file)
    out.document(
        {**_told(made.manifest), "path": args.out, "by_file_alone": made.files_only},
        [
            say("Written: {path}, {files} pictures, {alone} of them by their file alone",
                path=args.out, files=made.manifest.files, alone=made.files_only),
            *_lines(made.manifest),
        ],
    )  # fmt: skip
    return 0


def _trust_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("issuer", metavar="ISSUER",
                    help=mark("the issuer's key, as that office read it out"))  # fmt: skip
    parser.argument("--office", default="", help=mark("whose key it is"))
    parser.argument(
        "--how", required=True,
        help=mark("how it was compared with that office; or why it is withdrawn"),
    )  # fmt: skip
    parser.argument("--withdraw", action="store_true",
                    help=mark("its packs are not searched any more"))  # fmt: skip


def _trust(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.packs import review_issuer

    with opened(args, out) as workspace:
        verdict = review_issuer(
            workspace,
            args.issuer,
            "withdrawn" if args.withdraw else "confirmed",
            office=args.office,
            how=args.how,
        )
    text = say("Packs of this issuer are searched from now on.")
    if args.withdraw:
        text = say("Packs of this issuer are not searched any more.")
    out.document({"issuer": verdict.issuer, "verdict": verdict.verdict}, [text])
    return 0


def _add_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("file", metavar="FILE", help=mark("a fingerprint pack"))
    parser.argument("--key", metavar="FILE",
                    help=mark("the key file its issuer handed over; once is enough"))  # fmt: skip


def _add(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.packs import add
    from evidence.likeness.packs import MOST_PACK_BYTES

    untrusted = _read(args.file, MOST_PACK_BYTES)
    key = _given_key(args.key)
    with opened(args, out) as workspace:
        added = add(workspace, Path(args.file).name, untrusted, key)
    manifest = added.manifest
    head = say("Added: {pack}, {files} pictures", pack=manifest.id, files=manifest.files)
    if added.already:
        head = say("This fingerprint pack was here already: {pack}", pack=manifest.id)
    out.document(
        {
            **_told(manifest),
            "already": added.already,
            "unusable": out.said(added.unusable) if added.unusable else "",
        },
        [head, *_lines(manifest), *_not_searched(added.unusable)],
    )
    return 0


def _list(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.packs import own_issuer, packs_of

    with opened(args, out) as workspace:
        mine, kept = own_issuer(workspace), list(packs_of(workspace))
        offices = {row.issuer: row for row in workspace.look.issuers()}
    out.document(
        {
            "own_issuer": mine,
            "issuers": [
                {"issuer": row.issuer, "office": row.office, "verdict": row.verdict}
                for row in offices.values()
            ],
            "packs": [
                {
                    **_told(one.manifest),
                    "own": one.own,
                    "added_at": one.added_at,
                    "unusable": out.said(one.unusable) if one.unusable else "",
                }
                for one in kept
            ],
        },
        [
            *([say("Key of this workspace as an issuer: {issuer}", issuer=mine)] if mine else []),
            *(line for one in kept for line in _listed(one)),
            *([] if kept else [say("There is no fingerprint pack.")]),
        ],
    )
    return 0


def _revoke_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("pack", metavar="PACK", help=mark("id of a pack that was made here"))
    _out_argument(parser)


def _revoke(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.pack_making import revoke

    _check_free(args.out)
    with opened(args, out) as workspace:
        made = revoke(workspace, args.pack)
    _write(args.out, made.file)
    out.document(
        {**_told(made.manifest), "path": args.out, "revokes": list(made.manifest.revokes)},
        [
            say("Written: {path}. Give it to everybody who has the pack {pack}; it is searched"
                " there until they add this.", path=args.out, pack=args.pack)
        ],
    )  # fmt: skip
    return 0


def _find_arguments(parser: Parser) -> None:
    workspace_arguments(parser)
    parser.argument("pack", metavar="PACK", help=mark("id of a pack that was made here"))
    parser.argument("ticket", metavar="TICKET", help=mark("the ticket the asking office names"))


def _find(args: argparse.Namespace, out: Output) -> int:
    from evidence.examination.pack_making import exhibit_of

    with opened(args, out) as workspace:
        row = exhibit_of(workspace, args.pack, args.ticket)
    if row is None:
        out.document(None, [say("No picture of this workspace has this ticket.")])
        return 1
    out.document(
        {"case": row.case, "exhibit": row.exhibit, "number": row.number,
         "source_name": row.source_name},
        [say("{number}  {name}", number=row.number, name=row.source_name)],
    )  # fmt: skip
    return 0


def _out_argument(parser: Parser) -> None:
    parser.argument("--out", required=True, metavar="FILE", help=mark("new file to write"))


def _told(manifest: Manifest) -> dict[str, Any]:
    return {
        "pack": manifest.id,
        "issuer": manifest.issuer,
        "contact": manifest.contact,
        "basis": manifest.basis,
        "audience": manifest.audience,
        "issued_at": manifest.issued_at,
        "expires_at": manifest.expires_at,
        "pictures": manifest.pictures,
        "files": manifest.files,
    }


def _lines(manifest: Manifest) -> list[Phrase | str]:
    return [
        say("  pack {pack}", pack=manifest.id),
        say("  issuer {issuer}", issuer=manifest.issuer),
        say("  to ask: {contact}; basis: {basis}", contact=manifest.contact, basis=manifest.basis),
        say("  until {day}", day=manifest.expires_at[:10]),
    ]


def _not_searched(why: Phrase | None) -> list[Phrase | str]:
    return [say("  not searched: {why}", why=why)] if why else []


def _listed(one: Kept) -> list[Phrase | str]:
    head = say("{files} pictures of another office", files=one.manifest.files)
    if one.own:
        head = say("{files} pictures of this workspace", files=one.manifest.files)
    return [head, *_lines(one.manifest), *_not_searched(one.unusable)]


def _given_key(name: str | None) -> bytes | None:
    from evidence.examination.pack_making import MOST_KEY_FILE_BYTES, key_of_file

    return key_of_file(_read(name, MOST_KEY_FILE_BYTES)) if name else None


def _read(name: str, most: int) -> bytes:
    """A file's first bytes, one more than `most` at most; what reads them refuses too many."""
    try:
        if Path(name).is_file():
            with Path(name).open("rb") as file:
                return file.read(most + 1)
    except OSError as e:
        raise Unreadable(say("{name} cannot be read: {reason}", name=name, reason=reason(e))) from e
    raise Unreadable(say("{name} is not a file.", name=name))


def _check_free(*names: str | None) -> None:
    for name in names:
        if name and Path(name).exists():
            raise Trouble(say("{path} is there already.", path=name), say("Choose another name."))


def _write(name: str, data: bytes) -> None:
    """A new file that only this user can read."""
    from evidence.sealing import write_durably

    write_durably(Path(name), data)


COMMANDS = (
    Command(("pack", "make"), mark("write a fingerprint pack for another laptop or office"),
            _make_arguments, _make),
    Command(("pack", "trust"), mark("confirm whose key an issuer's is, or withdraw that"),
            _trust_arguments, _trust),
    Command(("pack", "add"), mark("check a fingerprint pack and search it from now on"),
            _add_arguments, _add),
    Command(("pack", "list"), mark("list the fingerprint packs, and why one is not searched"),
            workspace_arguments, _list),
    Command(("pack", "revoke"), mark("write a pack that revokes one made here"),
            _revoke_arguments, _revoke),
    Command(("pack", "find"), mark("the exhibit that the ticket of a hit means"),
            _find_arguments, _find),
)  # fmt: skip
