"""What people do first is called weak; several unrelated words are not."""

import pytest

from evidence.keys.strength import strength


@pytest.mark.parametrize(
    "weak",
    ["", "abc12345", "password1", "qwertyuiop", "19880808", "Wangfang1988", "1111111111111",
     "安诚公估", "hello hello hello hello", "12345678901234567890"],
)  # fmt: skip
def test_what_is_tried_first_is_weak(weak: str) -> None:
    assert strength(weak).level == "weak"


def test_each_unrelated_word_makes_it_harder() -> None:
    levels = [strength(" ".join(words)).level for words in (
        ["copper", "lantern"],
        ["copper", "lantern", "walrus", "seven"],
        ["copper", "lantern", "walrus", "seven", "marmalade"],
    )]  # fmt: skip
    assert levels == ["weak", "fair", "good"]


def test_no_answer_praises() -> None:
    assert "if it is used nowhere else" in str(strength("k7$Qz!x0-vM4#pR9&wT2").what)
