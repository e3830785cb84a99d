"""Whom and what records name, numbered before it is known who and what that is."""

from summit_tui.archive.making.gathering import Ids, Own

People = tuple[int, Ids, Ids]
"""The number of a folder, and the ids of speakers and of further delegations."""
Things = tuple[int, Ids]
"""The number of a folder, and ids; with no ids it is the same in all folders."""
_NOTHING: Things = (0, ())
Time = tuple[str | None, str | None]
"""How a statement is told, and a day."""


class Naming:
    """What the records of an index that is being made name, each combination numbered once."""

    def __init__(self) -> None:
        self.people: dict[People, int] = {}
        self.sources: dict[Things, int] = {}
        self.sessions: dict[Things, int] = {}
        self.topics: dict[tuple[str, ...], int] = {}
        self.times: dict[Time, int] = {}

    def numbers(self, folder: int, own: Own) -> tuple[int, int, int, int | None, int]:
        """Return the numbers of the people, sources, topics, time and sessions of a record.

        A statement without a day has no time yet: that of its session or its source may count.
        """
        people, sources, sessions = self.people, self.sources, self.sessions
        topics = self.topics
        printed = (folder, own.sources) if own.sources else _NOTHING
        held = (folder, own.sessions) if own.sessions else _NOTHING
        return (
            people.setdefault((folder, own.speakers, own.delegations), len(people)),
            sources.setdefault(printed, len(sources)),
            topics.setdefault(own.topics, len(topics)),
            self.time(own.mode, own.day) if own.day or not own.mode else None,
            sessions.setdefault(held, len(sessions)),
        )

    def count(self) -> int:
        """Return how many combinations there are."""
        things = len(self.sources) + len(self.sessions)
        return len(self.people) + things + len(self.topics) + len(self.times)

    def time(self, mode: str | None, day: str | None) -> int:
        """Return the number of a day of what is told in some way."""
        return self.times.setdefault((mode, day), len(self.times))
