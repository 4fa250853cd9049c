"""Foreign bytes as text: the encodings phones and Chinese programs write, and never an error."""

from __future__ import annotations


def decoded(untrusted_bytes: bytes) -> str:
    """Text up to the first NUL: UTF-8, else GB 18030, else Latin-1 (which is never wrong)."""
    untrusted_bytes = untrusted_bytes.split(b"\0", 1)[0]
    for encoding in ("utf-8", "gb18030"):
        try:
            return untrusted_bytes.decode(encoding)
        except UnicodeDecodeError:
            continue
    return untrusted_bytes.decode("latin-1")


def user_comment(untrusted_bytes: bytes) -> str:
    """EXIF UserComment and its like: eight bytes name the encoding, then the text."""
    code, body = untrusted_bytes[:8], untrusted_bytes[8:]
    if code.startswith(b"UNICODE"):
        little = body[1:2] == b"\0" or body[:2] == b"\xff\xfe"
        return body.decode("utf-16-le" if little else "utf-16-be", "replace").lstrip("\ufeff")
    if code.startswith((b"ASCII", b"JIS")) or not code.strip(b"\0"):
        return decoded(body)
    return decoded(untrusted_bytes)


def readable(text: str, most: int) -> str:
    """At most `most` characters that can be stored and sent; lone surrogates are replaced."""
    return text[:most].encode("utf-8", "replace").decode("utf-8")
