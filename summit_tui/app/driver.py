"""Textual's driver for terminals of Unix, with all its faults that concern this program mended.

Textual 8.2 ends, hangs or leaves the terminal broken where a terminal is not as it expects:

- Bytes that are no UTF-8 end the thread that reads keys (Textualize/textual#6456).
- Numbers beyond Unicode or in the alternative forms of kitty's protocol raise in the parser, and
  so does a mouse report after a size without pixels; a sequence that the parser does not know,
  such as a late report of the terminal, becomes keys. `terminal_input` lets none of these through.
- A terminal that is gone is read without end, and a thread that writes to it waits for ever.
- SIGTERM, SIGHUP and SIGQUIT leave the terminal as the app had it.
- After `fg` the screen stays empty, and a program that was started by another one is stopped
  alone (Textualize/textual#6298); SIGCONT without SIGTSTP starts a second thread that reads keys.

The tests of this module show that each fault is still there; where such a test fails, Textual has
mended the fault, and its remedy here can go.
"""

import os
import selectors
import signal
import sys
import termios
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, TextIO

from textual import constants
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._keyboard_protocol import FUNCTIONAL_KEYS
from textual._xterm_parser import SPECIAL_SEQUENCES, XTermParser
from textual.app import App
from textual.drivers.linux_driver import LinuxDriver
from textual.events import Paste
from textual.message import Message

from summit_tui.app.terminal_input import (
    MOST_COLUMNS,
    MOST_ROWS,
    InputLexer,
    KnownSequences,
    Pasted,
)

ENDING: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT)
"""The signals that ask a program to end."""
KNOWN: Final = KnownSequences(ANSI_SEQUENCES_KEYS, SPECIAL_SEQUENCES, FUNCTIONAL_KEYS)
"""What Textual's parser knows."""

_TICK: Final = 0.1
"""Seconds after which a thread that waits for input looks whether it is to end."""
_PATIENCE: Final = 5.0
"""Seconds for an orderly end after a signal; a terminal that accepts nothing allows none."""
_CHUNK: Final = 4096
"""Bytes read at once."""


class InputReader:
    """Turns the input of a terminal into Textual's messages; no bytes make it raise."""

    def __init__(self, *, debug: bool = False) -> None:
        self._lexer = InputLexer(KNOWN)
        self._parser = XTermParser(debug)
        self._heard = time.monotonic()

    @property
    def patience(self) -> float:
        """Return how many seconds to wait for more before `tick`."""
        if not self._lexer.is_waiting:
            return _TICK
        left = constants.ESCAPE_DELAY - (time.monotonic() - self._heard)
        return left if 0 < left < _TICK else _TICK

    def feed(self, data: bytes) -> Iterator[Message]:
        """Yield the messages that end in `data`."""
        self._heard = time.monotonic()
        yield from self._messages(self._lexer.feed(data))

    def tick(self, silence: float | None = None) -> Iterator[Message]:
        """Yield the messages that are certain after seconds of silence, by default those passed."""
        if silence is None:
            silence = time.monotonic() - self._heard
        yield from self._messages(self._lexer.wait(silence, constants.ESCAPE_DELAY))

    def _messages(self, tokens: Iterator[str | Pasted]) -> Iterator[Message]:
        for token in tokens:
            if isinstance(token, Pasted):
                yield Paste(token.text)
                continue
            yield from self._parser.feed(token)
            if self._parser._timeout_time is not None:
                # It waits for more of a key, but each token is whole.
                self._parser._timeout_time = 0.0
                yield from self._parser.tick()


class Screen:
    """The stream on which the screen is drawn; output is dropped once the terminal is gone.

    Textual's own thread for writing ends at an error, and then all others wait for it.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def fileno(self) -> int:
        """Return the descriptor."""
        return self._stream.fileno()

    def write(self, text: str) -> None:
        """Write to the terminal, if there is one."""
        with self._until_gone():
            self._stream.write(text)

    def flush(self) -> None:
        """Flush the output to the terminal, if there is one."""
        with self._until_gone():
            self._stream.flush()

    @contextmanager
    def _until_gone(self) -> Iterator[None]:
        try:
            yield
        except BlockingIOError:  # another program made it non-blocking
            os.set_blocking(self.fileno(), True)
            self._stream.flush()
        except OSError:
            self._redirect_to_null()

    def _redirect_to_null(self) -> None:
        """Redirect the streams to the null device, so that the program can end without an error."""
        null = os.open(os.devnull, os.O_WRONLY)
        for stream in (sys.__stdout__, sys.__stderr__):
            if stream is not None and stream.isatty():
                os.dup2(null, stream.fileno())
        os.dup2(null, self.fileno())
        os.close(null)


class TerminalDriver(LinuxDriver):
    """Textual's driver for terminals of Unix, mended where the head of this module says so."""

    def __init__(
        self,
        app: App[object],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        self._size = size or self._get_terminal_size()
        streams = [stream for stream in (sys.__stderr__, sys.__stdout__) if stream is not None]
        # Textual draws on the standard error, which may lead into a file.
        terminals = (stream for stream in streams if stream.isatty())
        self._file = Screen(next(terminals, streams[0]))  # type: ignore[assignment]  # its writer calls nothing else

    def _get_terminal_size(self) -> tuple[int, int]:
        # Textual asks the standard output, which may be a pipe.
        with suppress(OSError):
            width, height = os.get_terminal_size(self.fileno)
            if width and height:
                return min(width, MOST_COLUMNS), min(height, MOST_ROWS)
        return super()._get_terminal_size()

    def start_application_mode(self) -> None:
        """Take the terminal over, and the signals; in the background, wait for the foreground."""
        self._wait_for_foreground()
        super().start_application_mode()  # type: ignore[no-untyped-call]
        for number in ENDING:
            if signal.getsignal(number) is not signal.SIG_IGN:  # as `nohup` has it
                self._loop.add_signal_handler(number, self._end, number)
        self._loop.add_signal_handler(signal.SIGTSTP, self._suspend)
        self._loop.add_signal_handler(signal.SIGCONT, self._restart)

    def stop_application_mode(self) -> None:
        """Give the terminal back."""
        self.write("\x1b[?1016l")  # Textual asks for mouse reports in pixels and leaves them on
        super().stop_application_mode()

    def run_input_thread(self) -> None:
        """Read what the terminal sends until the driver stops or the terminal is gone."""
        reader = InputReader(debug=self._debug)
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                if selector.select(reader.patience):
                    try:
                        data = os.read(self.fileno, _CHUNK)
                    except BlockingIOError:  # another program made it non-blocking
                        continue
                    except OSError:
                        data = b""
                    if not data:
                        self._loop.call_soon_threadsafe(self._end, signal.SIGHUP)
                        return
                    self._process(reader.feed(data))
                self._process(reader.tick())
            # The terminal may still send reports, which are no input for the shell: those that come
            # now are dropped when the thread has ended.
            selector.select(_TICK)

    def _process(self, messages: Iterator[Message]) -> None:
        for message in messages:
            self.process_message(message)

    def _end(self, number: signal.Signals) -> None:
        """End the app as if the user had left it, with the exit code that shells give a signal."""
        self._app.exit(return_code=128 + number)
        late = threading.Timer(_PATIENCE, self._end_at_once, [number])
        late.daemon = True
        late.start()

    def _end_at_once(self, number: signal.Signals) -> None:
        """End the program while a thread waits for a terminal that accepts nothing any more."""
        if self.attrs_before is not None:
            with suppress(termios.error):
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
        os._exit(128 + number)

    def _suspend(self) -> None:
        """Stop, with all processes that the terminal would have stopped, until `fg` resumes."""
        if not self._auto_restart:
            return
        self.suspend_application_mode()
        self._loop.remove_signal_handler(signal.SIGCONT)
        self._loop.remove_signal_handler(signal.SIGTSTP)
        # The process that started the program is stopped as well: it would wait, and not the shell.
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        os.killpg(os.getpgrp(), signal.SIGTSTP)
        # Only this signal is sure to take effect before the next line is run. Where no shell could
        # resume the program, the system ignores both.
        signal.signal(signal.SIGTSTP, signal.SIG_DFL)
        signal.raise_signal(signal.SIGTSTP)
        os.killpg(os.getpgrp(), signal.SIGCONT)
        self._restart()

    def _restart(self) -> None:
        """Take the terminal over again, in whatever state other programs have left it."""
        if not self._auto_restart:
            return
        if self._key_thread is not None and self._key_thread.is_alive():
            self.suspend_application_mode()
        self._must_signal_resume = True
        self.start_application_mode()
        self._app.refresh(layout=True)

    def _wait_for_foreground(self) -> None:
        """Stop as long as the terminal belongs to another process group."""
        with suppress(OSError):  # it is not the controlling terminal
            while os.tcgetpgrp(self.fileno) != os.getpgrp():
                signal.raise_signal(signal.SIGSTOP)
