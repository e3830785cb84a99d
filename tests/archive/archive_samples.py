"""Random coverages and random queries, full of words that try to break the search."""

from summit_tui.archive.query import And, Dates, Not, Or, Reference, parse

WORDS = [
    *["digital", "dig", "governance", "the", "ai", "ＡＩ", "Café", "CAFE", "naïve", "Łódź", "ﬁne"],
    *["技术", "技術", "創新", "创新发展", "庄荣文", "莊榮文", "数字2025", "パン", "バン"],
    *["=kind", "=all", '"', "*", "NEAR(", "AND", "OR", "NOT", ":", "a:b", "nul\x00byte", "it's"],
    *["a.b-c", "= =", "speakers/s0", "ref=e0", "-", "2025", "s0", "e1", "words", "speaker:dig"],
]
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
LANGUAGES = ["en", "zh", "zh-Hant", "zh-Hant-HK", "zh-Hans", "de"]


def some_text(random):
    return " ".join(random.choices(WORDS, k=random.randint(1, 5)))


def sparse(random, fields):
    """Keep each optional field half of the time."""
    return {key: make() for key, make in fields.items() if random.random() < 0.5}


def some_of(random, items, most=2):
    return random.sample(items, random.randint(0, most))


def random_event(random, event, size):
    """Return the tables of one event; references may lead nowhere."""

    def ids(letter):
        return [f"{letter}{n}" for n in range(4)]

    def day():
        return random.choice(DAYS)

    def text():
        return some_text(random)

    def names():
        return {tag: text() for tag in some_of(random, LANGUAGES)}

    def sources():
        return some_of(random, ids("c"))

    def topics():
        return some_of(random, TOPICS, 3)

    def part():
        id = random.choice(ids("s"))
        return random.choice([id, {"speaker": id}, {"speaker": id, "role": "moderator"}])

    def role():
        more = {"organization": text, "from": day, "source": lambda: random.choice(ids("c"))}
        return {"title": text(), **sparse(random, more)}

    def delegation():
        return random.choice([random.choice(ids("d")), some_of(random, ids("d"))])

    def session():
        own = {"titles": names, "date": day, "start": lambda: random.choice(STARTS)}
        own |= {"topics": topics, "speakers": lambda: [part() for _ in range(random.randint(0, 3))]}
        return {"title": text(), **sparse(random, own | {"summary": text, "sources": sources})}

    def speaker():
        own = {"names": names, "aliases": lambda: [text()], "kind": lambda: "person"}
        own |= {"roles": lambda: [role(), role()], "delegation": delegation, "sources": sources}
        return {"name": text(), **sparse(random, own)}

    def a_delegation():
        own = {"names": names, "kind": lambda: random.choice(["country", "media"])}
        own |= {"code": lambda: "HK", "region": lambda: random.choice(["Asia", "ASIA", "Africa"])}
        return {"name": text(), **sparse(random, own | {"summary": text, "sources": sources})}

    def source():
        own = {"kind": lambda: "news", "author": text, "published": day, "url": text}
        own |= {"language": lambda: random.choice(LANGUAGES)}
        return {"title": text(), "publisher": text(), **sparse(random, own)}

    def quote():
        own = {"role": text, "translations": names, "date": day, "topics": topics}
        own |= {"session": lambda: random.choice(ids("t")), "occasion": text, "attribution": text}
        own |= {"language": lambda: random.choice(LANGUAGES), "excerpt": lambda: {"exact": text()}}
        refers = {"speaker": random.choice(ids("s")), "source": random.choice(ids("c"))}
        mode = random.choice(["direct", "partial", "paraphrase"])
        return {"text": text(), "mode": mode, **refers, **sparse(random, own)}

    def table(letter, make, most):
        return [{"id": f"{letter}{n}", **make()} for n in range(random.randint(0, most))]

    own = {"names": names, "start": day, "country": lambda: "HK", "theme": text, "sources": sources}
    return {
        "event": {"id": event, "name": text(), **sparse(random, own)},
        "sessions": table("t", session, 3),
        "speakers": table("s", speaker, 3),
        "quotes": table("q", quote, size),
        "delegations": table("d", a_delegation, 3),
        "sources": table("c", source, 3),
    }


def random_query(random):
    """Return a query as somebody might type it, in the grammar and beside it."""

    def one(depth):
        roll = random.random()
        word = random.choice(WORDS)
        if roll < 0.15 and depth:
            return f"({random.choice([' ', ' OR ']).join(one(depth - 1) for _ in range(2))})"
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
            return random.choice(
                [kind, "mode:p*", "mode:direct", "language:zh", "language:zh-hant"]
            )
        return word + random.choice(["", "", "*"])

    words = [random.choice(["", "", "-"]) + one(2) for _ in range(random.randint(1, 3))]
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
    refers = f"ref=e{random.randint(0, 1)}/{id}{random.randint(0, 3)}"
    return random.choice([Dates(first, last), Reference(refers), Reference("event=e1")])
