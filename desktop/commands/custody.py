"""custody offer · accept · refuse · show: who holds what."""

from __future__ import annotations

import argparse
from typing import Any

from desktop.commands.command import Command, Parser
from desktop.commands.opening import case_arguments, opened
from desktop.commands.output import Output
from evidence.papers.content.wordings import CUSTODY, named
from evidence.values import plain
from evidence.words import mark, say


def _offer_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("--to", required=True, help=mark("name of the receiver"))
    parser.argument("--to-org", default="", help=mark("organisation of the receiver"))
    parser.argument("--why", required=True, help=mark("purpose of the hand-over"))
    parser.argument("--basis", default="", help=mark("document it rests on"))
    parser.argument("--place", default="", help=mark("where"))
    parser.argument("--medium", default="", help=mark("medium and its serial number"))
    parser.argument("--seal", default="", help=mark("seal number"))
    parser.argument(
        "--exhibit", action="append", default=[], metavar="EXHIBIT",
        help=mark("an exhibit, by id or number; all originals when not given"),
    )  # fmt: skip


def _offer(args: argparse.Namespace, out: Output) -> int:
    from evidence import custody

    with opened(args, out) as workspace:
        offer = custody.offer(
            workspace, workspace.look.case(args.case).case, exhibits=tuple(args.exhibit),
            receiver=args.to, receiver_org=args.to_org, purpose=args.why, basis=args.basis,
            place=args.place, medium=args.medium, seal=args.seal,
        )  # fmt: skip
    out.document(
        {"offer": offer},
        [
            say(
                "Offered. Until it is accepted the giver still holds it. Offer: {offer}",
                offer=offer,
            )
        ],
    )
    return 0


def _answer_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("offer", help=mark("the offer, as `custody offer` printed it"), metavar="OFFER")
    parser.argument("--by", required=True, help=mark("who accepts or refuses, by name"))


def _accept_arguments(parser: Parser) -> None:
    _answer_arguments(parser)
    parser.argument(
        "--checked", required=True, help=mark("what the receiver checked: digests, seal, count")
    )
    parser.argument("--document", default="", help=mark("number of the signed paper"))
    parser.argument("--note", default="", help=mark("remarks"))


def _accept(args: argparse.Namespace, out: Output) -> int:
    from evidence import custody

    with opened(args, out) as workspace:
        custody.accept(
            workspace, workspace.look.case(args.case).case, args.offer, receiver=args.by,
            checked=args.checked, document=args.document, note=args.note,
        )  # fmt: skip
    out.document(
        {"offer": args.offer, "state": "accepted"}, [say("Accepted by {name}.", name=args.by)]
    )
    return 0


def _refuse_arguments(parser: Parser) -> None:
    _answer_arguments(parser)
    parser.argument("--why", required=True, help=mark("reason of the refusal"))


def _refuse(args: argparse.Namespace, out: Output) -> int:
    from evidence import custody

    with opened(args, out) as workspace:
        custody.refuse(
            workspace, workspace.look.case(args.case).case, args.offer, receiver=args.by,
            reason=args.why,
        )  # fmt: skip
    out.document(
        {"offer": args.offer, "state": "refused"}, [say("Refused by {name}.", name=args.by)]
    )
    return 0


def _show_arguments(parser: Parser) -> None:
    case_arguments(parser)
    parser.argument("--exhibit", default="", help=mark("only this exhibit, by id or number"))


def _show(args: argparse.Namespace, out: Output) -> int:
    from evidence import custody

    with opened(args, out) as workspace:
        case = workspace.look.case(args.case).case
        exhibit = workspace.look.exhibit(case, args.exhibit).exhibit if args.exhibit else ""
        rows = custody.line(workspace, case, exhibit)
    told: list[dict[str, Any]] = [plain(row) for row in rows]
    out.document(
        told,
        [
            say("{at}  {kind}  exhibits: {count}  {giver} → {receiver}", at=row.at,
                kind=named(CUSTODY, row.kind), count=len(row.exhibits),
                giver=row.giver, receiver=row.receiver)
            for row in rows
        ],
    )  # fmt: skip
    return 0


COMMANDS = (
    Command(("custody", "offer"), mark("offer exhibits to a receiver"), _offer_arguments, _offer),
    Command(("custody", "accept"), mark("the receiver accepts"), _accept_arguments, _accept),
    Command(("custody", "refuse"), mark("the receiver refuses"), _refuse_arguments, _refuse),
    Command(("custody", "show"), mark("show the line of custody"), _show_arguments, _show),
)
