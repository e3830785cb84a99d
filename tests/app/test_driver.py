"""The faults of Textual's driver that ours mends are still there, and no bytes make ours raise.

Where a test of a fault fails, Textual has mended it, and the remedy in `app/driver.py` can go.
"""

import inspect
import os
from contextlib import closing
from queue import Queue
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual import events

pytest.importorskip("termios")

from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers import linux_driver
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver

from summit_tui.app.app import SummitApp
from summit_tui.app.driver import InputReader, Screen, TerminalDriver


class Asked(Event):
    """Is set once it was asked three times."""

    times = 0

    def is_set(self):
        self.times += 1
        return self.times > 3


@pytest.fixture
def reading():
    """Return a function that lets Textual's own driver read bytes, and then the end of a pipe."""

    def read(data):
        driver = LinuxDriver.__new__(LinuxDriver)
        driver.fileno, out = os.pipe()
        driver._debug, driver.exit_event = False, Asked()
        driver.process_message = lambda message: None
        os.write(out, data)
        os.close(out)
        try:
            driver.run_input_thread()
        finally:
            os.close(driver.fileno)
        return driver.exit_event.times

    return read


def test_textual_still_ends_at_a_byte_that_is_no_utf_8(reading):
    with pytest.raises(UnicodeDecodeError):
        reading(b"\xff")


def test_textual_still_reads_on_where_the_terminal_is_gone(reading):
    assert reading(b"") == 4


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ("\x1b[1114112u", ValueError),
        ("\x1b[9999999999999999999;1u", (OverflowError, ValueError)),
        ("\x1b[97:65;1u", ValueError),
        ("\x1b[97;1:1u", ValueError),
        ("\x1b[48;40;120;0;0t\x1b[<0;3;3M", ZeroDivisionError),
    ],
)
def test_textuals_parser_still_raises(sent, error):
    with pytest.raises(error):
        list(XTermParser().feed(sent))


@pytest.mark.parametrize("answer", ["\x1bP1$r0q\x1b\\", "\x1b]l q\x1b\\", "\x1b[113~"])
def test_textuals_parser_still_makes_keys_of_an_answer(answer):
    assert "q" in [event.key for event in XTermParser().feed(answer)]


def test_textuals_parser_still_makes_keys_of_what_is_pasted():
    sent = "\x1b[200~\x1b" + "q" * 40 + "\x1b[201~"
    assert "q" in [event.key for event in XTermParser().feed(sent) if isinstance(event, events.Key)]


def test_textuals_writer_still_ends_with_the_terminal(gone):
    writer = WriterThread(gone)
    writer._queue = Queue()
    for text in ("x", None):
        writer._queue.put(text)
    with pytest.raises(OSError, match="gone"):
        writer.run()


def test_textual_still_knows_no_signal_that_ends_a_program_and_paints_nothing_after_fg():
    source = inspect.getsource(linux_driver)
    assert not [name for name in ("SIGTERM", "SIGHUP", "SIGQUIT") if name in source]
    resumed = inspect.getsource(LinuxDriver._sigcont_application)
    assert "refresh" not in resumed + inspect.getsource(App._resume_signal)
    assert "suspend" not in resumed


@pytest.fixture
def gone(tmp_path):
    """Yield a stream whose terminal is gone."""
    with (tmp_path / "terminal").open("w", encoding="utf-8") as stream:

        class Gone:
            fileno = stream.fileno

            def write(self, *texts):
                raise OSError("the terminal is gone")

            flush = write

        yield Gone()


def test_what_is_written_to_a_terminal_that_is_gone_is_lost(gone, tmp_path):
    writer = WriterThread(Screen(gone))
    writer.start()
    for _ in range(100):
        writer.write("x")
    writer.stop()
    os.write(gone.fileno(), b"nowhere")
    assert (tmp_path / "terminal").read_bytes() == b""


def test_the_app_has_our_driver_in_the_place_of_textuals_and_of_no_other(monkeypatch):
    app = SummitApp([])
    with closing(app.archive_worker):
        assert app.driver_class is TerminalDriver
        monkeypatch.setattr("textual.constants.DRIVER", "textual.drivers.web_driver:WebDriver")
        assert app.get_driver_class().__name__ == "WebDriver"


def happened(reader, data, silence=0.0):
    """Return the names of the keys, or of what else comes of bytes."""
    messages = [*reader.feed(data), *reader.tick(silence)]
    return [getattr(message, "key", None) or type(message).__name__ for message in messages]


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (b"q\x1b[A\x1b[<0;3;4M", ["q", "up", "MouseDown"]),
        (b"\x1b", ["escape"]),
        (b"\x1b[200~q\x1b[201~", ["Paste"]),
        (b"\x1b[48;40;120;0;0t\x1b[<0;3;3M", ["Resize", "MouseDown"]),
        (b"\x1b[I\x1b[?2026;2$y", ["AppFocus", "TerminalSupportsSynchronizedOutput"]),
        (b"\xc3\xa9\xff\x00\x0c", ["é", "replacement_character", "ctrl+@", "ctrl+l"]),
        (b"\x1bP1$r0q\x1b\\\x1b[1114112u\x1b]l q\x1b\\", []),
    ],
)
def test_bytes_become_messages(data, names):
    assert happened(InputReader(), data, silence=1.0) == names


NUMBER = st.one_of(st.integers(-9, 999), st.integers(10**5, 10**30), st.just("")).map(str)
FORM = st.builds(
    lambda begin, numbers, sign, end: f"{begin}{sign.join(numbers)}{end}".encode(),
    st.sampled_from(["\x1b[", "\x1b[<", "\x1b[?", "\x1b[48;", "\x1bO", "\x1b]", "\x1bP", "\x9b"]),
    st.lists(NUMBER, max_size=5),
    st.sampled_from(";:"),
    st.sampled_from([*"uMmtR~ABHPQSqc$", "$y", "\x1b\\", "\x07", ""]),
)


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.one_of(st.binary(max_size=40), FORM), st.floats(0, 4)), max_size=6))
def test_no_bytes_raise(sent):
    reader = InputReader()
    for data, silence in sent:
        for _ in (*reader.feed(data), *reader.tick(silence)):
            pass
    assert happened(reader, b"\x1b", 4.0)[-1:] == ["escape"]
    assert happened(reader, b"j")[-1:] == ["j"]
