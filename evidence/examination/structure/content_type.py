"""M04: the ending of the file's name does not fit its content."""

from __future__ import annotations

from evidence.examination.check import Check, does_not_apply, seen
from evidence.examination.context import Context
from evidence.observation import MethodCard, Observation
from evidence.reading.reading import Reading
from evidence.values import Json
from evidence.words import mark

ENDINGS = {
    "jpg": ("image/jpeg",),
    "jpeg": ("image/jpeg",),
    "jpe": ("image/jpeg",),
    "png": ("image/png",),
    "webp": ("image/webp",),
    "gif": ("image/gif",),
    "bmp": ("image/bmp",),
    "tif": ("image/tiff",),
    "tiff": ("image/tiff",),
    "heic": ("image/heic", "image/heif"),
    "heif": ("image/heic", "image/heif"),
    "hif": ("image/heic", "image/heif"),
    "avif": ("image/avif", "image/heif"),
    "pdf": ("application/pdf",),
    "mp4": ("video/mp4", "video/quicktime"),
    "mov": ("video/quicktime", "video/mp4"),
    "m4a": ("audio/mp4", "video/mp4"),
    "amr": ("audio/amr", "audio/AMR"),
}
UNKNOWN = ("", "application/octet-stream", "application/x-empty")

CARD = MethodCard(
    check="M04",
    version=1,
    title=mark("Ending of the name and content"),
    does=mark("Compares the ending of the file's name with the kind of file its first bytes show."),
    misleads=mark("Phones and chat programs often rename without converting."),
    literature=("Autopsy: extension mismatch detector",),
)


def _uses(context: Context) -> Json:
    return [context.media_type, *context.names]


def _look(_reading: Reading, context: Context) -> Observation:
    kind = context.media_type
    named = [(n, n.rpartition(".")[2].lower()) for n in sorted(context.names) if "." in n]
    known = [(name, ending) for name, ending in named if ending in ENDINGS]
    if not known or kind in UNKNOWN:
        return does_not_apply(CARD, mark("The ending or the content is of no kind compared here."))
    wrong = [(name, ending) for name, ending in known if kind not in ENDINGS[ending]]
    if not wrong:
        return seen(CARD, "consistent", what=mark("The ending fits the content."))
    name, ending = wrong[0]
    return seen(
        CARD,
        "note",
        what=mark("The name ends in .{ending}; the content is {kind}."),
        values={"name": name, "ending": ending, "kind": kind},
        why=mark("Programs that go by the ending may not open the file."),
        innocent=(mark("Phones and chat programs often rename without converting."),),
        next=(mark("Nothing, if the file opens; else ask how it got its name."),),
    )


CHECK = Check(card=CARD, look=_look, uses=_uses, needs_reading=False)
