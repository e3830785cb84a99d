"""Who may be one person: reported with what speaks for and against it, and never merged.

Measured on real programmes: equal names found 72 to 93 % of those who came back, and about ten
pairs each had another code; neither a name nor a code proves identity.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from summit_tui.archive.analysis.normalize import normalize
from summit_tui.archive.analysis.pinyin import pinyin_of
from summit_tui.i18n import gettext
from summit_tui.importers.folder import Folder
from summit_tui.importers.importer import Suggestion
from summit_tui.importers.merge import Fields
from summit_tui.importers.plan import Outcome

_FEW: Final = 5
"""The most namesakes of one record that are reported; more are a common name."""


def suggestions_of(folder: Folder, event: str, outcomes: Sequence[Outcome]) -> list[Suggestion]:
    """Return which speakers of a file may be one with another, of the file or of the folder.

    Case, accents, the script of Chinese and the order of family and given name make no difference;
    every name and alias counts, and Chinese names in Latin letters do.
    """
    speakers = [
        outcome
        for outcome in outcomes
        if outcome.kind == "speakers" and outcome.status in ("new", "changed", "same")
    ]
    own = {f"speakers/{outcome.id}": outcome.fields for outcome in speakers}
    others = {
        f"speakers/{id}": held.fields
        for (kind, id), held in folder.records.items()
        if kind == "speakers"
    }
    every: dict[str, Fields] = others | own
    every |= {
        f"{other}/speakers/{id}": held.fields for (other, id), held in folder.elsewhere.items()
    }
    by_name: dict[str, list[str]] = {}
    for address, fields in every.items():
        for name in folded_names(fields):
            by_name.setdefault(name, []).append(address)
    return list(_pairs(event, own, every, by_name))


def folded_names(fields: Fields) -> set[str]:
    """Return the names of a speaker as they are compared: words in the order of the alphabet.

    One who is only described has none: many would fit.
    """
    if fields.get("naming") == "unnamed":
        return set()
    names = [fields.get("name"), *fields.get("names", {}).values(), *fields.get("aliases", ())]
    folded = set()
    for name in names:
        for form in (normalize(str(name)), *(_spaced(pinyin_of(str(name))))):
            if form:
                folded.add(" ".join(sorted(form.split())))
    return folded


def _spaced(forms: Iterable[str]) -> Iterator[str]:
    """Yield the Latin forms of a Chinese name that consist of words."""
    return (form for form in forms if " " in form)


def _pairs(
    event: str,
    own: Mapping[str, Fields],
    every: Mapping[str, Fields],
    by_name: Mapping[str, Sequence[str]],
) -> Iterator[Suggestion]:
    """Yield a suggestion for each pair of namesakes, one of whom is in the file."""
    seen = set()
    for address, fields in own.items():
        namesakes = {
            other for name in folded_names(fields) for other in by_name[name] if other != address
        }
        for other in sorted(namesakes)[:_FEW]:
            pair = frozenset((address, other))
            if pair not in seen and not _is_settled(event, address, other, every):
                seen.add(pair)
                yield _suggestion(address, other, every)


def _is_settled(event: str, address: str, other: str, every: Mapping[str, Fields]) -> bool:
    """Tell whether one of two says that they are the same."""
    pairs = ((address, other), (other, address))
    return any(
        named in every[declaring].get("same_as", ())
        or f"{event}/{named}" in every[declaring].get("same_as", ())
        for declaring, named in pairs
    )


def _suggestion(address: str, other: str, every: Mapping[str, Fields]) -> Suggestion:
    """Return what there is to say of two speakers of one name."""
    template = "{address} has the same name as {other}, {name}; if they are one, say --same {pair}"
    pair = "=".join(each.removeprefix("speakers/") for each in (address, other))
    names = {"address": address, "other": other, "name": every[address].get("name"), "pair": pair}
    speaks_for, speaks_against = _evidence(every[address], every[other])
    return Suggestion(gettext(template, **names), tuple(speaks_for), tuple(speaks_against))


def _evidence(fields: Fields, other: Fields) -> tuple[list[str], list[str]]:
    """Return what speaks for two records being one person, and what against."""
    speaks_for, speaks_against = [], []
    own_values = dict(_facts(fields))
    for label, value in _facts(other):
        mine = own_values.get(label)
        if mine is not None and mine == value:
            speaks_for.append(gettext("the same {field}: {value}", field=label, value=value))
        elif mine is not None:
            template = "another {field}: {value} and {other}"
            speaks_against.append(gettext(template, field=label, value=mine, other=value))
    if fields.get("name") != other.get("name"):
        template = "the name is written in two ways: {value} and {other}"
        names = {"value": fields.get("name"), "other": other.get("name")}
        speaks_against.append(gettext(template, **names))
    return speaks_for, speaks_against


def _facts(fields: Fields) -> Iterator[tuple[str, Any]]:
    """Yield what is known of a speaker beside the name; `Any`: fields differ in type."""
    roles = fields.get("roles", ())
    for label, value in (
        ("kind", fields.get("kind")),
        ("delegation", fields.get("delegation")),
        ("title", "; ".join(role["title"] for role in roles)),
        ("organization", "; ".join(role.get("organization", "") for role in roles).strip("; ")),
    ):
        if value:
            yield label, value
