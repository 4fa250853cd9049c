"""The window, and demo: the main job on sample cases, from photos to a verified bag."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from desktop.commands.command import Command, Parser, Usage
from desktop.commands.output import Output
from evidence.words import mark, say

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY")


def open_window(folder: Path | None = None, secret: str = "") -> int:
    """Open the window and stay until it is closed; raises `Usage` where there can be none."""
    if not (has_display() or os.environ.get("QT_QPA_PLATFORM")):
        raise Usage(
            say("There is no display to open the window on."),
            say("Name a command to work without the window: lianzheng --help"),
        )
    try:
        from desktop.application import run
    except ImportError as e:
        raise Usage(
            say("The window cannot be opened: {library} is missing.", library=e.name or str(e)),
            say("Install it with: pip install 'lianzheng[window]'"),
        ) from e
    return run(folder, secret)


def has_display() -> bool:
    """Whether a window could be seen here."""
    return not sys.platform.startswith("linux") or any(map(os.environ.get, DISPLAYS))


def _arguments(parser: Parser) -> None:
    parser.argument("--dir", default="demo-output", help=mark("where to put it"), metavar="DIR")
    parser.argument("--no-window", action="store_true", help=mark("do not open the window"))


def _demo(args: argparse.Namespace, out: Output) -> int:
    from desktop.commands.demo import SAMPLE_PASSPHRASE, demonstrate
    from desktop.commands.opening import PASSPHRASE

    code = demonstrate(args, out)
    if args.no_window or out.as_json or not has_display():
        return code
    out.tell(say("The window opens on the sample; close it to end."))
    secret = os.environ.get(PASSPHRASE, SAMPLE_PASSPHRASE)
    return max(code, open_window((Path(args.dir) / "workspace").resolve(), secret))


COMMANDS = (
    Command(("demo",), mark("the main job on sample cases, end to end"), _arguments, _demo),
)
