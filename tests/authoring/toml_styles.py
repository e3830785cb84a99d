"""Writes records as people write TOML: in every form of string and table, with comments."""

import json

from hypothesis import strategies as st

LETTERS = ["a", "word", " ", "  ", "-", "“", "”", "我们", "，", "é", "#", "[", "]", "=", "{", "}"]
LETTERS += ["'", '"', '""', '"""', "'''", "\\", "\\n", "\n", "\t", "🙂", ","]
INVISIBLE = ["\u200e", "\u202e", "\x7f"]
"""A reader of the file sees symbols in their place."""


def texts(letters=(*LETTERS, *INVISIBLE)):
    """Return texts with something in them, of words and of signs that mean something in TOML."""
    parts = st.lists(st.sampled_from(letters), min_size=1, max_size=8)
    return parts.map(lambda words: f"x{''.join(words)}x")


EXCERPTS = st.fixed_dictionaries(
    {"exact": texts()}, optional={"prefix": texts(), "suffix": texts()}
)
QUOTES = st.fixed_dictionaries(
    {
        "speaker": st.just("lin"),
        "text": texts(),
        "mode": st.sampled_from(["direct", "partial", "paraphrase"]),
        "source": st.just("wire"),
    },
    optional={
        "role": texts(),
        "date": st.sampled_from(["2030-05-01", "2030-05"]),
        "topics": st.lists(texts(), max_size=3),
        "excerpt": EXCERPTS,
        "translations": st.fixed_dictionaries({}, optional={"fr": texts(), "zh-Hans": texts()}),
    },
)
RECORDS = st.lists(QUOTES, min_size=1, max_size=3).map(
    lambda records: [{"id": f"q{number}", **record} for number, record in enumerate(records)]
)
COMMENTS = ["", "", " # mine", ' # a "quoted" one', " # [[quotes]]", " # x = 1, ] }"]


class Writer:
    """Writes records in styles that a generator of random numbers chooses."""

    def __init__(self, random):
        self.choose = lambda *options: random.choice(options)

    def file(self, records):
        """Return a whole file with `quotes`, as text with the line ends that were chosen."""
        lines = [self.choose("# A file of mine.", "", "#")]
        if self.choose("headers", "headers", "list") == "list":
            items = ",\n  ".join(self.inline(record) for record in records)
            lines.append(f"quotes = [\n  {items}{self.choose('', ',')}\n]{self.comment()}")
        else:
            for record in records:
                lines += self.block(record)
        text = "\n".join(lines) + self.choose("\n", "", "\n\n# the end\n")
        return text.replace("\n", self.choose("\n", "\n", "\r\n"))

    def comment(self):
        return self.choose(*COMMENTS)

    def block(self, record):
        """Return the lines of one record below its header."""
        yield f"{self.choose('', '  ')}[[{self.choose('quotes', ' quotes ')}]]{self.comment()}"
        tables = []
        indent = self.choose("", "  ")
        for key, value in record.items():
            if self.choose(*[False] * 4, True):
                yield self.choose("", "# between", "  # [quotes.excerpt]")
            style = self.choose("inline", "dotted", "table") if isinstance(value, dict) else ""
            if style == "table":
                tables.append(f"[quotes.{key}]{self.comment()}")
                tables += [f"{self.pair(inner, item)}" for inner, item in value.items()]
            elif style == "dotted" and value:
                for inner, item in value.items():
                    yield f"{indent}{self.pair(f'{key}.{inner}', item)}"
            else:
                yield f"{indent}{self.pair(key, value)}"
        yield from tables
        yield from self.choose([""], [], ["", "# Below."])

    def pair(self, key, value):
        return f"{key}{self.choose(' = ', '=', '  =  ')}{self.value(value)}{self.comment()}"

    def value(self, value):
        match value:
            case dict():
                return self.inline(value)
            case list() if value and self.choose(True, False):
                inside = ""
                for number, item in enumerate(value):
                    comma = "," if number < len(value) - 1 else self.choose("", ",")
                    inside += f"    {self.string(item)}{comma}{self.comment()}\n"
                return f"[\n{inside}]"
            case list():
                return f"[{', '.join(map(self.string, value))}]"
        return self.string(value)

    def inline(self, record):
        pairs = [
            f"{key} = {self.inline(value) if isinstance(value, dict) else self.one_line(value)}"
            for key, value in record.items()
        ]
        space = self.choose(" ", "")
        return f"{{{space}{', '.join(pairs)}{space}}}"

    def one_line(self, value):
        if isinstance(value, list):
            return f"[{', '.join(map(self.string, value))}]"
        return self.string(value)

    def string(self, text):
        if text[:4] == "2030" and len(text) == 10 and self.choose(True, False):
            return text
        basic = json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
        forms = [basic, json.dumps(text).replace("\x7f", "\\u007f")]
        if "\ud83d" in json.dumps(text):  # a surrogate pair is no character in TOML
            forms.pop()
        if "\\ud" in forms[-1]:
            forms.pop()
        if text.replace("\t", "").isprintable():
            if "'" not in text:
                forms.append(f"'{text}'")
            if "'''" not in text:
                forms.append(f"'''\n{text}'''")
        inner = basic[1:-1]
        forms.append(f'"""\\\n  {inner}"""')
        forms.append(f'"""{inner}"""')
        folded = inner.replace(" ", " \\\n    ", 1) if "  " not in text else inner
        forms.append(f'"""\n{folded}"""')
        return self.choose(*forms)
