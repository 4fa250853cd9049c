"""
A picture of an exhibit to look at: a thumbnail or a preview, as a JPEG of our own making.

Whoever shows pixels of evidence takes them from here, for only a worker decodes an original.
What can be shown is JPEG bytes; where nothing can be, the answer is the sentence that says why.
Safe in any thread; records nothing.
"""

from __future__ import annotations

from evidence.errors import Trouble
from evidence.examination.reading_originals import MOST_READ_BYTES, read_originals
from evidence.reading import complaints
from evidence.reading.host import Readers
from evidence.reading.media_type import PICTURES
from evidence.reading.reading import NoReading
from evidence.reading.stored import KIND, thumbnail_of
from evidence.words import Phrase, say
from evidence.workspace import Workspace

NOT_A_PICTURE = say("The file is not a picture.")


def thumbnail(workspace: Workspace, case: str, exhibit: str, readers: Readers) -> bytes | Phrase:
    """At most 320 pixels: as it was kept when the file was read, else made from the original."""
    kept = thumbnail_of(workspace.scratch.get(KIND, exhibit))
    if kept:
        return kept
    try:
        row = workspace.look.exhibit(case, exhibit)
        if row.media_type not in PICTURES:
            return NOT_A_PICTURE
        ((_, reading),) = read_originals(workspace, [row], readers)
    except Trouble as trouble:
        return trouble.what
    if isinstance(reading, NoReading):
        return Phrase(reading.reason)
    return reading.thumbnail or Phrase(complaints.NO_PIXELS)


def preview(
    workspace: Workspace, case: str, exhibit: str, readers: Readers, longest: int
) -> bytes | Phrase:
    """Upright, at most `longest` pixels and never more than a worker gives (PREVIEW_SIDE)."""
    try:
        row = workspace.look.exhibit(case, exhibit)
        if row.media_type not in PICTURES:
            return NOT_A_PICTURE
        if row.size > MOST_READ_BYTES:
            return Phrase(complaints.TOO_LARGE_FILE)
        untrusted_file = workspace.vault(case).read(exhibit, row.size)
    except Trouble as trouble:
        return trouble.what
    shown = readers.preview(untrusted_file, row.media_type, longest)
    return Phrase(shown.reason) if isinstance(shown, NoReading) else shown.jpeg
