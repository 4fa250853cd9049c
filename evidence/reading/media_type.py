"""
What a file is, by its first bytes: a comparison with known beginnings, in this process, nothing
parsed. The name of the file is never asked. Unknown is `application/octet-stream`, an empty
file `application/x-empty`.
"""

from __future__ import annotations

HEAD_BYTES = 4096

UNKNOWN = "application/octet-stream"
EMPTY = "application/x-empty"

#: What is decoded; a PDF is searched (`READ`); everything else is kept, hashed and named.
PICTURES: frozenset[str] = frozenset(
    {
        "image/jpeg", "image/png", "image/gif", "image/webp", "image/bmp", "image/tiff",
        "image/heic", "image/heif", "image/avif", "image/jp2",
    }
)  # fmt: skip

PDF = "application/pdf"

#: What a worker is given.
READ: frozenset[str] = PICTURES | {PDF}

_BEGINNINGS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\xff\xd8\xff", "image/jpeg"),
    (0, b"\x89PNG\r\n\x1a\n", "image/png"),
    (0, b"GIF87a", "image/gif"),
    (0, b"GIF89a", "image/gif"),
    (0, b"%PDF-", PDF),
    (0, b"II*\0\x10\0\0\0CR", "image/x-canon-cr2"),
    (0, b"II*\0", "image/tiff"),
    (0, b"MM\0*", "image/tiff"),
    (0, b"II+\0", "image/tiff"),
    (0, b"MM\0+", "image/tiff"),
    (0, b"8BPS", "image/vnd.adobe.photoshop"),
    (0, b"\0\0\0\x0cjP  \r\n\x87\n", "image/jp2"),
    (0, b"\xff\x4f\xff\x51", "image/jp2"),
    (0, b"\xff\x0a", "image/jxl"),
    (0, b"\xff\xfe", "text/plain"),
    (0, b"\0\0\0\x0cJXL \r\n\x87\n", "image/jxl"),
    (0, b"\0\0\x01\0", "image/x-icon"),
    (0, b"%!PS", "application/postscript"),
    (0, b"#!AMR", "audio/amr"),
    (0, b"ID3", "audio/mpeg"),
    (0, b"OggS", "audio/ogg"),
    (0, b"fLaC", "audio/flac"),
    (0, b"\x1aE\xdf\xa3", "video/x-matroska"),
    (0, b"FLV\x01", "video/x-flv"),
    (0, b"0&\xb2u\x8ef\xcf\x11", "video/x-ms-asf"),
    (0, b"\0\0\x01\xba", "video/mpeg"),
    (0, b"PK\x05\x06", "application/zip"),
    (0, b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (0, b"Rar!\x1a\x07", "application/vnd.rar"),
    (0, b"\x1f\x8b", "application/gzip"),
    (0, b"BZh", "application/x-bzip2"),
    (0, b"\xfd7zXZ\0", "application/x-xz"),
    (257, b"ustar", "application/x-tar"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (0, b"{\\rtf", "application/rtf"),
    (0, b"SQLite format 3\0", "application/vnd.sqlite3"),
    (0, b"MZ", "application/vnd.microsoft.portable-executable"),
    (0, b"\x7fELF", "application/x-elf"),
)

_RIFF: dict[bytes, str] = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_BRANDS: dict[bytes, str] = {
    b"avif": "image/avif", b"avis": "image/avif",
    b"heic": "image/heic", b"heix": "image/heic", b"heim": "image/heic", b"heis": "image/heic",
    b"hevc": "image/heic", b"hevx": "image/heic", b"hevm": "image/heic", b"hevs": "image/heic",
    b"mif1": "image/heif", b"msf1": "image/heif", b"mif2": "image/heif",
    b"qt  ": "video/quicktime", b"M4A ": "audio/mp4", b"M4B ": "audio/mp4",
    b"3gp4": "video/3gpp", b"3gp5": "video/3gpp", b"3gp6": "video/3gpp", b"3g2a": "video/3gpp2",
    b"crx ": "image/x-canon-cr3", b"jxl ": "image/jxl", b"jp2 ": "image/jp2",
}  # fmt: skip

_OFFICE: tuple[tuple[bytes, str], ...] = (
    (b"word/", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    (b"xl/", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    (b"ppt/", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    (b"mimetypeapplication/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.text"),
    (b"OFD.xml", "application/ofd"),
)


def media_type(untrusted_head: bytes) -> str:
    """The media type of a file that begins with these bytes (at most the first 4 KiB count)."""
    head = bytes(untrusted_head[:HEAD_BYTES])
    if not head:
        return EMPTY
    for at, beginning, kind in _BEGINNINGS:
        if head.startswith(beginning, at):
            return kind
    return _boxed(head) or _zipped(head) or _bitmap(head) or _sound(head) or _written(head)


def _boxed(head: bytes) -> str:
    if head[:4] == b"RIFF":
        return _RIFF.get(head[8:12], UNKNOWN)
    if head[4:8] == b"ftyp":
        return _iso_brand(head)
    if head[4:8] in (b"moov", b"mdat", b"wide", b"free", b"skip"):
        return "video/quicktime"
    return ""


def _iso_brand(head: bytes) -> str:
    length = min(int.from_bytes(head[:4], "big"), len(head), 256)
    brands = [head[8:12], *(head[at : at + 4] for at in range(16, length - 3, 4))]
    major = _BRANDS.get(brands[0], "")
    if major == "image/heif":
        others = {_BRANDS.get(brand, "") for brand in brands[1:]}
        return next((k for k in ("image/heic", "image/avif") if k in others), major)
    if major:
        return major
    pictures = [_BRANDS[b] for b in brands[1:] if _BRANDS.get(b, "").startswith("image/")]
    return pictures[0] if pictures else "video/mp4"


def _zipped(head: bytes) -> str:
    if head[:4] != b"PK\x03\x04":
        return ""
    for mark, kind in _OFFICE:
        if mark in head:
            return kind
    return "application/zip"


def _bitmap(head: bytes) -> str:
    is_one = head[:2] == b"BM" and head[6:10] == b"\0\0\0\0" and len(head) >= 26
    return "image/bmp" if is_one else ""


def _sound(head: bytes) -> str:
    if len(head) < 2 or head[0] != 0xFF:
        return ""
    if head[1] in (0xF1, 0xF9):
        return "audio/aac"
    return "audio/mpeg" if head[1] in (0xFB, 0xF3, 0xF2, 0xFA) else ""


def _written(head: bytes) -> str:
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1024].lower()
    if text.startswith((b"<!doctype html", b"<html")):
        return "text/html"
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg")):
        return "image/svg+xml" if b"<svg" in text else "application/xml"
    if any(byte < 9 or 13 < byte < 27 or 27 < byte < 32 for byte in head):
        return UNKNOWN
    for encoding in ("utf-8", "gb18030"):
        # The head may end inside a character.
        for cut in range(4):
            try:
                head[: len(head) - cut].decode(encoding)
            except UnicodeDecodeError:
                continue
            return "text/plain"
    return UNKNOWN
