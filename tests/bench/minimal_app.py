"""The peer: the smallest Textual app that shows a text, answers a key and quits on `q`."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class MinimalApp(App[None]):
    """A text on the screen, as any author would write it."""

    BINDINGS = [("q", "quit", "Quit"), ("x", "cross", "Cross out")]

    def compose(self) -> ComposeResult:
        yield Static("This is the text.", id="text")

    def action_cross(self) -> None:
        self.query_one("#text", Static).update("This is another.")


if __name__ == "__main__":
    MinimalApp().run()
