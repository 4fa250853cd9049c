"""The page in a bag for whoever receives it: how to check everything without this program."""

from __future__ import annotations

from evidence.words import LANGUAGES, Phrase, Words, mark

LINES: tuple[str, ...] = (
    mark("This bag holds the evidence of case {number}."),
    mark("It was made by an insurer's or investigating firm's own work and is not a police file."),
    mark("Check that every file is as it was handed over:"),
    mark(
        "  Linux and macOS, in the folder data: sha256sum -c SHA256SUMS (macOS: shasum -a 256 -c)"
    ),
    mark("  Windows, file by file: certutil -hashfile originals\\E0001.jpg SHA256"),
    mark("  Any BagIt tool (RFC 8493) checks the whole folder."),
    mark("Check the record of what was done:"),
    mark("  ledger/*.jsonl has one entry a line. Decode header, signature and payload (base64)."),
    mark(
        "  The Ed25519 key in the file name signs: DSSEv1, the length and text of "
        "application/vnd.lianzheng.entry.v1+json, the length and bytes of the header."
    ),
    mark("  SHA-256 of a payload stands in its header; SHA-256 of a header is prev in the next."),
    mark("  Compare the last link of each ledger with the one printed in the signed papers."),
    mark("What is where:"),
    mark("  originals/  the files as they were taken in, byte for byte"),
    mark("  papers/  the papers drawn up, each with its proof: the signed entry that names it"),
    mark("  exhibits.csv, exhibits.json  which file is which exhibit, and where it came from"),
    mark("  observations.json  every result of every check, with version and values"),
    mark("  custody.json  who held what"),
    mark("  keys/  the public keys and whose they are"),
    mark("What this proves: since the entries were signed with these keys nothing was changed."),
    mark(
        "What it does not prove: who pressed the key, that a picture shows the truth, or a time "
        "earlier than the first copy of a ledger head in other hands."
    ),
    mark("Check results are screening hints, not expert opinions; each may have a normal reason."),
)


def readme(number: str) -> bytes:
    """The page, in Chinese and then in English; UTF-8 with the mark that Windows needs."""
    parts = [
        "\r\n".join(words.text(Phrase(line, {"number": number})) for line in LINES)
        for words in map(Words, LANGUAGES)
    ]
    return (f"联证 Lianzheng · {number}\r\n\r\n" + "\r\n\r\n".join(parts) + "\r\n").encode(
        "utf-8-sig"
    )
