"""Prints the manual."""

import shutil
from typing import Any, Final

import click
from click.shell_completion import CompletionItem

from summit_tui.cli.group import output_has_styles
from summit_tui.exits import print_notice
from summit_tui.i18n import gettext
from summit_tui.manual import TOPICS, nearest_topic, pages, read_page
from summit_tui.manual.layout import Line, layout

_WIDTHS: Final = (40, 88)
"""Cells: the narrowest and the widest lines that are printed."""
_STYLES: Final[dict[str, dict[str, Any]]] = {
    "title": {"bold": True, "underline": True},
    "heading": {"bold": True},
    "strong": {"bold": True},
    "code": {"fg": "cyan"},
}


class _TopicType(click.ParamType[str]):
    """A page of the manual."""

    name = "topic"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Return the topic that was named, in any case."""
        topic = str(value).casefold()
        if topic in TOPICS:
            return topic
        if nearest := nearest_topic(topic):
            message = gettext(
                "there is no page ‘{topic}’; did you mean ‘{nearest}’?",
                topic=value,
                nearest=nearest,
            )
        else:
            message = gettext(
                "there is no page ‘{topic}’; `summit-tui help` lists them", topic=value
            )
        return self.fail(message, param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        """Return the topics that begin with what was typed."""
        return [CompletionItem(topic) for topic in TOPICS if topic.startswith(incomplete)]


@click.command("help")
@click.argument("topic", type=_TopicType(), required=False)
def help_command(topic: str | None) -> None:
    """Print the manual's page on TOPIC, or list its pages."""
    if topic is None:
        width = max(map(len, TOPICS))
        for page in pages():
            click.echo(f"{page.topic:<{width}}  {page.summary}")
        print_notice(gettext("Print a page with summit-tui help TOPIC."))
        return
    narrowest, widest = _WIDTHS
    width = min(max(shutil.get_terminal_size().columns, narrowest), widest)
    has_styles = output_has_styles()
    for line in layout(read_page(topic).text, width, marks=not has_styles):
        click.echo(_style_line(line) if has_styles else "".join(span.text for span in line))


def _style_line(line: Line) -> str:
    return "".join(click.style(span.text, **_STYLES.get(span.style, {})) for span in line)
