"""The replica, asked by the real client: it says what OpenAI's API says."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI

from tests.servers import openai_faults as faults
from tests.servers.openai_chat import (
    cut_off,
    fenced,
    filtered,
    refusing,
    without_choices,
    without_content,
)
from tests.servers.openai_replica import KEY, MODEL, Replica, serving
from tests.servers.openai_wire import Json, Reply, broken, no_quota, too_many

COMPLETE = "POST /chat/completions"
SCHEMA: Json = {
    "type": "object",
    "properties": {"answer": {"type": "integer"}},
    "required": ["answer"],
    "additionalProperties": False,
}
STRICT: Json = {
    "type": "json_schema",
    "json_schema": {"name": "answer", "strict": True, "schema": SCHEMA},
}


def client(replica: Replica, key: str = KEY, retries: int = 0) -> OpenAI:
    return OpenAI(base_url=replica.url, api_key=key, max_retries=retries)


def complete(replica: Replica, said: str = "?", retries: int = 0, **more: Any) -> Any:
    asked = {"model": MODEL, "messages": [{"role": "user", "content": said}], **more}
    with client(replica, retries=retries) as api:
        return api.chat.completions.create(**asked)


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving(lambda _: {"answer": 42}) as served:
        yield served


def test_an_answer_has_what_was_said_and_what_it_cost(replica: Replica) -> None:
    with client(replica) as api:
        raw = api.chat.completions.with_raw_response.create(
            model=MODEL, messages=[{"role": "user", "content": "?"}]
        )
        assert [each.id for each in api.models.list()] == [MODEL]
    said = raw.parse()
    assert json.loads(said.choices[0].message.content or "") == {"answer": 42}
    assert said.choices[0].finish_reason == "stop"
    assert said.usage is not None
    assert said.usage.total_tokens == said.usage.prompt_tokens + said.usage.completion_tokens
    assert raw.headers["x-ratelimit-remaining-requests"] == "9999"
    assert replica.asked[0].json["model"] == MODEL
    assert replica.asked[0].headers["authorization"] == f"Bearer {KEY}"


def test_the_beginning_of_an_earlier_prompt_is_cached(replica: Replica) -> None:
    first, second = (complete(replica, "long " * 2_000 + each) for each in "ab")
    assert first.usage.prompt_tokens_details.cached_tokens == 0
    assert 2_300 < second.usage.prompt_tokens_details.cached_tokens < second.usage.prompt_tokens


@pytest.mark.parametrize(
    ("answer", "finish", "content", "refusal"),
    [
        (lambda body: cut_off(body, {"answer": 42}), "length", '{"answe', None),
        (refusing, "stop", None, "I'm sorry, I can't help with that."),
        (filtered, "content_filter", "", None),
        (without_content, "stop", None, None),
        (lambda _: "prose", "stop", "prose", None),
        (lambda _: fenced({"a": 1}), "stop", fenced({"a": 1}), None),
    ],
)
def test_a_model_may_say_less_than_was_asked(
    answer: Callable[[Json], Reply], finish: str, content: str | None, refusal: str | None
) -> None:
    with serving(answer) as replica:
        choice = complete(replica).choices[0]
    assert (choice.finish_reason, choice.message.content) == (finish, content)
    assert choice.message.refusal == refusal


def test_an_answer_may_have_no_choice() -> None:
    with serving(without_choices) as replica:
        assert complete(replica).choices == []


def test_a_key_and_a_model_must_be_known(replica: Replica) -> None:
    with client(replica, "sk-other") as api, pytest.raises(openai.AuthenticationError) as wrong_key:
        api.models.list()
    assert wrong_key.value.code == "invalid_api_key"
    with pytest.raises(openai.NotFoundError) as wrong_model:
        complete(replica, model="none")
    assert wrong_model.value.code == "model_not_found"


def test_a_local_server_asks_for_no_key() -> None:
    with serving(lambda _: "yes", key=None) as replica, client(replica, "any") as api:
        assert api.models.list().data


@pytest.mark.parametrize(
    "wrong",
    [
        {"type": "yaml"},
        {"type": "json_schema"},
        {"type": "json_schema", "json_schema": {"name": "a b", "schema": SCHEMA}},
        STRICT | {"json_schema": STRICT["json_schema"] | {"schema": {"properties": {}}}},
        STRICT | {"json_schema": STRICT["json_schema"] | {"schema": SCHEMA | {"required": []}}},
    ],
)
def test_a_format_must_be_one_that_the_api_knows(replica: Replica, wrong: Json) -> None:
    assert complete(replica, response_format=STRICT).choices
    with pytest.raises(openai.BadRequestError):
        complete(replica, response_format=wrong)


def test_an_endpoint_may_lack_a_format(replica: Replica) -> None:
    replica.chat.refused = {"json_schema"}
    with pytest.raises(openai.BadRequestError, match="json_schema"):
        complete(replica, response_format=STRICT)
    assert complete(replica, response_format={"type": "json_object"}).choices


def test_a_fault_takes_the_place_of_one_answer(replica: Replica) -> None:
    busy = faults.instead(too_many(Retry_After="0", retry_after_ms="1"))
    replica.faults[COMPLETE] = [busy, faults.instead(broken(503))]
    assert complete(replica, retries=2).choices
    assert replica.times(COMPLETE) == 3
    replica.faults[COMPLETE] = [None, faults.instead(no_quota())]
    assert complete(replica).choices
    with pytest.raises(openai.RateLimitError, match="quota"):
        complete(replica)


@pytest.mark.parametrize("fault", [faults.dropped, faults.refused, faults.unanswered])
def test_a_connection_may_end(replica: Replica, fault: faults.Fault) -> None:
    replica.faults[COMPLETE] = [fault]
    with pytest.raises(openai.APIConnectionError):
        complete(replica)
    assert complete(replica).choices


def test_an_answer_may_be_late(replica: Replica) -> None:
    replica.faults[COMPLETE] = [faults.slow(0.5)]
    with pytest.raises(openai.APITimeoutError):
        complete(replica, timeout=0.05)


@pytest.mark.parametrize(
    "fault", [faults.half_json, faults.html, faults.html_as_json, faults.huge(2)]
)
def test_an_answer_may_be_no_answer(replica: Replica, fault: faults.Fault) -> None:
    replica.faults[COMPLETE] = [fault]
    try:
        said = complete(replica)
    except ValueError:
        return
    assert isinstance(said, str)  # the client gives what is not called JSON as it came


def test_an_answer_may_have_the_wrong_type(replica: Replica) -> None:
    replica.faults[COMPLETE] = [faults.wrong_type]
    assert complete(replica).choices  # the client reads it all the same


def test_what_a_test_itself_raises_is_not_lost() -> None:
    def wrong(_: Json) -> str:
        raise ZeroDivisionError

    with (
        pytest.raises(ZeroDivisionError),
        serving(wrong) as replica,
        pytest.raises(openai.APIConnectionError),
    ):
        complete(replica)
