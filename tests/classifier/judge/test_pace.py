"""How long an endpoint's headers ask to wait."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from classifier.judge.pace import LONGEST, Pace, seconds


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("1s", 1.0), ("6m0s", 360.0), ("20ms", 0.02), ("1h2m3s", 3723.0), ("1.5", 1.5), ("", 0.0),
     ("soon", 0.0), ("1.2.3s", 0.0), ("-4", 0.0)],
)  # fmt: skip
def test_spans_of_time(text: str, wanted: float) -> None:
    assert seconds(text) == wanted


@given(st.text(max_size=60))
def test_whatever_a_header_holds_is_a_span(text: str) -> None:
    assert seconds(text) >= 0


def left(pace: Pace) -> float:
    return pace.free_at - time.monotonic()


def test_only_what_is_used_up_is_waited_for() -> None:
    pace = Pace()
    pace.heed({"x-ratelimit-remaining-requests": "9", "x-ratelimit-reset-requests": "90s"})
    assert left(pace) <= 0
    pace.heed({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "90s"})
    assert 60 < left(pace) <= 90
    pace.heed({"x-ratelimit-remaining-tokens": "0", "x-ratelimit-reset-tokens": "9h"})
    assert left(pace) <= LONGEST
