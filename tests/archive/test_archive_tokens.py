"""A restriction and its token in the index stand for each other."""

import pytest

from summit_tui.archive.query.tree import Facet, On, RefersTo
from summit_tui.archive.sqlite.tokens import decode_token, encode_token
from summit_tui.model.kinds import KINDS, Address

TOKENS = {
    "mode=direct": Facet("mode", "direct"),
    "language=zh-hant": Facet("language", "zh-hant"),
    "topic=a=b": Facet("topic", "a=b"),
    "topic=ref": Facet("topic", "ref"),
    "region=": Facet("region", ""),
    "d=2025": On("2025"),
    "d=2025-04-14": On("2025-04-14"),
    "undated": On(None),
} | {f"ref=e/{kind}/x.y-z": RefersTo(Address("e", kind, "x.y-z")) for kind in KINDS}


@pytest.mark.parametrize(("token", "restriction"), TOKENS.items())
def test_a_token_is_read_as_it_is_written(token, restriction):
    assert encode_token(restriction) == token
    assert decode_token(token) == restriction
