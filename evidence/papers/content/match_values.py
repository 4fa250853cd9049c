"""
What a match rests on, in words: how alike two pictures are, how one was turned or cut, and how
often distinct pictures passed for one when that was measured. What has no words here is no
matter for a reader of paper and stays in the record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from evidence.papers.content.forms import size
from evidence.papers.content.paper import NONE, Said
from evidence.papers.content.wordings import named
from evidence.words import Phrase, mark, say

TURNS = {
    "as_is": mark("as it is"),
    "mirrored": mark("mirrored"),
    "turned_180": mark("turned by 180°"),
    "mirrored_turned_180": mark("mirrored and turned by 180°"),
    "mirrored_turned_90": mark("mirrored and turned by 90°"),
    "turned_90": mark("turned by 90°"),
    "mirrored_turned_270": mark("mirrored and turned by 270°"),
    "turned_270": mark("turned by 270°"),
}
ENGINES = {
    "whole-image-1": mark("comparison of whole pictures, version 1"),
    "parts-1": mark("comparison of whole pictures and of their parts, version 1"),
    "device-1": mark("comparison of devices, version 1"),
}


def engine(name: str) -> Phrase | str:
    """The engine in words, with the id the record holds."""
    return say("{engine} ({id})", engine=named(ENGINES, name), id=name) if name in ENGINES else name


def match_values(values: dict[str, Any]) -> Said:
    """One line a value."""
    return tuple(_lines(values)) or NONE


def _lines(values: dict[str, Any]) -> Iterator[Phrase]:
    if isinstance(agreement := values.get("agreement"), int):
        yield say("Agreement: {percent} %", percent=_percent(agreement))
    yield from _by_places(values)
    if isinstance(distance := values.get("distance"), int):
        yield say("Hamming distance: {bits} of 128 bits", bits=distance)
    if isinstance(variant := values.get("variant"), str) and variant:
        yield say("How turned: {turn}", turn=named(TURNS, variant))
    box = values.get("box")
    if isinstance(box, list | tuple) and len(box) == 4:
        left, top, width, height = (_percent(side) for side in box)
        yield say(
            "Cut-out or place that differs: from the left {left} %, from the top {top} %, "
            "width {width} %, height {height} %",
            left=left, top=top, width=width, height=height,
        )  # fmt: skip
    if (false := values.get("false_pairs")) is not None and (pairs := values.get("distinct_pairs")):
        yield say(
            "Measured false pairs: {false} of {pairs} distinct pairs", false=false,
            pairs=size(pairs),
        )  # fmt: skip
    if device := values.get("device"):
        yield say("Device: {device}", device=device)


def _by_places(values: dict[str, Any]) -> Iterator[Phrase]:
    """What the search by parts tells."""
    if isinstance(inliers := values.get("inliers"), int) and inliers:
        yield say(
            "Places that lie alike: {inliers}, {outside} of them outside of lettering",
            inliers=inliers, outside=values.get("outside", inliers),
        )  # fmt: skip
    if values.get("mirrored"):
        yield say("How turned: {turn}", turn=named(TURNS, "mirrored"))
    if isinstance(angle := values.get("angle"), int) and angle:
        yield say("Turned by {degrees}°", degrees=f"{angle / 10:.1f}")
    if regions := values.get("regions"):
        yield say("Places that differ, outlined: {count}", count=len(regions))


def _percent(per_mille: int) -> str:
    return f"{per_mille / 10:.1f}"
