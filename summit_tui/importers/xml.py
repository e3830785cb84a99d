"""XML as elements with their lines; entities, and nesting without end, are refused."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from summit_tui.i18n import gettext
from summit_tui.importers.limits import DEPTH_LIMIT, UnreadableError


class XmlTree(NamedTuple):
    """An XML file."""

    root: Element
    """The outermost element."""
    lines: Mapping[Element, int]
    """The line on which each element begins, counted from 1."""


class _Builder(TreeBuilder):
    """Builds the elements, and notes the line of each."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[Element, int] = {}
        self.parser: Any = None  # pyexpat's parser has no type of its own
        self._depth = 0

    def start(self, tag: str, attrs: dict[Any, Any], /) -> Element:
        """Begin an element; raises `UnreadableError` where it is too deep."""
        self._depth += 1
        line = self.parser.CurrentLineNumber
        if self._depth > DEPTH_LIMIT:
            raise UnreadableError(gettext("is nested too deeply to be read"), line)
        element = super().start(tag, attrs)
        self.lines[element] = line
        return element

    def end(self, tag: str, /) -> Element:
        """End an element."""
        self._depth -= 1
        return super().end(tag)


def parse_xml(text: str) -> XmlTree:
    """Return the elements of an XML file.

    Raises `UnreadableError` with a line where it is not well-formed or has entities of its own.
    """
    from defusedxml import DefusedXmlException  # type: ignore[import-untyped]
    from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

    builder = _Builder()
    parser = DefusedXMLParser(target=builder)
    builder.parser = parser.parser
    try:
        # As text: expat itself knows few encodings, and one that a file names may be wrong.
        parser.feed(text)
        root: Element = parser.close()
    except ParseError as error:
        line = error.position[0]
        message = gettext("is not well-formed XML: {reason}", reason=error.msg)
        raise UnreadableError(message, line) from error
    except DefusedXmlException as error:
        message = gettext("defines entities of its own, which are refused: they may be a bomb")
        raise UnreadableError(message) from error
    return XmlTree(root, builder.lines)


def without_namespaces(tree: XmlTree) -> XmlTree:
    """Return the tree, the names of its elements without the namespaces that some declare."""
    for element in tree.root.iter():
        element.tag = element.tag.rpartition("}")[2]
    return tree
