"""What can be wrong with a file as it is read: every sentence id, once. None of them accuses."""

from __future__ import annotations

from evidence.words import mark

# Why nothing was read
TOO_LONG = mark("Reading the file took too long; it was stopped.")
STOPPED = mark("The reader stopped while reading the file; it cannot be previewed safely.")
UNCLEAR = mark("The reader's answer could not be understood; the file cannot be previewed safely.")
NO_READER = mark("No reader could be started on this computer.")
TOO_LARGE_FILE = mark("The file is too large to be read; it is kept and hashed.")
TOO_LARGE_TO_SEARCH = mark("The document is too large to be searched for active content.")

# About the picture
CUT_SHORT = mark("The picture data is damaged or cut short; at most a part of it can be shown.")
NO_PIXELS = mark("The picture could not be decoded; what the file says of itself was still read.")
TOO_MANY_PIXELS = mark("The picture has too many pixels to be shown safely.")
NO_END = mark("The end mark of the picture is missing.")
BROKEN_PARTS = mark("The parts of the file do not follow each other as they must.")

# About what the file says of itself
EXIF_DAMAGED = mark("The EXIF part is damaged or incomplete; what could be read is shown.")
EXIF_TWICE = mark("The file has more than one EXIF part; the first is used.")
EXIF_TOO_LONG = mark("The EXIF part has more entries than are read.")
READERS_DIFFER = mark("Two independent readers give different values; both are kept in the tags.")
XMP_DAMAGED = mark("The XMP part is damaged or not acceptable; it was not used.")
XMP_TOO_LONG = mark("The XMP part is larger than is read.")
IMPOSSIBLE_TIME = mark("A time in the file cannot exist; it is kept only as raw text.")
IMPOSSIBLE_PLACE = mark("A place in the file cannot exist; it is kept only as raw text.")
IMPOSSIBLE_VALUE = mark("A value in the file cannot be true; it is kept only as raw text.")
TEXT_CUT = mark("A text in the file is longer than is shown; its beginning is shown.")
EXIF_SIZE_DIFFERS = mark("The size written in the EXIF part is not the size of the picture.")
THUMBNAIL_DAMAGED = mark("The small picture inside the file could not be decoded.")
