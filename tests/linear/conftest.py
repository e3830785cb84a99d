"""A conversation in memory: lines in, lines out."""

from dataclasses import replace

import pytest

from summit_tui.archive.sqlite.catalog import open_archive
from summit_tui.config import Config
from summit_tui.linear.conversation import Conversation
from summit_tui.linear.dialogue import Dialogue


@pytest.fixture(scope="session")
def archive(small):
    """Return the archive of the small coverage."""
    archive = open_archive([small], None)
    yield archive
    archive.close()


class Talk:
    """One conversation; `say` returns the lines of the last answer, without the empty one."""

    def __init__(self, archive, size, **settings):
        self.conversation = Conversation(archive, **settings)
        self.dialogue = Dialogue(self.conversation)
        self.size = size

    def say(self, *lines):
        """Say some lines, one after the other."""
        for line in lines:
            answer = list(self.dialogue.answer(line, self.size))
        assert answer[-1:] in ([], [""])
        return answer[:-1]


@pytest.fixture
def talk_about(tmp_path):
    """Return a function that begins a conversation about an archive."""

    def begin(archive, *, size=None, **settings):
        config = Config()
        config = replace(config, clipboard=replace(config.clipboard, mode="file"))
        return Talk(archive, size, config=config, state=tmp_path / "state", **settings)

    return begin


@pytest.fixture
def talk(talk_about, archive):
    """Return a conversation about the small coverage."""
    return talk_about(archive)
