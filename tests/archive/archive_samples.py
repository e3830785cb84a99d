"""Random coverages and random queries, full of words that try to break the search."""

from summit_tui.archive.query import parse
from summit_tui.archive.query.tree import And, DateRange, Facet, Members, Not, Or, RefersTo
from summit_tui.model.kinds import resolve_address

WORDS = [
    *["digital", "dig", "governance", "the", "ai", "ＡＩ", "Café", "CAFE", "naïve", "Łódź", "ﬁne"],
    *["技术", "技術", "創新", "创新发展", "庄荣文", "莊榮文", "数字2025", "パン", "バン"],
    *["=kind", "=all", '"', "*", "NEAR(", "AND", "OR", "NOT", ":", "a:b", "nul\x00byte", "it's"],
    *["a.b-c", "= =", "speakers/s0", "ref=e0", "-", "2025", "s0", "e1", "words", "speaker:dig"],
    *["U.S.", "us", "J. D. Vance", "CO₂", "co2", "cyber-security", "cybersecurity", "cyber"],
    *["security", "COP 28", "cop28", "cop", "28", "1,000", "1 000", "1000", "000", "衞生", "卫生"],
    *[
        "数字经济",
        "數碼經濟",
        "經濟",
        "کتاب",
        "كتاب",
        "정상회의에서",
        "정상회의",
        "~policy",
        "policies",
    ],
    *["zrw", "zr", "z", "rongwen", "zhuang", "shan", "sjx", "speaker:zrw", "ouyang"],
]
HAN = ["庄荣文", "莊榮文", "单霁翔", "欧阳修", "覃乐", "吕后", "治"]
TOPICS = ["AI", "ai", "digital economy", "Digital Economy", "治理", "!?", "dig"]
DAYS = [
    "2024",
    "2025",
    "2025-04",
    "2025-12",
    "2025-04-14",
    "2025-04-15",
    "2024-02-29",
    "1999-12-31",
]
STARTS = ["2025-04-14T09:00+08:00", "2025-04-14 09:30:00+08:00", "2025-04-14T02:00:00.5Z"]
STARTS += ["2025-04-15T00:30-12:00", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00"]
ENDS = ["2025-04-15T01:30+08:00", "2025-04-14T17:30Z", "2025-05-02T00:10+09:00"]
ENDS += ["2026-01-01T00:00Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"]
LANGUAGES = ["en", "zh", "zh-Hant", "zh-Hant-HK", "zh-Hans", "de"]


class Inventor:
    """Invents the records of one event; references may lead nowhere."""

    def __init__(self, random, event):
        self.random = random
        self.event = event

    def tables(self, size):
        """Return a JSON file with at most `size` statements."""
        own = {"start": self.day, "country": lambda: "HK", "theme": self.text}
        event = {"id": self.event, "name": self.text()}
        return {
            "event": event | self.sparse(own | {"names": self.names, "sources": self.sources}),
            "sessions": self.table("t", self.session, 3),
            "speakers": self.table("s", self.speaker, 3),
            "quotes": self.table("q", self.quote, size),
            "delegations": self.table("d", self.delegation, 3),
            "sources": self.table("c", self.source, 3),
            "readings": [self.reading() for _ in range(self.random.randint(0, 4))],
        }

    def table(self, letter, make, most):
        return [{"id": f"{letter}{n}"} | make() for n in range(self.random.randint(0, most))]

    def sparse(self, fields):
        """Keep each optional field half of the time."""
        return {key: make() for key, make in fields.items() if self.random.random() < 0.5}

    def some_of(self, items, most=2):
        return self.random.sample(items, self.random.randint(0, most))

    def id(self, letter):
        return f"{letter}{self.random.randint(0, 3)}"

    def day(self):
        return self.random.choice(DAYS)

    def language(self):
        return self.random.choice(LANGUAGES)

    def text(self):
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 5)))

    def names(self):
        return {tag: self.text() for tag in self.some_of(LANGUAGES)}

    def sources(self):
        return self.some_of(["c0", "c1", "c2", "c3"])

    def topics(self):
        return self.some_of(TOPICS, 3)

    def session(self):
        own = {"titles": self.names, "date": self.day, "topics": self.topics}
        own |= {"start": lambda: self.random.choice(STARTS), "summary": self.text}
        own |= {"end": lambda: self.random.choice(ENDS)}
        own |= {"speakers": lambda: [self.part(), self.part()], "sources": self.sources}
        return {"title": self.text()} | self.sparse(own)

    def part(self):
        id = self.id("s")
        return self.random.choice([id, {"speaker": id}, {"speaker": id, "role": "moderator"}])

    def speaker(self):
        own = {"names": self.names, "aliases": lambda: [self.text()], "kind": lambda: "person"}
        own |= {"roles": lambda: [self.role(), self.role()], "delegation": self.home}
        own |= {"same_as": self.same}
        name = self.random.choice([self.text(), *HAN])
        return {"name": name} | self.sparse(own | {"sources": self.sources})

    def role(self):
        own = {"organization": self.text, "from": self.day, "source": lambda: self.id("c")}
        return {"title": self.text()} | self.sparse(own)

    def home(self):
        return self.random.choice([self.id("d"), self.some_of(["d0", "d1", "d2", "d3"])])

    def delegation(self):
        own = {"kind": lambda: self.random.choice(["country", "media"]), "code": lambda: "HK"}
        own |= {"region": lambda: self.random.choice(["Asia", "ASIA", "Africa"])}
        own |= {"names": self.names, "summary": self.text, "sources": self.sources}
        own |= {"same_as": self.same}
        return {"name": self.text()} | self.sparse(own)

    def source(self):
        kinds = ["news", "press release"]
        own = {
            "kind": lambda: self.random.choice(kinds),
            "author": self.text,
            "published": self.day,
        }
        own |= {"url": self.text, "language": self.language}
        return {"title": self.text(), "publisher": self.text()} | self.sparse(own)

    def reading(self):
        places = [("sessions", "t"), ("speakers", "s"), ("delegations", "d"), ("sources", "c")]
        kind, letter = self.random.choice([*places, ("quotes", "q")])
        record = self.random.choice([f"{kind}/{self.id(letter)}", f"event/{self.event}"])
        whose = self.random.choice(["", "", "e0/", "e1/", "e2/", "e7/"])
        fields = ["name", "names", "title", "roles", "theme", "countries"]
        own = {"language": self.language, "excerpt": lambda: {"exact": self.text()}}
        return {
            "record": whose + record,
            "field": self.random.choice(fields),
            "value": self.text(),
            "source": self.id("c"),
        } | self.sparse(own)

    def same(self):
        kind, letter = self.random.choice([("speakers", "s"), ("delegations", "d")])
        events = self.some_of(["e0", "e1", "e2", "e3", "e7"])
        return [f"{event}/{kind}/{self.id(letter)}" for event in events]

    def quote(self):
        own = {"role": self.text, "translations": self.names, "date": self.day}
        own |= {"topics": self.topics, "session": lambda: self.id("t"), "occasion": self.text}
        own |= {"remark": lambda: self.random.choice(["r.1", "r-1", "r-1-x"])}
        own |= {"language": self.language, "excerpt": lambda: {"exact": self.text()}}
        own |= {"joint_speakers": lambda: [self.id("s"), self.id("s")]}
        own |= {"on_behalf_of": lambda: self.id("s"), "quoting": lambda: [self.id("s")]}
        own |= {"relayed_by": lambda: [self.id("s")], "addressee": lambda: [self.id("s")]}
        own |= {"act": lambda: self.random.choice(["pledge", "question", "answer"])}
        own |= {"answer_to": lambda: self.id("q"), "translator": lambda: "official"}
        own |= {"checked": lambda: {"by": self.text(), "date": self.day()}}
        mode = self.random.choice(["direct", "partial", "paraphrase"])
        refers = {"speaker": self.id("s"), "source": self.id("c")}
        return {"text": self.text(), "mode": mode} | refers | self.sparse(own)


def random_query(random):
    """Return a query as somebody might type it, in the grammar and beside it."""

    def query(depth):
        roll = random.random()
        word = random.choice(WORDS)
        if roll < 0.15 and depth:
            return f"({random.choice([' ', ' OR ']).join(query(depth - 1) for _ in range(2))})"
        if roll < 0.3:
            return f'"{word} {random.choice(WORDS)}"'
        if roll < 0.5:
            fields = ["speaker", "role", "delegation", "region", "country", "session", "topic"]
            field = random.choice([*fields, "source", "publisher", "event"])
            value = random.choice([*WORDS, *TOPICS, "HK", "c1", "asia"])
            return f'{field}:"{value}"' if " " in value else f"{field}:{value}"
        if roll < 0.65:
            dates = random.sample(DAYS, 2)
            return "date:" + random.choice(["{}", "{}..{}", ">={}", "<{}", "..{}"]).format(*dates)
        if roll < 0.75:
            kind = random.choice(["kind:quote", "kind:sources", "kind:se*"])
            few = ["mode:p*", "mode:direct", "language:zh", "language:zh-hant", "has:quotes"]
            few += ["has:readings", "has:remark", "has:r*", "sources:2", "sources:>1"]
            few += ["has:doubts", "-has:doubts", "has:doubts mode:direct"]
            few += ["sources:0..1", "sources:<=3", "remark:r-1", "remark:r"]
            few += [
                "act:pledge",
                "act:p*",
                "publication:news",
                "publication:press*",
                "has:checked",
                "has:translator",
                "involves:s1",
            ]
            few += [f"involves:{word}*"]
            return random.choice([kind, *few])
        return word + random.choice(["", "", "*"])

    words = [random.choice(["", "", "-"]) + query(2) for _ in range(random.randint(1, 3))]
    return random.choice([" ", " ", " OR "]).join(words)


def random_node(random, depth=3):
    """Return a tree that need not have come from a query."""
    if depth and random.random() < 0.6:
        parts = tuple(random_node(random, depth - 1) for _ in range(random.randint(0, 3)))
        whole = random.choice([And, Or])(parts)
        return random.choice([whole, whole, Not(whole)])
    if random.random() < 0.5:
        return parse(random_query(random), typing=random.random() < 0.5).node
    first, last = sorted(
        f"{random.randint(2024, 2026)}-{random.randint(1, 12):02}-{random.randint(1, 28):02}"
        for _ in range(2)
    )
    id = random.choice(["speakers/s", "delegations/d", "sessions/t", "sources/c"])
    event, number = f"e{random.randint(0, 1)}", random.randint(0, 3)
    refers = resolve_address(f"{event}/{id}{number}", event)
    involves = Facet(
        "involves", random.choice([f"{event}/speakers/s{number}", f"{event}/quotes/q0"])
    )
    return random.choice(
        [
            DateRange(first, last),
            RefersTo(refers),
            Facet("event", "e1"),
            Members(("hk", "my")),
            involves,
        ]
    )
