"""Public keys on whose signatures libraries disagree are refused."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from evidence.errors import Damaged
from evidence.ledger.entry import Entry, check
from evidence.ledger.points import check_point
from tests.evidence.ledger.ledgers import altered_header


def test_keys_as_they_are_made_are_accepted():
    for _ in range(50):
        check_point(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


@pytest.mark.parametrize("length", [0, 31, 33])
def test_a_key_of_another_length_is_refused(length):
    with pytest.raises(Damaged):
        check_point(b"\x07" * length)


@pytest.mark.parametrize(
    "signer",
    [
        "00" * 32,
        "01" + "00" * 31,
        "01" + "00" * 30 + "80",
        "ec" + "ff" * 30 + "7f",
        "ed" + "ff" * 30 + "7f",
        "ff" * 32,
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa",
    ],
)
def test_a_key_for_which_one_signature_fits_many_messages_is_refused(signer):
    header = altered_header(signer=signer)
    forged = bytes.fromhex("01" + "00" * 31) + bytes(32)
    with pytest.raises(Damaged):
        check(Entry(header, forged, None), None)
