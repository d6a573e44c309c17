"""The replica's files and batches, asked by the real client."""

import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai import OpenAI

from tests.servers.openai_replica import KEY, MODEL, Replica, serving
from tests.servers.openai_wire import Json, Reply, broken

Lines = list[dict[str, Any]]


def answer(body: Json) -> Json | Reply:
    number = body["messages"][0]["content"]
    return broken() if number == "3" else {"number": int(number)}


@pytest.fixture
def replica() -> Iterator[Replica]:
    with serving(answer, models=(MODEL, "other")) as served:
        yield served


@pytest.fixture
def client(replica: Replica) -> Iterator[OpenAI]:
    with OpenAI(base_url=replica.url, api_key=KEY, max_retries=0) as api:
        yield api


def requests(count: int = 5) -> Lines:
    return [
        {"custom_id": f"id-{n}", "method": "POST", "url": "/v1/chat/completions", "body": body}
        for n in range(count)
        for body in [{"model": MODEL, "messages": [{"role": "user", "content": str(n)}]}]
    ]


def upload(client: OpenAI, lines: Lines) -> str:
    raw = b"\n".join(json.dumps(each).encode() for each in lines)
    return client.files.create(file=("in.jsonl", raw), purpose="batch").id


def create(client: OpenAI, lines: Lines) -> str:
    return client.batches.create(
        completion_window="24h",
        endpoint="/v1/chat/completions",
        input_file_id=upload(client, lines),
        metadata={"name": "x"},
    ).id


def content(client: OpenAI, file: str | None) -> Lines:
    assert file is not None
    return [json.loads(line) for line in client.files.content(file).text.splitlines()]


def test_a_file_is_kept_until_it_is_removed(client: OpenAI) -> None:
    one, two = upload(client, requests()), upload(client, requests(1))
    assert [each.id for each in client.files.list(purpose="batch")] == [two, one]
    assert client.files.retrieve(one).filename == "in.jsonl"
    assert content(client, one) == requests()
    assert client.files.delete(one).deleted
    with pytest.raises(openai.NotFoundError):
        client.files.content(one)


def test_lists_come_in_pages(client: OpenAI, replica: Replica) -> None:
    replica.files.page = replica.batches.page = 2
    made = [create(client, requests(1)) for _ in range(5)]
    assert [each.id for each in client.batches.list()] == made[::-1]
    assert len(list(client.files.list())) == 5


def test_a_batch_lives_as_it_is_written(client: OpenAI, replica: Replica) -> None:
    name = create(client, requests())
    lived: list[str] = []
    while not lived or lived[-1] != "completed":
        lived.append(client.batches.retrieve(name).status)
        replica.batches.advance()
    assert lived == ["validating", "in_progress", "finalizing", "completed"]
    done = client.batches.retrieve(name)
    counts = done.request_counts
    assert counts is not None
    assert (counts.total, counts.completed, counts.failed) == (5, 4, 1)
    assert done.metadata == {"name": "x"}
    said = content(client, done.output_file_id)
    ids = [each["custom_id"] for each in said]
    assert sorted(ids) == ["id-0", "id-1", "id-2", "id-4"] != ids
    for each in said:
        told = json.loads(each["response"]["body"]["choices"][0]["message"]["content"])
        assert each["custom_id"] == f"id-{told['number']}"
    failed = content(client, done.error_file_id)
    assert [each["response"]["status_code"] for each in failed] == [500]


def test_time_may_run_out(client: OpenAI, replica: Replica) -> None:
    name = create(client, requests())
    replica.batches.expire(2)
    ended = client.batches.retrieve(name)
    assert ended.status == "expired"
    assert len(content(client, ended.output_file_id)) == 2
    missed = content(client, ended.error_file_id)
    assert [each["error"]["code"] for each in missed] == ["batch_expired"] * 3


def test_a_batch_may_be_cancelled(client: OpenAI, replica: Replica) -> None:
    name = create(client, requests())
    replica.batches.advance()
    assert client.batches.cancel(name).status == "cancelling"
    replica.batches.advance(done=1)
    ended = client.batches.retrieve(name)
    assert (ended.status, len(content(client, ended.output_file_id))) == ("cancelled", 1)
    with pytest.raises(openai.BadRequestError, match="Cannot cancel"):
        client.batches.cancel(name)


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ([], "empty_file"),
        (requests(7), "too_many_tasks"),
        ([requests(1)[0] | {"body": {"x": "y" * 3_000}}], "file_too_large"),
        ([*requests(1), *requests(1)], "duplicate_custom_id"),
        ([requests(1)[0], requests(2)[1] | {"body": {"model": "other"}}], "model_mismatch"),
        ([requests(1)[0] | {"url": "/v1/responses"}], "url_mismatch"),
        ([{"custom_id": "x"}], "invalid_request"),
        ([requests(1)[0] | {"custom_id": "x" * 65}], "invalid_custom_id"),
    ],
)
def test_a_file_that_is_wrong_fails_its_batch(
    client: OpenAI, replica: Replica, lines: Lines, code: str
) -> None:
    replica.batches.most_requests, replica.batches.most_bytes = 6, 3_000
    name = create(client, lines)
    replica.batches.finish()
    failed = client.batches.retrieve(name)
    assert failed.status == "failed"
    assert failed.errors is not None
    assert [each.code for each in failed.errors.data or []] == [code]
    assert failed.output_file_id is failed.error_file_id is None
