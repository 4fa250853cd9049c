"""
A02, M05, A03, M08, A17: is the file, the picture, the scene or the device known from another case?

The match itself is recorded in the desk, for it names two cases. What is recorded in the case is
only that such a match exists, never with what: a case leaves without a word of another one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.likeness.classes import ENGINE
from evidence.likeness.search import MEASURED_FALSE, MEASURED_PAIRS
from evidence.observation import (
    BURST,
    FIRST_RULE_OUT,
    LOOK_TOGETHER,
    ONE_PLACE,
    SAME_DEVICE,
    SHOP,
    SYSTEM_DID_IT,
    MethodCard,
    Observation,
    Result,
    Strength,
)
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

LIKE = ("re_encoded", "resized", "cropped", "mirrored_rotated", "edited_locally", "recaptured")
LESS = ("same_scene", "same_object")

SAME_FILE = MethodCard(
    check="A02",
    version=1,
    title=mark("The same file in another case"),
    does=mark("Compares the SHA-256 of the file with that of every file in the workspace."),
    misleads=mark("One accident under several policies, a transferred case, a form all use."),
    literature=("FIPS 180-4",),
)
SAME_IMAGE = MethodCard(
    check="M05",
    version=1,
    title=mark("The same image data in another case"),
    does=mark("Compares the digest of the image data alone, without what the file says of itself."),
    misleads=mark("The same photo, passed on by two programs, has one image data in two files."),
    literature=("evidence/reading/README.md",),
)
ALIKE = MethodCard(
    check="A03",
    version=2,
    title=mark("A very similar picture in another case"),
    does=mark(
        "Compares whole pictures (pHash, dHash, eight ways of turning and mirroring) and small"
        " places of pictures (SIFT) with every picture of the workspace; candidates are laid over"
        " each other, place by place and pixel by pixel. Thresholds are measured."
    ),
    misleads=mark(
        "Pictures of one burst or of a fixed camera agree nearly as well. Where there is little to"
        " see (a wall, sky, smooth paint), pictures are compared as a whole only."
    ),
    literature=("Zauner 2010 (pHash)", "Lowe 2004 (SIFT)", "evidence/likeness/README.md"),
)
SCENE = MethodCard(
    check="M08",
    version=1,
    title=mark("The same scene or object in another case"),
    does=mark(
        "Finds pictures of which many places lie alike though their pixels do not agree: the same"
        " place or thing, photographed again."
    ),
    misleads=mark(
        "One car park, workshop, form or watermark, a burst, or one vehicle rightly photographed"
        " twice give the same answer. It never says that two pictures are one."
    ),
    literature=("Lowe 2004 (SIFT)", "evidence/likeness/README.md"),
)
DEVICE = MethodCard(
    check="A17",
    version=1,
    title=mark("The same device in another case"),
    does=mark("Compares make, model and serial number, where the serial number is worth the name."),
    misleads=mark("A surveyor's or a repair shop's camera rightly occurs in many cases."),
    literature=("JEITA CP-3451E (Exif 2.32), tag 0xA431",),
)
NAMED_APART = mark("The other case is named only in the desk of the workspace, not here.")


def _uses(context: Context) -> Json:
    across = None if context.across is None else list(context.across)
    return [across, context.comparable, context.twins is not None, context.device]


def _uses_parts(context: Context) -> Json:
    return [_uses(context), context.by_parts]


def _searched(card: MethodCard, context: Context) -> dict[str, Any]:
    """What a search was made with: the coverage papers tell."""
    if card is ALIKE:
        return {"engine": ENGINE, "by_parts": context.by_parts}
    return {"engine": ENGINE} if card is SCENE else {}


def _check(
    card: MethodCard,
    classes: tuple[str, ...],
    can: Callable[[Context], bool],
    found: Callable[[list[str]], tuple[Result, Strength, str, tuple[str, ...]]],
) -> Check:
    def look(_reading: Reading, context: Context) -> Observation:
        if context.across is None:
            return does_not_apply(card, mark("Other cases were not searched."))
        hit = sorted(set(classes) & set(context.across))
        if not hit and not can(context):
            return does_not_apply(card, mark("The file has nothing this check compares."))
        values = _searched(card, context)
        if not hit:
            what = mark("Nothing of the kind was found in the other cases of the workspace.")
            return seen(card, "consistent", what=what, values=values)
        result, strength, what, innocent = found(hit)
        chance = {"false_pairs": MEASURED_FALSE, "distinct_pairs": MEASURED_PAIRS}
        return seen(
            card,
            result,
            strength,
            what=what,
            values=values | {"classes": hit} | (chance if card is ALIKE else {}),
            why=NAMED_APART,
            innocent=innocent,
            next=(LOOK_TOGETHER,),
        )

    uses = _uses_parts if card is ALIKE else _uses
    return Check(card=card, look=look, uses=uses, needs_reading=False)


def _same_file(_hit: list[str]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    what = mark("A file of another case is the same, byte for byte.")
    return "conflict", "fact", what, (FIRST_RULE_OUT,)


def _same_image(_hit: list[str]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    what = mark("A file of another case has the same image data, with other bytes around it.")
    return "conflict", "fact", what, (FIRST_RULE_OUT, SYSTEM_DID_IT)


def _alike(_hit: list[str]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    what = mark(
        "A picture of another case agrees in detail. Of {distinct_pairs} pairs of distinct"
        " photographs measured, {false_pairs} agreed as well."
    )
    return "conflict", "indicator", what, (FIRST_RULE_OUT, BURST)


def _device(_hit: list[str]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    what = mark("A file of another case names the same device, by its serial number.")
    return "attention", "indicator", what, (SHOP,)


def _scene(hit: list[str]) -> tuple[Result, Strength, str, tuple[str, ...]]:
    if "same_scene" in hit:
        what = mark("A picture of another case shows the same scene; they are not one photograph.")
        return "attention", "indicator", what, (ONE_PLACE, FIRST_RULE_OUT)
    what = mark("A picture of another case shows something that is in this one, too.")
    return "note", "weak", what, (ONE_PLACE,)


CHECKS = (
    _check(SAME_FILE, ("same_file",), lambda _context: True, _same_file),
    _check(SAME_IMAGE, ("same_image_data",), lambda c: c.twins is not None, _same_image),
    _check(ALIKE, LIKE, lambda c: c.comparable, _alike),
    _check(SCENE, LESS, lambda c: c.comparable, _scene),
    _check(DEVICE, (SAME_DEVICE,), lambda c: bool(c.device), _device),
)
