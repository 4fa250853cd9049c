"""A11: a program for editing pictures has left its name in the file."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from evidence.examination.check import Check, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

LONGEST_SHOWN = 200

CARD = MethodCard(
    check="A11",
    version=1,
    title=mark("Traces of editing software"),
    does=mark(
        "Looks for the names of editing programs in Software, CreatorTool and the XMP history, by"
        " a table with a version (resources/tables/editors.json)."
    ),
    misleads=mark(
        "A trace says that a program has saved the file, not what was changed; a missing trace"
        " says nothing."
    ),
    literature=("Adobe XMP specification part 2",),
)


def _uses(_context: Context) -> Json:
    return _editors()[0]


def _look(reading: Reading, _context: Context) -> Observation:
    version, table = _editors()
    for field, text in _texts(reading):
        for token, name in table:
            if token.search(text):
                return _found(version, name, field, text)
    return seen(
        CARD,
        "consistent",
        what=mark("No name of a known editing program was found; that says nothing more."),
        values={"table": version},
    )


def _found(version: str, name: str, field: str, text: str) -> Observation:
    return seen(
        CARD,
        "attention",
        "indicator",
        what=mark("The file bears the name of {editor} (in {field})."),
        values={"editor": name, "field": field, "text": text[:LONGEST_SHOWN], "table": version},
        why=mark(
            "Such a program seems to have saved this file; it may not be straight from the camera."
        ),
        innocent=(
            mark("Adding a watermark, making it smaller or turning it leaves the same trace."),
            mark("Some galleries and chat tools call such a program by themselves."),
        ),
        next=(
            mark("Ask what was done with the picture, and for the original from the phone."),
            mark("Compare with the original, if it can be had."),
        ),
    )


def _texts(reading: Reading) -> list[tuple[str, str]]:
    facts = reading.facts
    found = [(n, str(facts[n])) for n in ("software", "creator_tool") if facts.get(n)]
    for step in facts.get("xmp_history", ()):
        if isinstance(step, dict) and step.get("software"):
            found.append(("xmp_history", str(step["software"])))
    return found


@cache
def _editors() -> tuple[str, tuple[tuple[re.Pattern[str], str], ...]]:
    table = json.loads((files("resources") / "tables" / "editors.json").read_text("utf-8"))
    rows = sorted(table["editors"], key=lambda row: (-len(row["token"]), row["token"]))
    compiled = tuple(
        (re.compile(r"(?<![a-z0-9])" + re.escape(row["token"]), re.IGNORECASE), row["name"])
        for row in rows
    )
    return str(table["version"]), compiled


CHECK = Check(card=CARD, look=_look, uses=_uses)
