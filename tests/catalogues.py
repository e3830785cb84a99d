"""Keeps the catalogues: `python -m tests.catalogues` writes them, and what they lack.

The sentences of the interface, `summit-tui.po`, are extracted anew: translations are kept, what the
program has no more is left out, and what has none yet is listed. The words of documents,
`forms.po`, are written by hand. The `.mo` beside each is compiled; that of the interface has the
words of documents, too, since it shows them. All are kept, so that an installation and a checkout
need no step of their own. Of the form of
GNU gettext's `.po` files this reads what the program's catalogues use: comments, `msgctxt`,
`msgid`, `msgid_plural`, `msgstr` and `msgstr[0]` to the last form that the head of the catalogue
announces (`nplurals`), each one text or several lines of them.
"""

import ast
import json
import re
import struct
from pathlib import Path

import summit_tui
from summit_tui.lint.catalog import CODES
from tests.templates import PACKAGE, calls, name_of, template_calls, trees

LOCALE = Path(summit_tui.__file__).parent / "locale"
_LINE = re.compile(r'(?:(msgctxt|msgid_plural|msgid|msgstr(?:\[\d\])?) )?(".*")')


def read_catalogue(text, *, is_merged=False):
    """Return the translations of a `.po` text by context and msgid, as a `.mo` has them.

    Of a text that git has merged, with its marks or without, the first translation counts.
    """
    if is_merged:
        text = re.sub(r"^(<{7}|={7}|>{7}).*\n", "", text, flags=re.MULTILINE)
    sentences = {}
    for block in re.split(r"\n\s*\n", text):
        parts, key = {}, ""
        for line in block.splitlines():
            if line and not line.startswith("#"):
                match = _LINE.fullmatch(line)
                assert match, f"is no line of a catalogue: {line}"
                key = match[1] or key
                parts[key] = parts.get(key, "") + ast.literal_eval(match[2])
        if parts and not (is_merged and "msgid" not in parts):
            context = f"{parts['msgctxt']}\x04" if "msgctxt" in parts else ""
            plural = f"\0{parts['msgid_plural']}" if "msgid_plural" in parts else ""
            name = f"{context}{parts['msgid']}{plural}"
            assert is_merged or name not in sentences, f"stands there twice: {name!r}"
            if sentences.get(name):
                continue
            forms = [text for part, text in parts.items() if part.startswith("msgstr")]
            sentences[name] = "\0".join(forms) if all(forms) else ""
    return sentences


def compiled(sentences):
    """Return translations in the binary form of GNU gettext (its manual, "MO Files")."""
    pairs = sorted((key.encode(), value.encode()) for key, value in sentences.items())
    texts = [key for key, _ in pairs] + [value for _, value in pairs]
    start = 28 + 8 * len(texts)
    table = b""
    for text in texts:
        table += struct.pack("<II", len(text), start)
        start += len(text) + 1
    head = struct.pack("<7I", 0x950412DE, 0, len(pairs), 28, 28 + 8 * len(pairs), 0, 0)
    return head + table + b"".join(text + b"\0" for text in texts)


def of_interface():
    """Yield file and key of all that the interface may say, in the order of the code."""
    calls_of = {}
    for module, call, texts in template_calls():
        calls_of.setdefault(module, []).append((call, texts))
    for module, tree in trees().items():
        path = PACKAGE / module.replace(".", "/")
        file = f"{module.replace('.', '/')}{'/__init__' * path.is_dir()}.py"
        for call, texts in calls_of.get(module, ()):
            # Words of a document are asked for as methods.
            if isinstance(call.func, ast.Name) and texts:
                if name_of(call.func) == "ngettext":
                    is_table = isinstance(call.args[0], ast.Starred)
                    step, half = (2, 1) if is_table else (1, len(texts) // 2)
                    pairs = zip(texts[::step], texts[half::step], strict=False)
                    yield from ((file, "\0".join(pair)) for pair in pairs)
                else:
                    yield from ((file, text) for text in texts)
        for binding in calls(tree, {"Binding"}):
            yield from ((file, text) for text in _texts_of(binding))
    for code in CODES.values():
        yield from (("lint/catalog.py", text) for text in (code.title, code.explanation) if text)


def _texts_of(binding):
    """Yield name and sentence of a key, if it has them; one that is not shown has no name."""
    keywords = {keyword.arg: keyword.value for keyword in binding.keywords}
    is_shown = "tooltip" in keywords or "show" not in keywords
    texts = [*binding.args[2 : 2 + is_shown], keywords.get("tooltip")]
    yield from (text.value for text in texts if isinstance(text, ast.Constant) and text.value)


def _entry(key, text, number):
    """Return the lines of a `.po` file for a sentence; `number` is that of forms for numbers."""
    context, _, template = key.rpartition("\x04")
    singular, _, plural = template.partition("\0")
    lines = {"msgctxt": context, "msgid": singular, "msgid_plural": plural}
    if plural:
        forms = text.split("\0") if text else [""] * number
        lines |= {f"msgstr[{form}]": text for form, text in enumerate(forms)}
    else:
        lines["msgstr"] = text
    return "".join(
        f"{name} {json.dumps(value, ensure_ascii=False)}\n"
        for name, value in lines.items()
        if value or name.startswith("msgstr")
    )


def extracted(sentences, head, words):
    """Return the text of a catalogue of the interface with the translations that there are.

    `head` is the text before the first sentence; `words` are those of documents.
    """
    file, blocks, known = "", [head], set(words)
    number = int(re.search(r"nplurals=(\d)", head)[1])
    for source, key in of_interface():
        if key not in known:
            known.add(key)
            comment = f"#: {source}\n" if source != file else ""
            blocks.append(comment + _entry(key, sentences.get(key, ""), number))
            file = source
    return "\n".join(blocks)


def catalogues(domain="*"):
    """Return the paths of all `.po` files, or of those of a domain."""
    return sorted(LOCALE.rglob(f"{domain}.po"))


def sentences_of(path):
    """Return the translations of a `.po` file; those of the interface with those of documents."""
    return read_catalogue(path.read_text("utf-8"))


def compiled_of(path):
    """Return what the `.mo` beside a `.po` file holds: all that is translated."""
    sentences = sentences_of(path.with_name("forms.po")) | sentences_of(path)
    return compiled({key: text for key, text in sentences.items() if text})


def main():
    """Extract, list what is missing, and compile."""
    for path in catalogues("summit-tui"):
        head = path.read_text("utf-8").split("\n\n", 1)[0] + "\n"
        sentences = read_catalogue(path.read_text("utf-8"), is_merged=True)
        path.write_text(extracted(sentences, head, sentences_of(path.with_name("forms.po"))))
        missing = [key for key, text in sentences_of(path).items() if not text]
        print(f"{path.parts[-3]}: {len(missing)} sentences have no translation")
        for key in missing:
            print(f"  {key!r}")
    for path in catalogues():
        path.with_suffix(".mo").write_bytes(compiled_of(path))


if __name__ == "__main__":
    main()
