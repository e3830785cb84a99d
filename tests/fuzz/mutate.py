"""Changes valid input at random, so that most of it stays valid."""

import json
from random import Random

WORDS = [
    *("[[quotes]]\n", "[event]\n", "[[sessions.speakers]]\n", "[event.names]\n", '["quotes"]\n'),
    *('id = "a"\n', "id = ", "topics = [\n", "1979-05-27", "9" * 30, "1e999", "nan", "-", "true"),
    *('"""', "'''", '"', "'", "\n", "\r\n", "\r", "[", "]", "{", "}", "=", ",", ".", "#", "\\"),
    *('{"quotes": [', '{"event": {', '"id": "a"', '"kind": "session"', "null", "NaN", "\\ud800"),
    *("(", ")", "speaker:", "AND", "OR", "NOT", "NEAR(", "*", "^", ":", "date:2025..", ">2"),
    *("\x00", "\x1b]52;c;cXE=\x07", "\x7f", "\x85", "\u2028", "\u202e", "\u2066", "\ufeff"),
    *("\u2069", "\u202c", "\u200c", "\u200e", "\u200f", "\u00ad", "\ufe0f", "\U000e0100", "\u3164"),
    *("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "\U000e0001", "\U0010ffff"),
    *("\u200d", "\U000e0041", "\ufdd0", "é", "e\u0301", "ﬁ", "中文", "１", "ｶﾞ", "السلام", "👩‍🚀"),
    *("=1+1", "@", "</script>", "<b>", "&amp;", "](x)", "`", "$", "%", "…", "“", "”", "«", "’"),
    *("file:///etc/passwd", "javascript:x", "http://[", "https://a.example/#:~:text=b", "../.."),
]


def text(random: Random, most: int) -> str:
    """Return a text of at most `most` words and characters."""
    return "".join(fragment(random) for _ in range(random.randint(0, most)))


def fragment(random: Random) -> str:
    """Return a word, or any character that UTF-8 has."""
    if random.random() < 0.7:
        return random.choice(WORDS)
    code = random.choice((0x7F, 0x2FF, 0xFFFF, 0x10FFFF))
    character = chr(random.randint(0, code))
    return "?" if "\ud800" <= character <= "\udfff" else character


def spoiled(random: Random, data: bytes) -> bytes:
    """Return a text in UTF-8 after some random changes, which may leave it no UTF-8."""
    for _ in range(random.choice((1, 1, 2, 3, 8))):
        start = random.randint(0, len(data))
        end = min(len(data), start + random.choice((0, 0, 1, 2, 10, 100)))
        other = random.randint(0, len(data))
        change = random.choice(
            (
                b"",
                fragment(random).encode(),
                fragment(random).encode(),
                random.randbytes(random.randint(1, 3)),
                data[other : other + random.choice((1, 5, 50))],
                data[start:end] * random.randint(2, 5),
            )
        )
        data = data[:start] + change + data[end:]
    return data


def spoiled_value(random: Random, value: object, depth: int = 0) -> object:
    """Return a JSON value in which some parts are other ones."""
    if random.random() < 0.06 and depth:
        return random.choice((None, True, 3, 2.5, "", "a", [], {}, ["a"], {"a": "b"}))
    match value:
        case str():
            return value + text(random, 2) if random.random() < 0.15 else value
        case list():
            return [spoiled_value(random, part, depth + 1) for part in value]
        case dict():
            return {
                (text(random, 2) if random.random() < 0.02 else key): spoiled_value(
                    random, part, depth + 1
                )
                for key, part in value.items()
            }
    return value


def as_json(random: Random, value: object) -> bytes:
    """Return a value as JSON, written in one of the usual ways."""
    indent = random.choice((None, 1, 4))
    return json.dumps(value, ensure_ascii=random.random() < 0.5, indent=indent).encode(
        errors="replace"
    )
