"""Endpoints differ: each is found out once, and asked in the best way that it knows."""

from collections.abc import Callable

import anyio
import pytest

from catalog.errors import JudgeError
from classifier.judge.dialect import Form
from classifier.judge.endpoint import Endpoint, connect
from tests.servers.openai_chat import Answer
from tests.servers.openai_faults import instead
from tests.servers.openai_replica import KEY, MODEL, Replica, serving
from tests.servers.openai_wire import Json, Reply, error

CHAT = "POST /chat/completions"
Served = Callable[[Replica], None]


@pytest.fixture(autouse=True)
def _nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_BASE_URL", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def keeps_to_schemas(body: Json) -> Json | str:
    return {"rooms": 2} if body.get("response_format") else "Welcome!"


def ignores_schemas(body: Json) -> Json | str:
    form = body.get("response_format", {}).get("type")
    return {"greeting": "Hello"} if form == "json_object" else "Welcome to our hotel, dear guest!"


def fences(_: Json) -> str:
    return '```json\n{"greeting": "Hello"}\n```'


def knows_max_tokens_alone(body: Json) -> Json | Reply:
    if "max_completion_tokens" in body:
        return error(400, "Unrecognized request argument supplied", param="max_completion_tokens")
    return {"rooms": 2}


def takes_no_temperature(body: Json) -> Json | Reply:
    if "temperature" in body:
        return error(400, "Unsupported value: 'temperature'", param="temperature")
    return {"rooms": 2}


def connected(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, before: Served = lambda _: None,
    model: str | None = MODEL,
) -> tuple[Endpoint, Replica]:  # fmt: skip
    async def run() -> Endpoint:
        endpoint = await connect(model)
        await endpoint.client.close()
        return endpoint

    with serving(answer) as replica:
        monkeypatch.setenv("OPENAI_BASE_URL", replica.url)
        before(replica)
        return anyio.run(run), replica


@pytest.mark.parametrize(
    ("answer", "form", "bound", "tempered", "asked"),
    [
        (keeps_to_schemas, Form.SCHEMA, "max_completion_tokens", True, 1),
        (ignores_schemas, Form.OBJECT, "max_completion_tokens", True, 2),
        (fences, Form.TEXT, "max_completion_tokens", True, 3),
        (knows_max_tokens_alone, Form.SCHEMA, "max_tokens", True, 3),
        (takes_no_temperature, Form.SCHEMA, "max_completion_tokens", False, 2),
    ],
)
def test_an_endpoint_is_found_out(
    monkeypatch: pytest.MonkeyPatch, answer: Answer, form: Form, bound: str, *, tempered: bool,
    asked: int,
) -> None:  # fmt: skip
    endpoint, replica = connected(monkeypatch, answer)
    assert endpoint.dialect == (form, bound, tempered)
    assert replica.times(CHAT) == asked


def test_one_that_refuses_schemas_is_asked_for_objects(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(replica: Replica) -> None:
        replica.chat.refused = ("json_schema",)

    endpoint, _ = connected(monkeypatch, ignores_schemas, refuse)
    assert endpoint.dialect.form is Form.OBJECT


def test_the_only_model_needs_no_name(monkeypatch: pytest.MonkeyPatch) -> None:
    assert connected(monkeypatch, keeps_to_schemas, model=None)[0].model == MODEL


@pytest.mark.parametrize(
    ("model", "key", "said"),
    [(MODEL, "another", "answered 401; set another key as OPENAI_API_KEY"),
     ("gpt-none", KEY, "answered 404; is the model's name right?")],
)  # fmt: skip
def test_one_that_does_not_answer_says_why(
    monkeypatch: pytest.MonkeyPatch, model: str, key: str, said: str
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(JudgeError) as raised:
        connected(monkeypatch, keeps_to_schemas, model=model)
    assert said in str(raised.value)
    assert key not in str(raised.value) or key == "another"


def test_what_is_asked_to_be_retried_is_retried(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow_down(replica: Replica) -> None:
        busy = instead(error(429, "Rate limit reached", Retry_After="0.01"))
        replica.faults[CHAT] = [busy, busy, None]

    _, replica = connected(monkeypatch, keeps_to_schemas, slow_down)
    assert replica.times(CHAT) == 3


@pytest.mark.parametrize("address", ["ftp://x", "http://", "nowhere", "http://x:port/v1"])
def test_an_address_that_is_none_is_told(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("OPENAI_BASE_URL", address)
    with pytest.raises(JudgeError, match="OPENAI_BASE_URL is no address"):
        anyio.run(connect, MODEL)
