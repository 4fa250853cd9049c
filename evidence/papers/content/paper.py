"""
What a paper is made of: a head, and sections of a few kinds of block.

Content says what stands on the paper and nothing of how it looks; pages/ does the rest. A text
is a `Phrase` of ours (said in the paper's language later), plain foreign text (shown with what
would be invisible made visible), a `Code` (digits and letters to be compared one by one), or
several of these as lines. The digest of the content is taken over the paper as it is said.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any, Literal, TypeVar

from evidence.values import canonical, sha256
from evidence.words import Phrase, Words, say, visible

T = TypeVar("T")

NONE = "／"
SIGNING_STATES = (
    say("\N{WHITE SQUARE} signed"),
    say("\N{WHITE SQUARE} refused, because:"),
    say("\N{WHITE SQUARE} not able to, because:"),
)
SIGNING_HEADS = (
    say("Who"),
    say("Name"),
    say("Signature, seal or thumb print"),
    say("State"),
    say("Date"),
)
DATE_TO_WRITE = say("year      month      day")


@dataclass(frozen=True, slots=True)
class Code:
    """A digest, key or number that a reader compares sign by sign."""

    text: str


Said = str | Phrase | Code | tuple["str | Phrase | Code", ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A preview made by a reading worker, named by its own digest in the content."""

    jpeg: bytes
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Prose:
    """A paragraph; `small` for remarks, `notice` for what must not be overlooked."""

    text: Said
    look: Literal["body", "small", "notice"] = "body"


@dataclass(frozen=True, slots=True)
class Items:
    """Paragraphs one under the other, numbered or with a dash."""

    items: tuple[Said, ...]
    numbered: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a form: what is asked and what was answered."""

    label: Said
    value: Said


@dataclass(frozen=True, slots=True)
class Form:
    """A form; two entries stand beside each other where `columns` is 2."""

    entries: tuple[Entry, ...]
    columns: Literal[1, 2] = 1


@dataclass(frozen=True, slots=True)
class Column:
    """A column; `share` is its part of the width."""

    title: Said
    share: int
    align: Literal["left", "right", "middle"] = "left"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells, and below them the entries that need the whole width (source, digests)."""

    cells: tuple[Said, ...]
    below: tuple[Entry, ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table; its head is repeated on every page it reaches."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    none: Said = NONE


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture, or the words that stand in its place; `outlines` in per mille of its sides."""

    picture: Picture | None
    caption: Said
    instead: Said = ""
    outlines: tuple[tuple[tuple[int, int], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Pair:
    """
    Two figures beside each other, to be compared; `lines` tie places of the left picture to
    those of the right, in per mille, and are drawn where both are shown.
    """

    left: Figure
    right: Figure
    lines: tuple[tuple[tuple[int, int], tuple[int, int]], ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """A figure with the form that describes it."""

    figure: Figure
    form: Form


@dataclass(frozen=True, slots=True)
class Signer:
    """
    Who signs, in one of three states: signed, refused, not able to; `reason` where it is known.
    The states' words come with it, so that the pages have no words of their own.
    """

    role: Said
    name: Said = ""
    states: tuple[Said, ...] = SIGNING_STATES
    reason: Said = ""


@dataclass(frozen=True, slots=True)
class Signatures:
    """A place to sign for each."""

    signers: tuple[Signer, ...]
    titles: tuple[Said, ...] = SIGNING_HEADS
    date: Said = DATE_TO_WRITE


@dataclass(frozen=True, slots=True)
class Mark:
    """A QR code with the words that say what it holds."""

    data: str
    text: Said


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it; `apart` begins on a new page."""

    title: Said
    blocks: tuple[Block, ...]
    level: Literal[1, 2] = 1
    apart: bool = False


Block = Prose | Items | Form | Table | Figure | Pair | Profile | Signatures | Mark | Section


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """
    One paper, whole. `gaps` are what a person must still supply: with any of them it is a draft.
    """

    kind: str
    title: Said
    number: str
    case_number: str
    firm: Said
    made_at: Said
    gaps: tuple[Phrase, ...]
    blocks: tuple[Block, ...]

    @property
    def draft(self) -> bool:
        return bool(self.gaps)


def spoken(value: T, words: Words) -> T:
    """The same content with every phrase said in one language and every hidden sign visible."""
    said = _spoken(value, words)
    return said  # type: ignore[no-any-return]


def content_bytes(paper: Paper) -> bytes:
    """What the content digest is taken over: the spoken paper as canonical JSON."""
    return canonical(_plain(paper))


def _spoken(value: Any, words: Words) -> Any:
    if isinstance(value, Phrase):
        shown = {name: _spoken(v, words) for name, v in value.values.items()}
        return words.text(Phrase(value.text, shown))
    if isinstance(value, str):
        return "\n".join(visible(line) for line in value.split("\n"))
    if isinstance(value, tuple):
        return tuple(_spoken(each, words) for each in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type | Picture):
        fields = {f.name: getattr(value, f.name) for f in dataclasses.fields(value)}
        return dataclasses.replace(value, **{n: _spoken(v, words) for n, v in fields.items()})
    return value


def _plain(value: Any) -> Any:
    if isinstance(value, Picture):
        return {"width": value.width, "height": value.height, "sha256": sha256(value.jpeg)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"is": type(value).__name__.lower(), **fields}
    return value
