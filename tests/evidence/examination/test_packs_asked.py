"""Files pass through on their way to another search, each asked of the packs once."""

from __future__ import annotations

from evidence.examination.packs import PackSearch
from evidence.examination.packs_asked import AskedOfPacks
from evidence.likeness.pack_terms import Terms
from evidence.likeness.packs import Shared, make, open_pack
from evidence.reading.host import Readers
from evidence.values import sha256
from tests.evidence.examination.test_packs import KEY, STRANGER, STRANGERS_KEY, TERMS


def searching(*files: bytes, terms: Terms = TERMS) -> PackSearch:
    shared = [Shared(str(n), sha256(file)) for n, file in enumerate(files)]
    pack = open_pack(make(shared, terms, key=KEY, signer=STRANGER, tickets=b"t").file, KEY)
    return PackSearch((pack,), frozenset({STRANGERS_KEY}), (pack.manifest,))


def test_every_file_passes_and_the_known_one_is_told() -> None:
    queries = [("a", b"known"), ("b", b"unknown")]
    with Readers(workers=1) as readers:
        asked = AskedOfPacks(searching(b"known"), readers)
        assert list(asked.passing(queries)) == queries
        assert {name: len(hits) for name, hits in asked.hits.items()} == {"a": 1, "b": 0}
        part = AskedOfPacks(searching(b"known"), readers, (0, 0, 500, 500))
        assert list(part.passing(queries)) == queries
        assert part.hits == {"a": [], "b": []}


def test_without_a_pack_nothing_is_read() -> None:
    with Readers(workers=1) as readers:
        asked = AskedOfPacks(PackSearch(), readers)
    assert [name for name, _ in asked.passing([("a", b"known")])] == ["a"]
    assert asked.hits == {"a": []}
