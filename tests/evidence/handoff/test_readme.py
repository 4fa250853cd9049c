"""The page in a bag says how to check it, in both languages, for any program to read."""

from __future__ import annotations

from evidence.handoff.readme import LINES, readme


def test_it_is_readable_everywhere_and_names_the_case() -> None:
    page = readme("AJ2026-AB2C-0001")
    text = page.decode("utf-8-sig")
    assert page.startswith(b"\xef\xbb\xbf")
    assert text.count("AJ2026-AB2C-0001") >= 3
    assert "\n" not in text.replace("\r\n", "")


def test_it_says_how_to_check_without_us() -> None:
    text = readme("x").decode("utf-8-sig")
    for how in ("sha256sum -c SHA256SUMS", "certutil", "BagIt", "Ed25519", "DSSEv1"):
        assert text.count(how) >= 2, how


def test_the_english_stands_whole_after_the_chinese() -> None:
    text = readme("x").decode("utf-8-sig")
    assert all(line.replace("{number}", "x") in text for line in LINES)
