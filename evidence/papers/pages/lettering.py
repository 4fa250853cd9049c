"""
Text on paper: which letters a paper needs, how wide a text is, and where its lines break.

A paper is set twice. In the rehearsal every text asked for is only noted; then the fonts are
cast for exactly those letters, and the second time text is measured and broken. No markup exists
here, so no foreign text can act as markup. Lines break between Chinese characters and at spaces,
never before closing or after opening punctuation; a word longer than a line breaks anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from types import TracebackType
from typing import Any, Literal

from evidence.papers.pages.fonts import FACES, Cast, Face, Foundry

NEVER_FIRST = frozenset("!'\"),.:;?]}%、。〉》」』】〕〗’”…—·！），．：；？］｝％℃")
NEVER_LAST = frozenset("([{‘“〈《「『【〔〖（［｛￥$#")
UNITS_OF_TIME = frozenset("年月日时分秒")
FIRST_IDEOGRAPH = 0x2E80
WORD_PART = re.compile(r"[^-_/\\.]*[-_/\\.]|[^-_/\\.]+")


@dataclass(frozen=True, slots=True)
class Style:
    """How a text looks. `indent` is the first line's, in ems; `grey` 0 is black."""

    face: Face = "serif"
    size: float = 10.5
    leading: float = 16.5
    grey: float = 0.0
    align: Literal["left", "right", "middle"] = "left"
    indent: float = 0.0
    justify: bool = False


class Lettering:
    """The letters of one paper. A context manager: the fonts are known to reportlab inside it."""

    def __init__(self, foundry: Foundry) -> None:
        self._foundry = foundry
        self._noted: dict[Face, set[str]] = {face: set() for face in FACES}
        self._casts: dict[Face, Cast] = {}

    def __enter__(self) -> Lettering:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        from reportlab.pdfbase import pdfmetrics

        for cast in self._casts.values():
            pdfmetrics._fonts.pop(cast.name, None)
            pdfmetrics._dynFaceNames.pop(cast.name, None)

    def cast(self) -> None:
        """End the rehearsal: make the fonts and make them known to reportlab."""
        from reportlab.pdfbase import pdfmetrics, ttfonts

        _teach_surrogates(ttfonts)
        casts: dict[Face, Cast] = {}
        for face in FACES:
            cast = self._foundry.cast(face, self._noted[face])
            pdfmetrics.registerFont(ttfonts.TTFont(cast.name, BytesIO(cast.data)))
            casts[face] = cast
        self._casts = casts

    def name(self, face: Face) -> str:
        """What reportlab calls the font."""
        return self._casts[face].name

    @property
    def missing(self) -> tuple[str, ...]:
        """Characters that no font at hand has, printed as boxes."""
        return tuple(sorted(set().union(*(cast.missing for cast in self._casts.values()))))

    def width(self, style: Style, text: str) -> float:
        """How wide `text` is; in the rehearsal nothing, for it is only noted."""
        if not self._casts:
            self._noted[style.face].update(text)
            return 0.0
        widths = self._casts[style.face].widths
        return sum(widths[c] for c in text) * style.size / 1000

    def lines(self, style: Style, text: str, width: float) -> list[str]:
        """`text` in lines no wider than `width`; at least one, perhaps empty."""
        out: list[str] = []
        for paragraph in text.split("\n"):
            out += self._broken(style, paragraph, width)
        return out

    def _broken(self, style: Style, text: str, width: float) -> list[str]:
        room = width - style.indent * style.size
        if self.width(style, text) <= room:
            return [text]
        out: list[str] = []
        line, used = "", 0.0
        for piece in self._pieces(style, text, width):
            wide = self.width(style, piece)
            if line and used + self.width(style, piece.rstrip(" ")) > room:
                out.append(line.rstrip(" "))
                line, used, room = "", 0.0, width
                piece = piece.lstrip(" ")
                wide = self.width(style, piece)
            line, used = line + piece, used + wide
        return [*out, line.rstrip(" ")]

    def _pieces(self, style: Style, text: str, width: float) -> Iterator[str]:
        """What must stay on one line; long words cut at their joints, longer parts anywhere."""
        for piece in _unbroken(text):
            if self.width(style, piece) <= width:
                yield piece
                continue
            for part in WORD_PART.findall(piece):
                yield from [part] if self.width(style, part) <= width else part


def _unbroken(text: str) -> Iterator[str]:
    """Chinese characters one by one, words whole, punctuation with what it belongs to."""
    piece = ""
    for c in text:
        if piece and _may_break(piece[-1], c):
            yield piece
            piece = ""
        piece += c
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in NEVER_FIRST or before in NEVER_LAST or after == " ":
        return False
    if (before.isdigit() and after in UNITS_OF_TIME) or (
        before in UNITS_OF_TIME and after.isdigit()
    ):
        return False
    return before == " " or ord(before) >= FIRST_IDEOGRAPH or ord(after) >= FIRST_IDEOGRAPH


def _teach_surrogates(ttfonts: Any) -> None:
    """reportlab writes characters beyond U+FFFF with five digits; PDF wants UTF-16 surrogates."""
    if getattr(ttfonts.makeToUnicodeCMap, "writes_surrogates", False):
        return
    original = ttfonts.makeToUnicodeCMap

    def with_surrogates(fontname: str, subset: list[int]) -> str:
        text: str = original(fontname, subset)
        for number in {n for n in subset if n > 0xFFFF}:
            pair = chr(number).encode("utf-16-be").hex().upper()
            text = text.replace(f" <{number:04X}>", f" <{pair}>")
        return text

    with_surrogates.writes_surrogates = True  # type: ignore[attr-defined]
    ttfonts.makeToUnicodeCMap = with_surrogates
