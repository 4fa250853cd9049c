"""A01 and M06: the same bytes, or the same image data in other bytes, twice in the case."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import SYSTEM_DID_IT, MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

SAME_FILE = MethodCard(
    check="A01",
    version=1,
    title=mark("The same file twice in the case"),
    does=mark("Says whether the same bytes (SHA-256) came from more than one place or name."),
    misleads=mark("Handing in a file twice is common."),
    literature=("FIPS 180-4",),
)
SAME_IMAGE = MethodCard(
    check="M06",
    version=1,
    title=mark("The same image data twice in the case"),
    does=mark("Compares the digest of the image data alone, without what the file says of itself."),
    misleads=mark("Sending one photo through two programs gives two files with one image data."),
    literature=("evidence/reading/README.md",),
)


def _same_file(_reading: Reading, context: Context) -> Observation:
    if context.copies < 2:
        return seen(SAME_FILE, "consistent", what=mark("The file came from one source only."))
    return seen(
        SAME_FILE,
        "note",
        what=mark("Files with exactly the same content came from {copies} sources in this case."),
        values={"copies": context.copies, "names": list(context.names)},
        why=mark("They are one piece of evidence, not several."),
        innocent=(mark("Handing in a file twice is common and no sign of anything."),),
        next=(mark("Count it once."),),
    )


def _same_image(_reading: Reading, context: Context) -> Observation:
    if context.twins is None:
        return does_not_apply(SAME_IMAGE, mark("Image data is not defined for this kind of file."))
    if not context.twins:
        return seen(SAME_IMAGE, "consistent", what=mark("No other file has this image data."))
    return seen(
        SAME_IMAGE,
        "note",
        what=mark(
            "Another file of this case has the same image data, with other bytes around it:"
            " {exhibits}"
        ),
        values={"exhibits": ", ".join(context.twins)},
        why=mark("It is one picture in two files; only what the files say of themselves differs."),
        innocent=(SYSTEM_DID_IT,),
        next=(mark("Use the one that says most of its taking."),),
    )


def _uses_copies(context: Context) -> Json:
    return [context.copies, *context.names]


def _uses_twins(context: Context) -> Json:
    return None if context.twins is None else list(context.twins)


SAME_FILE_CHECK = Check(card=SAME_FILE, look=_same_file, uses=_uses_copies, needs_reading=False)
SAME_IMAGE_CHECK = Check(card=SAME_IMAGE, look=_same_image, uses=_uses_twins, needs_reading=False)
