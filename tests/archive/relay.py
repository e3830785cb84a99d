"""A relay for TCP between a program and a server that adds a delay, or goes silent."""

import socket
import time
from contextlib import suppress
from queue import SimpleQueue
from threading import Thread


class Relay:
    """Listens on a port of its own of loopback and hands everything on to another port."""

    def __init__(self, port, delay=0.0):
        """Relay to `port`; whatever passes waits `delay` seconds, each way half of it."""
        self._to, self._delay = port, delay
        self.is_silent = False
        """Whether everything that comes is swallowed, as where packets vanish."""
        self.trips = 0
        """How often the program began to speak after the server had."""
        self._speaker = ""
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._sockets = [self._listener]
        self._threads = [Thread(target=self._accept)]

    def __enter__(self):
        self._threads[0].start()
        return self

    def end(self):
        """Break all connections and refuse new ones."""
        for each in self._sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
        self._listener.close()

    def __exit__(self, *_):
        self.end()
        for thread in self._threads:
            thread.join()
        for each in self._sockets:
            each.close()

    def _accept(self):
        with suppress(OSError):
            while True:
                here, _ = self._listener.accept()
                there = socket.create_connection(("127.0.0.1", self._to))
                self._sockets += here, there
                for each in (here, there):
                    # What is handed on in parts waits for no confirmation between them.
                    each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                for source, target, speaker in ((here, there, "program"), (there, here, "server")):
                    waiting = SimpleQueue()
                    self._start(self._read, source, waiting, speaker)
                    self._start(self._write, target, waiting)

    def _start(self, task, *arguments):
        self._threads.append(Thread(target=task, args=arguments))
        self._threads[-1].start()

    def _read(self, source, waiting, speaker):
        with suppress(OSError):
            while data := source.recv(1 << 16):
                if self.is_silent:
                    continue
                self.trips += speaker == "program" != self._speaker
                self._speaker = speaker
                waiting.put((time.monotonic() + self._delay / 2, data))
        waiting.put((0, b""))

    def _write(self, target, waiting):
        with suppress(OSError):
            while (item := waiting.get())[1]:
                time.sleep(max(0, item[0] - time.monotonic()))
                target.sendall(item[1])
            target.shutdown(socket.SHUT_RDWR)
