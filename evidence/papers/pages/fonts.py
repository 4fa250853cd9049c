"""
The letters of one paper: small TrueType fonts put together for exactly the characters it uses.

reportlab embeds TrueType outlines only; the fonts we bring have cubic (CFF) ones. So the needed
glyphs are drawn out of the source fonts one by one, turned into quadratic curves and gathered in
a new small font. Any source will do (TTF, TTC, OTF, variable): first the fonts this program
depends on, then what the system has. A character no font has is printed as a box that still
copies as itself, and is told of: never a silent gap.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

from evidence.errors import Defect, Trouble
from evidence.values import sha256
from evidence.words import say

Face = Literal["serif", "sans", "digits"]
FACES: tuple[Face, ...] = ("serif", "sans", "digits")

UNITS_PER_EM = 1000
LARGEST_ERROR = 1.0
BOX = "box"
HEX = frozenset("0123456789abcdef")
RESTRICTED_LICENCE = 0x0002
REGULAR_WEIGHT = 400

# Fonts a system may have, best first; looked for only when ours are missing or lack a character.
SYSTEM_FONTS = (
    "NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "LXGWWenKai-Regular.ttf",
    "wqy-microhei.ttc", "wqy-zenhei.ttc", "simsun.ttc", "simsunb.ttf", "msyh.ttc",
    "PingFang.ttc", "Songti.ttc", "STHeiti Light.ttc", "Arial Unicode.ttf",
    "NotoSansSymbols2-Regular.ttf", "NotoEmoji-Regular.ttf", "seguisym.ttf", "Apple Symbols.ttf",
    "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "DejaVuSans.ttf", "arial.ttf",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Cast:
    """A finished small font: TrueType bytes, widths in thousandths, and what no source had."""

    name: str
    data: bytes
    widths: dict[str, int]
    missing: frozenset[str]


@dataclass
class Source:
    """A font file glyphs are drawn from; read at the first look into it."""

    path: Path

    @cached_property
    def _font(self) -> Any:
        from fontTools.ttLib import TTFont, TTLibError

        try:
            return TTFont(BytesIO(self.path.read_bytes()), lazy=True, fontNumber=0)
        except (TTLibError, OSError, ValueError, KeyError) as e:
            raise Trouble(say("The font {name} cannot be read.", name=self.path.name)) from e

    @cached_property
    def _characters(self) -> dict[int, str]:
        """What it has, or nothing where its licence forbids embedding."""
        if self._font["OS/2"].fsType & RESTRICTED_LICENCE:
            return {}
        return dict(self._font.getBestCmap() or {})

    @cached_property
    def _glyphs(self) -> Any:
        location = {"wght": REGULAR_WEIGHT} if "fvar" in self._font else None
        return self._font.getGlyphSet(location=location)

    @property
    def name(self) -> str:
        return str(self._font["name"].getDebugName(6) or self.path.stem)

    @property
    def scale(self) -> float:
        return UNITS_PER_EM / float(self._font["head"].unitsPerEm)

    @property
    def lines(self) -> tuple[int, int]:
        """Ascent and descent in thousandths of the size."""
        head = self._font["hhea"]
        return round(head.ascent * self.scale), round(head.descent * self.scale)

    def has(self, character: str) -> bool:
        return ord(character) in self._characters

    def width(self, character: str) -> int:
        wide = float(self._glyphs[self._characters[ord(character)]].width)
        return round(wide * self.scale)

    def drawn(self, character: str, shift: float = 0) -> Any:
        """The glyph of `character` in quadratic curves, moved right by `shift`."""
        from fontTools.pens.cu2quPen import Cu2QuPen
        from fontTools.pens.filterPen import DecomposingFilterPen
        from fontTools.pens.transformPen import TransformPen
        from fontTools.pens.ttGlyphPen import TTGlyphPen

        out = TTGlyphPen(None)
        pen = TransformPen(
            Cu2QuPen(out, LARGEST_ERROR, reverse_direction="CFF " in self._font),
            (self.scale, 0, 0, self.scale, shift, 0),
        )
        glyph = self._glyphs[self._characters[ord(character)]]
        glyph.draw(DecomposingFilterPen(pen, self._glyphs))
        return out.glyph()


@dataclass
class Foundry:
    """
    The source fonts at hand, opened once. One for a paper or for many; one thread at a time.

    `own_only` leaves the system's fonts aside, so that a paper is the same on every machine.
    """

    own_only: bool = False
    _own: list[Source] | None = field(default=None, init=False)
    _found: list[Source] | None = field(default=None, init=False)

    def cast(self, face: Face, characters: Iterable[str]) -> Cast:
        """A font of `characters`; raises `Trouble` when there is no Chinese font at all."""
        wanted = sorted({*characters, " "} - {"\n"})
        sources = self._sources(face)
        taken = {c: s for c in wanted if (s := next((s for s in sources() if s.has(c)), None))}
        missing = frozenset(c for c in wanted if c not in taken)
        first = next(sources())
        hexes = [taken[c].width(c) for c in taken if c in HEX]
        fixed = max(hexes, default=0) if face == "digits" else 0
        return _built(face, first, taken, missing, fixed)

    def names(self) -> list[str]:
        """The fonts found, by file and without opening one, for doctor."""
        return [source.path.stem for source in self._sources("serif")()]

    def _sources(self, face: Face) -> Any:
        if self._own is None:
            self._own = list(_ours())
        own = self._own if face == "serif" else self._own[::-1]
        if not own and not self._system():
            raise Trouble(
                say("There is no Chinese font to print with."),
                say("Install the package pylopdf-fonts-zh-cn or a Chinese system font."),
            )

        def each() -> Iterator[Source]:
            yield from own
            yield from self._system()

        return each

    def _system(self) -> list[Source]:
        if self._found is None:
            self._found = [] if self.own_only else list(_of_the_system())
        return self._found


def _ours() -> Iterator[Source]:
    """Serif, then sans."""
    try:
        import pylopdf_fonts_zh_cn as fonts
    except ImportError:
        return
    yield Source(fonts.serif_path())
    yield Source(fonts.sans_path())


def _of_the_system() -> Iterator[Source]:
    by_name: dict[str, Path] = {}
    for folder in _font_folders():
        for at, _, names in os.walk(folder):
            by_name |= {name.lower(): Path(at, name) for name in names}
    for wanted in SYSTEM_FONTS:
        if path := by_name.get(wanted.lower()):
            yield Source(path)


def _font_folders() -> tuple[Path, ...]:
    home = Path.home()
    if sys.platform == "win32":
        local = home / "AppData/Local/Microsoft/Windows/Fonts"
        return Path(os.environ.get("WINDIR", "C:/Windows"), "Fonts"), local
    if sys.platform == "darwin":
        return Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"
    return Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts"


def _built(
    face: Face, first: Source, taken: dict[str, Source], missing: frozenset[str], fixed: int
) -> Cast:
    """Gather the glyphs; with `fixed` each digit stands in the middle of a cell of that width."""
    from fontTools.fontBuilder import FontBuilder

    glyphs: dict[str, Any] = {".notdef": _box(), BOX: _box()}
    widths = {c: max(fixed, source.width(c)) for c, source in taken.items()}
    for c, source in taken.items():
        shift = (widths[c] - source.width(c)) / 2
        glyphs[_glyph_name(c)] = source.drawn(c, shift)
    widths |= dict.fromkeys(missing, UNITS_PER_EM)
    cmap = {ord(c): _glyph_name(c) for c in taken} | {ord(c): BOX for c in missing}
    advances = {_glyph_name(c): widths[c] for c in taken}
    advances |= {".notdef": UNITS_PER_EM, BOX: UNITS_PER_EM}
    ascent, descent = first.lines
    builder = FontBuilder(UNITS_PER_EM, isTTF=True)
    builder.setupGlyphOrder(list(glyphs))
    builder.setupCharacterMap(cmap)
    builder.setupGlyf(glyphs)
    sides = {name: (advances[name], getattr(g, "xMin", 0)) for name, g in glyphs.items()}
    builder.setupHorizontalMetrics(sides)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    # reportlab takes two fonts of one name for one font: each cast has a name of its own.
    letters = sha256("".join(sorted(widths)).encode("utf-8", "surrogatepass"))[:8]
    name = f"{first.name.removesuffix('-Regular')}-{face}-{letters}"
    builder.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent, usWinAscent=ascent)
    builder.setupPost(keepGlyphNames=False)
    builder.updateHead(created=0, modified=0)
    out = BytesIO()
    builder.font.recalcTimestamp = False
    builder.save(out)
    return Cast(name, out.getvalue(), widths, missing)


def _glyph_name(character: str) -> str:
    return f"u{ord(character):05X}"


def _box() -> Any:
    """An empty square: what a character looks like that no font has."""
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    pen = TTGlyphPen(None)
    for inset, turn in ((0, 1), (50, -1)):
        low, high = 80 + inset, 920 - inset
        corners = [(low, low - 120), (low, high - 120), (high, high - 120), (high, low - 120)]
        pen.moveTo(corners[0])
        for corner in corners[1:][::turn]:
            pen.lineTo(corner)
        pen.closePath()
    glyph = pen.glyph()
    if not glyph.numberOfContours:
        raise Defect("the box has no outline")
    return glyph
