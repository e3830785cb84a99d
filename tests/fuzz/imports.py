"""Files of other programs, spoiled: an import may refuse them by a sentence and nothing else."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from summit_tui.formats.csv import COLUMNS
from summit_tui.importers.commit import commit
from summit_tui.importers.document import Document
from summit_tui.importers.folder import read_folder
from summit_tui.importers.limits import UnreadableError
from summit_tui.importers.plan import Plan
from summit_tui.importers.prepare import Request, prepare
from summit_tui.importers.report import as_json, as_text
from summit_tui.importers.table import IMPORTERS, Importer
from tests.fuzz import formats
from tests.fuzz.mutate import spoiled, spoiled_value

Check = Callable[[Random], None]

TABLE = (
    ("id", "title", "date", "start", "end", "place", "speakers", "name_zh", "topics", "type"),
    ("7", "Opening", "2030-05-01", "09:00", "10:00", "Hall", "Lin Mei; A and B", "林", "a; b", ""),
    ("", "", "1.5.2030", "2030-05-01T09:00:00+08:00", "", "", "“Bo”", "", "", "keynote"),
)
PEOPLE = (("姓名", "职务", "单位", "代表团", "iso3"), ("庄荣文", "主任", "网信办", "中国", "CHN"))
QUOTES = (("speaker", "text", "mode", "source", "url"), ("Lin", "“We”", "direct", "G", "x:/y"))
OWN = (
    COLUMNS,
    ["e/quotes/a", "quotes", "e", "", "'=1", "direct", "Lin", "", "", "", "", "", "", "", "S", "P"],
    ["e/sources/b", "sources", "e", "S", *[""] * 10, "S", "P", "2030", "http://a.example/"],
    ["e/event/e", "event", "e", "Forum"],
)
VALUE = {"talks": [{"title": "A", "speakers": [{"name": "B"}], "date": "2030-05-01"}] * 3}
OPTIONS = ({}, {"kind": "speakers"}, {"columns": {"title": "title", "speakers.name": "speakers"}})


def as_csv(rows: object) -> bytes:
    """Return rows as CSV."""
    stream = io.StringIO()
    csv.writer(stream).writerows(rows)
    return stream.getvalue().encode()


CELL = '<c t="inlineStr"><is><t>{}</t></is></c>'
CELLS = "".join(f"<row>{''.join(map(CELL.format, row))}</row>" for row in TABLE)
SHEET = {
    "[Content_Types].xml": "<Types/>",
    "xl/workbook.xml": (
        '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="a" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships><Relationship Id="r1" Target="worksheets/a.xml" Type="http://schemas.'
        'openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>'
    ),
    "xl/worksheets/a.xml": f"<worksheet><sheetData>{CELLS}</sheetData></worksheet>",
}


def spoiled_sheet(random: Random) -> bytes:
    """Return a workbook, some parts of it spoiled before they are packed."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", random.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as z:
        for name, content in SHEET.items():
            part = content.encode()
            z.writestr(name, spoiled(random, part) if random.random() < 0.3 else part)
    return data.getvalue()


def spoiled_json(random: Random) -> bytes:
    """Return a list of objects, some values of it spoiled."""
    return json.dumps(spoiled_value(random, VALUE), ensure_ascii=False).encode(errors="replace")


SEEDS: tuple[Callable[[Random], bytes], ...] = (
    lambda random: as_csv(random.choice((TABLE, PEOPLE, QUOTES))),
    lambda _: as_csv(OWN),
    spoiled_sheet,
    spoiled_json,
    *formats.SEEDS,
)
"""What makes a file of each of the formats, sound or spoiled in its values."""


@contextmanager
def imports(folder: Path) -> Iterator[Check]:
    """Plan the import of a spoiled file, by what is recognized or as a format that it may not be.

    What is planned is proven by the plan itself to be read again as it is meant; here it must never
    fail in that.
    """
    path, coverage = folder / "a.bin", folder / "coverage"

    def plan(random: Random, data: bytes, importer: Importer | None) -> Plan | None:
        path.write_bytes(spoiled(random, data) if random.random() < 0.7 else data)
        given = random.choice(OPTIONS)
        document = Document(path)
        request = Request(document=document, importer=importer, given=given, today="2030-05-03")
        try:
            return prepare(read_folder(coverage), request)
        except UnreadableError as error:
            if any(words in str(error) for words in ("would hold", "correct it first")):
                raise AssertionError from error
            return None

    def check(random: Random) -> None:
        data = random.choice(SEEDS)(random)
        importer = random.choice((None, None, *IMPORTERS))
        first = plan(random, data, importer)
        if first is None:
            return
        assert all(isinstance(line, str) for line in as_text(first))
        json.dumps(as_json(first, is_written=False))
        if random.random() < 0.2 and first.holds_anything:
            # Another edition, perhaps with half of its values gone, meets what is there.
            commit(coverage, first.files)
            second = plan(random, data, importer)
            if second is not None and second.holds_anything:
                commit(coverage, second.files)
            shutil.rmtree(coverage)

    yield check
