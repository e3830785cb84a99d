"""Forms for a speaker, a source, and what a source prints of a field of a record."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar, Final, NamedTuple, get_args

from textual.app import ComposeResult
from textual.binding import Binding
from textual.widget import Widget

from summit_tui.app.screen_text import screen_line
from summit_tui.app.screens.record_form import RecordForm, Writing, row
from summit_tui.app.widgets.choice_input import ChoiceInput, FormInput
from summit_tui.archive import Archive, Entry, Search
from summit_tui.archive.query.tree import Facet
from summit_tui.archive.wording import choice_in_words
from summit_tui.attribution.collation import HEADING, label_of_field
from summit_tui.attribution.names import record_name
from summit_tui.authoring.judgement import Plan
from summit_tui.authoring.offers import MOST, Offer
from summit_tui.i18n import READER, gettext
from summit_tui.model.field_table import fields_of, text_fields
from summit_tui.model.fields import SourceKind, SpeakerKind
from summit_tui.model.kinds import Address, Kind


def _kinds(table: Kind, values: Sequence[str]) -> list[Offer]:
    """Return the kinds that a record may be of as offers, in the language of the reader."""
    return [Offer(value, choice_in_words(table, "kind", value)) for value in values]


class _NewRecordForm(RecordForm):
    """A form whose boxes are fields, each under its name."""

    DEFAULT_CSS = """
    _NewRecordForm {
        & .row > .label { width: 14; }
        & .row > .second { width: 16; }
        & #offers { padding-left: 15; }
    }
    """
    BINDINGS: ClassVar = [Binding("escape", "leave", "Close")]
    required: Sequence[str]
    """The fields without which nothing is written."""

    def __init__(
        self,
        writing: Writing,
        event: str,
        sources: Sequence[Offer] = (),
    ) -> None:
        """Ask for a record of an event; `sources` are those that are offered at first."""
        super().__init__(writing, event)
        self._sources = sources
        self._values: Mapping[str, str] = {}

    def on_mount(self) -> None:
        """Begin with what is there."""
        self.read_fields()
        self.show_offers()

    def read_fields(self) -> None:
        """Read the boxes as they are now."""
        self._values = {
            box.id or "": box.chosen if isinstance(box, ChoiceInput) else box.value.strip()
            for box in self.query(FormInput)
        }

    def missing(self) -> tuple[Widget, str] | None:
        """Return the first box that is empty and must not be, or holds what there is not."""
        for box in self.query(FormInput):
            if isinstance(box, ChoiceInput) and box.is_typing:
                return box, gettext("Nothing has that name: {name}", name=screen_line(box.typed))
            if box.id in self.required and not self._values[box.id or ""]:
                return box, gettext("It cannot be written without this field.")
        return None

    async def find(self, box: ChoiceInput, topic: str = "offers") -> Sequence[Offer]:
        """Return the records, or the words of a list, that are found by what was typed."""
        kinds: Mapping[str | None, Kind] = {"source": "sources", "delegation": "delegations"}
        if box.id in kinds:
            return await self.find_records(kinds[box.id], box.typed, topic)
        return await super().find(box, topic)


class AddSpeakerScreen(_NewRecordForm):
    """Asks for a person, an organization or a group."""

    table = "speakers"
    required = ("name",)

    def compose_rows(self) -> ComposeResult:
        """Yield the rows of the fields."""
        yield from row((gettext("Name"), FormInput(id="name")))
        hint = gettext("other spellings, apart by semicolons")
        yield from row((gettext("Other names"), FormInput(id="aliases", placeholder=hint)))
        yield from row(
            (gettext("Kind"), ChoiceInput(_kinds("speakers", get_args(SpeakerKind)), id="kind"))
        )
        yield from row(
            (gettext("Role"), FormInput(id="title")),
            (gettext("Organization"), FormInput(id="organization")),
        )
        yield from row((gettext("Delegation"), ChoiceInput((), id="delegation")))
        yield from row((gettext("Source"), ChoiceInput(self._sources, id="source")))

    def heading(self, file: str) -> str:
        """Return the title; `file` is the one that takes the speaker, or nothing."""
        if not file:
            return gettext("Add a speaker")
        return gettext("Add a speaker to {file}", file=file)

    async def planned(self) -> Plan:
        """Return what would be written."""
        values = self._values
        role = {"title": values["title"], "organization": values["organization"]}
        role |= {"source": values["source"]}
        fields = {
            "name": values["name"],
            "aliases": [part for part in map(str.strip, values["aliases"].split(";")) if part],
            "kind": values["kind"],
            "roles": [_known(role)] if values["title"] else [],
            "delegation": values["delegation"],
            "sources": [values["source"]] if values["source"] else [],
        }
        return await self._author.plan_record(
            self._event, "speakers", _known(fields), values["name"]
        )

    def written(self, plan: Plan) -> Address:
        """Return the address of the speaker, who is offered first from now on."""
        id = str(plan.record["id"])
        self._author.remember(id)
        return Address(self._event, "speakers", id)


class AddSourceScreen(_NewRecordForm):
    """Asks for a publication that statements rest on."""

    table = "sources"
    required = ("title", "publisher")

    def compose_rows(self) -> ComposeResult:
        """Yield the rows of the fields."""
        yield from row((gettext("Title"), FormInput(id="title")))
        yield from row((gettext("Publisher"), FormInput(id="publisher")))
        yield from row(
            (gettext("Kind"), ChoiceInput(_kinds("sources", get_args(SourceKind)), id="kind")),
            (gettext("Language"), FormInput(id="language", placeholder="en")),
        )
        yield from row(
            (gettext("Author"), FormInput(id="author", placeholder=gettext("as printed")))
        )
        yield from row(
            (gettext("Day"), FormInput(id="published", placeholder="YYYY-MM-DD")),
            (gettext("Retrieved"), FormInput(id="retrieved", placeholder="YYYY-MM-DD")),
        )
        yield from row((gettext("Address"), FormInput(id="url", placeholder="https://")))
        hint = gettext("the file of its text, beside the file that takes the record")
        yield from row((gettext("Text"), FormInput(id="text", placeholder=hint)))

    def heading(self, file: str) -> str:
        """Return the title; `file` is the one that takes the source, or nothing."""
        if not file:
            return gettext("Add a source")
        return gettext("Add a source to {file}", file=file)

    async def planned(self) -> Plan:
        """Return what would be written."""
        values = self._values
        words = " ".join(
            filter(None, (values["publisher"], values["published"] or values["title"]))
        )
        return await self._author.plan_record(self._event, "sources", _known(values), words)

    def written(self, plan: Plan) -> Address:
        """Return the address of the source."""
        return Address(self._event, "sources", str(plan.record["id"]))


class AddReadingScreen(_NewRecordForm):
    """Asks for what a source prints of a field of a record."""

    table = "readings"
    required = ("field", "value", "source")

    def __init__(
        self,
        writing: Writing,
        entry: Entry,
        sources: Sequence[Offer] = (),
    ) -> None:
        """Ask for a reading of a record; `sources` are those that are offered at first."""
        super().__init__(writing, entry.address.event, sources)
        self._entry = entry

    def compose_rows(self) -> ComposeResult:
        """Yield the rows of the fields."""
        yield from row((gettext("Field"), ChoiceInput(_fields_of(self._entry), id="field")))
        yield from row((gettext("Value"), FormInput(id="value", placeholder=gettext("as printed"))))
        yield from row((gettext("Source"), ChoiceInput(self._sources, id="source")))
        yield from row((gettext("Language"), FormInput(id="language", placeholder="en")))

    def heading(self, file: str) -> str:
        """Return the title; `file` is the one that takes the reading, or nothing."""
        name = screen_line(record_name(self._entry.record, READER).text)
        if not file:
            return gettext("What a source prints of {name}", name=name)
        return gettext("What a source prints of {name}, to {file}", name=name, file=file)

    async def planned(self) -> Plan:
        """Return what would be written."""
        address = self._entry.address
        fields = {"record": f"{address.kind}/{address.id}", **self._values}
        return await self._author.plan_reading(self._event, _known(fields))

    def written(self, _: Plan) -> Address:
        """Return the address of the record that the reading is of."""
        return self._entry.address


_UNPRINTED: Final = frozenset(
    (
        *("id", "ignore", "summary", "same_as", "sources", "source", "excerpt", "checked"),
        *("retrieved", "sha256", "archived_at", "licence", "embargo", "corrections"),
    )
)
"""Fields that no source prints: they are the editor's own."""


def _fields_of(entry: Entry) -> list[Offer]:
    """Return the fields of a record that a source may print, those that it has come first."""
    kind = entry.address.kind
    unprinted = _UNPRINTED | {"text"} if kind == "sources" else _UNPRINTED
    names = [name for name in fields_of(kind) if name not in unprinted]
    own = sorted(names, key=lambda name: (name not in entry.data, name not in text_fields(kind)))
    labels = {name: _label(kind, name) for name in own}
    shared = Counter(labels.values())
    return [
        Offer(name, f"{label} ({name})" if shared[label] > 1 else label)
        for name, label in labels.items()
    ]


def _label(kind: Kind, field: str) -> str:
    """Return what a field is called where its record is shown."""
    label = label_of_field(kind, field)
    if label != HEADING:
        return label
    return gettext("Title") if field == "title" else gettext("Name")


class FirstOffers(NamedTuple):
    """What is offered at first for a new record of an event."""

    path: str
    """The file of the event."""
    sources: Sequence[Offer]
    """Its sources: the one that is shown, then the newest."""


def first_offers(archive: Archive, event: str, entry: Entry | None) -> FirstOffers | None:
    """Return what is offered at first; None where there is no such event."""
    home = archive.get(Address(event, "event", event)) if event else None
    if home is None:
        return None
    hits = archive.search(Search(Facet("event", event), "sources"), limit=MOST).hits
    shown = [entry] if entry is not None and entry.address.kind == "sources" else []
    sources = {each.address.id: each for each in [*shown, *hits]}
    offers = [Offer(id, record_name(each.record, READER).text) for id, each in sources.items()]
    return FirstOffers(home.path, offers[:MOST])


def _known(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return fields without those that are empty; `Any`: fields differ in type."""
    return {name: value for name, value in fields.items() if value}
