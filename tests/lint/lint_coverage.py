"""A small coverage with nothing wrong, to be spoiled in one place."""

import json
from copy import deepcopy
from hashlib import sha256

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.lint import lint

ENGLISH = (
    "Anna Diaz, Minister of Trade, told the forum: “We oppose a closed and exclusive model of "
    "development.” She said that technology must not create “technology islands.”\n"
    "\n"
    "Bo Lindqvist, who spoke next, wants more training. On trade we agree. On health we agree.\n"
)
CHINESE = (
    "王勇指出，要坚持真正的多边主\n义，"
    "共同构建“网络空间命运共同体”。\n他说：「技术应当造福\n人类。」\n"
)
TEXTS = {"wire.txt": ENGLISH, "agency.txt": CHINESE}

BESIDE_THE_TEXT = (
    *("W314", "W315", "W316", "W317", "W318", "W319"),
    *("W406", "W407", "W408", "W409", "W410", "W411", "W414"),
)
"""Doubts that statements of this coverage have beside texts that say something else."""

CLEAN = {
    "event": {
        "id": "summit",
        "name": "The Summit",
        "names": {"zh-Hans": "峰会"},
        "start": "2025-04-14",
        "end": "2025-04-15",
        "country": "HK",
        "sources": ["wire"],
    },
    "sessions": [
        {
            "id": "forum",
            "title": "Forum",
            "date": "2025-04-14",
            "start": "2025-04-14T09:00:00+08:00",
            "end": "2025-04-14T03:00:00Z",
            "speakers": [{"speaker": "diaz", "role": "panelist"}, "lindqvist"],
            "sources": ["wire"],
        }
    ],
    "speakers": [
        {
            "id": "diaz",
            "name": "Anna Diaz",
            "kind": "person",
            "delegation": "nicaragua",
            "roles": [
                {"title": "Minister", "from": "2024-05", "source": "wire"},
                {"title": "Chair", "organization": "Trade Board", "from": "2020", "to": "2023"},
            ],
        },
        {"id": "lindqvist", "name": "Bo Lindqvist", "aliases": ["Lindqvist"], "kind": "person"},
        {"id": "wang", "name": "Wang Yong", "names": {"zh-Hans": "王勇"}, "kind": "person"},
    ],
    "quotes": [
        {
            "id": "direct",
            "speaker": "diaz",
            "mode": "direct",
            "text": "We oppose a closed and exclusive model of development.",
            "attribution": "Anna Diaz, Minister of Trade, told the forum",
            "role": "Minister of Trade",
            "session": "forum",
            "date": "2025-04-14",
            "language": "en",
            "excerpt": {"exact": "We oppose a closed and exclusive model of development."},
            "source": "wire",
        },
        {
            "id": "partial",
            "speaker": "diaz",
            "mode": "partial",
            "text": 'Technology should not make "technology islands".',
            "language": "en",
            "excerpt": {"exact": 'must not create "technology islands."'},
            "source": "wire",
        },
        {
            "id": "paraphrase",
            "speaker": "lindqvist",
            "mode": "paraphrase",
            "text": "There should be more training.",
            "attribution": "who spoke next",
            "language": "en",
            "excerpt": {"exact": "wants more training"},
            "source": "wire",
        },
        {
            "id": "chinese",
            "speaker": "wang",
            "mode": "partial",
            "text": "要坚持多边主义，构建“网络空间命运共同体”。",
            "attribution": "王勇指出",
            "language": "zh-Hans",
            "excerpt": {"exact": "要坚持真正的多边主义"},
            "source": "agency",
        },
    ],
    "delegations": [
        {"id": "nicaragua", "name": "Nicaragua", "code": "NI", "region": "Central America"}
    ],
    "sources": [
        {
            "id": "wire",
            "title": "At the summit",
            "publisher": "The Wire",
            "language": "en",
            "published": "2025-04-16",
            "text": "wire.txt",
            "sha256": sha256(ENGLISH.encode()).hexdigest(),
        },
        {
            "id": "agency",
            "title": "峰会开幕",
            "publisher": "Agency",
            "language": "zh-Hans",
            "text": "texts/../agency.txt",
        },
    ],
}


def clean():
    """Return a coverage of one's own to spoil."""
    return deepcopy(CLEAN)


def record(coverage, kind, id):
    """Return one record of a coverage."""
    return next(record for record in coverage[kind] if record["id"] == id)


def written(folder, coverage, texts=TEXTS):
    """Write a coverage with its texts into a folder, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "texts").mkdir(exist_ok=True)
    (folder / "coverage.json").write_text(json.dumps(coverage, indent=1), "utf-8")
    for name, text in texts.items():
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def problems(folder, while_reading=frozenset(), **options):
    """Return what the checks find in a folder of which reading finds some codes at the most."""
    archive = open_archive([folder], cache=None)
    try:
        assert {problem.code for problem in archive.info().problems} <= while_reading
        return list(lint(archive, **options))
    finally:
        archive.close()


def code_and_record(problem):
    """Return the code of a problem and the record that it names."""
    return problem.code, problem.where.split()[-1]


def codes_and_records_in(archive, **options):
    """Return the code and the record of each problem of an archive."""
    return [code_and_record(problem) for problem in lint(archive, **options)]


def codes_and_records(folder, coverage, texts=TEXTS, **options):
    """Write a coverage and return the code and the record of each of its problems."""
    return list(map(code_and_record, problems(written(folder, coverage, texts), **options)))
