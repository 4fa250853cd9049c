"""The numbers of refused calls are the kernel's."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evidence.reading.system_calls import REFUSED

HEADERS = (
    Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h"),
    Path("/usr/include/asm-generic/unistd.h"),
)


@pytest.mark.parametrize("column", [0, 1])
def test_numbers_are_those_of_the_kernel(column: int) -> None:
    header = HEADERS[column]
    if not header.exists():
        pytest.skip("the kernel's headers are not on this computer")
    found = re.findall(r"#define __NR(?:3264)?_(\w+)\s+(\d+)", header.read_text("ascii"))
    numbers = {name: int(number) for name, number in found}
    for name, pair in REFUSED.items():
        assert pair[column] == numbers.get(name), name


def test_what_a_reader_needs_is_not_refused() -> None:
    needed = {"read", "write", "mmap", "munmap", "brk", "futex", "openat", "close", "exit_group"}
    assert not needed & set(REFUSED)
