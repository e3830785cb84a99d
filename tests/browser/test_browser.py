"""A real Chromium opens what `serve` serves: it searches, copies, downloads, and draws a picture.

This folder has a step of its own in `.ci/run`; the suite does without a browser.
"""

import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pyte
import pytest
from PIL import Image
from playwright.sync_api import sync_playwright

PATIENCE = 60.0
"""Seconds that something may take on a busy machine."""
ROOT = Path(__file__).parents[2]
PICTURES = ROOT / ".pytest_cache"
READ_CLIPBOARD = """() => {
    const own = Object.getOwnPropertyDescriptor(Navigator.prototype, "clipboard");
    return Clipboard.prototype.readText.call(own.get.call(navigator));
}"""
"""The page has put a clipboard of its own in the place of the browser's."""


class Visitor:
    """Someone before a page, whose terminal is drawn a second time where a test can read it."""

    def __init__(self, page):
        self.page = page
        self.faults, self.screen = [], pyte.Screen(80, 24)
        page.on("websocket", self._watch)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("requestfailed", lambda request: self.faults.append(request.url))
        page.on("console", self._hear)

    def _watch(self, socket):
        size = parse_qs(urlsplit(socket.url).query)
        self.screen = pyte.Screen(int(size["width"][0]), int(size["height"][0]))
        stream = pyte.ByteStream(self.screen)
        socket.on("framereceived", lambda data: isinstance(data, bytes) and stream.feed(data))

    def _hear(self, message):
        if message.type == "error":
            self.faults.append(message.text)

    def until(self, wanted):
        """Wait until a text is on the screen."""
        self.wait_for(lambda: wanted in "\n".join(self.screen.display))

    def wait_for(self, holds):
        """Wait until something holds."""
        deadline = time.monotonic() + PATIENCE
        while not holds():
            assert time.monotonic() < deadline, "\n".join(self.screen.display)
            self.page.wait_for_timeout(50)


@pytest.fixture
def address(coverage):
    """Return the address of a server for one visitor."""
    command = [sys.executable, "-m", "summit_tui", "serve", str(coverage()), "--port", "0"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    yield server.stdout.readline().strip()
    server.terminate()
    server.wait(PATIENCE)
    server.stdout.close()


@contextmanager
def chromium(address, **options):
    """Give a visitor before a page that has opened an address; its faults fail the test."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        context = browser.new_context(viewport={"width": 1000, "height": 600}, **options)
        page = context.new_page()
        visitor = Visitor(page)
        page.goto(address)
        visitor.until("Wuzhen Forum 2030")
        yield visitor
        browser.close()
    assert visitor.faults == []


def test_a_visitor_searches_copies_and_downloads(needs, address):
    needs("chromium")
    rights = ["clipboard-read", "clipboard-write"]
    with chromium(address, permissions=rights, accept_downloads=True) as visitor:
        page = visitor.page
        page.keyboard.type("4")
        visitor.until("seat at the table")
        page.keyboard.type("/toll")
        visitor.wait_for(lambda: "seat at the" not in "\n".join(visitor.screen.display))
        visitor.until("a toll road")
        page.keyboard.press("Enter")
        page.keyboard.press("y")
        visitor.until("to your browser, for its clipboard")
        visitor.wait_for(lambda: "toll road" in page.evaluate(READ_CLIPBOARD))
        assert "Ada Okoro" in page.evaluate(READ_CLIPBOARD)
        assert page.locator("#refused").is_hidden()

        PICTURES.mkdir(exist_ok=True)
        picture = PICTURES / "browser.png"
        page.screenshot(path=picture)
        colours = Image.open(picture).convert("RGB").getcolors(1 << 20)
        assert max(number for number, _ in colours) > 300_000  # the background, …
        assert len(colours) > 50  # … and letters on it

        page.keyboard.press("e")
        visitor.until("Download as")
        with page.expect_download() as downloaded:
            page.keyboard.press("Enter")
        download = downloaded.value
        assert download.suggested_filename.endswith(".txt")
        assert "a toll road" in Path(download.path()).read_text("utf-8")

        page.keyboard.press("E")
        visitor.until("That is not for visitors.")
        visitor.screen = pyte.Screen(80, 24)
        page.reload()
        visitor.until("Wuzhen Forum 2030")
        page.keyboard.press("q")
        page.locator("#ended").wait_for(state="visible")


def test_the_page_says_so_where_the_browser_refuses_its_clipboard(needs, address):
    needs("chromium")
    with chromium(address) as visitor:
        visitor.page.evaluate(
            "() => { Clipboard.prototype.writeText = () => Promise.reject(new Error()); }"
        )
        visitor.page.keyboard.type("4y")
        visitor.page.locator("#refused").wait_for(state="visible")
