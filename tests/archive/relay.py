"""A relay for TCP between a program and a server that adds a delay, or goes silent."""

import asyncio
from contextlib import suppress
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
        self._loop = asyncio.new_event_loop()
        self._server = self._loop.run_until_complete(
            asyncio.start_server(self._accept, "127.0.0.1", 0)
        )
        self.port = self._server.sockets[0].getsockname()[1]
        self._speaker = ""
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._loop.call_soon_threadsafe(self._end)
        self._thread.join()
        self._loop.close()

    def _end(self):
        self._server.close()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        ended = asyncio.gather(*tasks, return_exceptions=True)
        ended.add_done_callback(lambda _: self._loop.stop())

    async def _accept(self, reader, writer):
        with suppress(OSError):
            there = await asyncio.open_connection("127.0.0.1", self._to)
            await asyncio.gather(
                self._pass(reader, there[1], "program"), self._pass(there[0], writer, "server")
            )

    async def _pass(self, reader, writer, speaker):
        with suppress(OSError):
            while data := await reader.read(1 << 16):
                if self.is_silent:
                    continue
                self.trips += speaker == "program" != self._speaker
                self._speaker = speaker
                await asyncio.sleep(self._delay / 2)
                writer.write(data)
                await writer.drain()
        writer.close()
