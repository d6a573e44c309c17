"""Chat completions and models, as OpenAI's API answers; what is said is the test's.

https://platform.openai.com/docs/api-reference/chat/create
"""

import json
import os.path
import re
import time
from collections.abc import Callable, Collection
from itertools import count
from threading import Lock
from typing import Any

from tests.servers.openai_wire import Json, Reply, error, no_model

Answer = Callable[[Json], Json | str | Reply]
"""From a request's body to the model's answer: an object is its JSON text, a Reply is all."""

FORMATS = ("text", "json_object", "json_schema")
LETTERS_A_TOKEN = 4
CACHED_FROM, CACHED_BY = 1_024, 128
"""Tokens of a prefix that is cached, at least and by steps:
https://platform.openai.com/docs/guides/prompt-caching"""
REMEMBERED = 50
"""Prompts whose beginnings are cached."""
LIMIT = 10_000


class Chat:
    """One account's models. `refused` are the response formats that it answers with 400."""

    def __init__(self, answer: Answer, models: Collection[str]) -> None:
        self.answer = answer
        self.models = models
        self.refused: Collection[str] = ()
        self._prompts: list[str] = []
        self._numbers = count(1)
        self._lock = Lock()

    def list_models(self) -> Reply:
        known = [{"id": each, "object": "model", "owned_by": "test"} for each in self.models]
        return Reply({"object": "list", "data": known})

    def complete(self, body: Json) -> Reply:
        """The answer to one request, be it sent alone or within a batch."""
        if wrong := self._wrong(body):
            return wrong
        said = self.answer(body)
        reply = said if isinstance(said, Reply) else completion(body, said)
        if reply.status != 200 or not isinstance(reply.body, dict) or "usage" not in reply.body:
            return reply
        with self._lock:
            number = next(self._numbers)
            cached = self._cached(json.dumps(body.get("messages")))
        details = {"prompt_tokens_details": {"cached_tokens": cached}}
        usage = details | reply.body["usage"]
        return Reply(reply.body | {"usage": usage}, 200, limits(number) | dict(reply.headers))

    def _wrong(self, body: Json) -> Reply | None:
        if body.get("model") not in self.models:
            return no_model(body.get("model"))
        messages = body.get("messages")
        if not isinstance(messages, list) or not messages:
            return error(400, "Missing required parameter: 'messages'.", param="messages")
        asked = body.get("response_format", {"type": "text"})
        if asked.get("type") not in FORMATS or asked["type"] in self.refused:
            message = f"'response_format' of type '{asked.get('type')}' is not supported."
            return error(400, message, "unsupported_value", param="response_format")
        wrong = _no_schema(asked.get("json_schema")) if asked["type"] == "json_schema" else None
        return error(400, wrong, param="response_format") if wrong else None

    def _cached(self, prompt: str) -> int:
        """How many tokens of this prompt were the beginning of an earlier one."""
        same = max((_same(prompt, each) for each in self._prompts), default=0)
        self._prompts = [*self._prompts[-REMEMBERED:], prompt]
        tokens = same // LETTERS_A_TOKEN
        return tokens // CACHED_BY * CACHED_BY if tokens >= CACHED_FROM else 0


def completion(
    body: Json, said: Json | str | None, finish: str = "stop", refusal: str | None = None
) -> Reply:
    """A whole answer: what the model said, why it ended, and what it cost."""
    content = json.dumps(said) if isinstance(said, dict) else said
    message = {"role": "assistant", "content": content, "refusal": refusal}
    choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": finish}
    return Reply(
        {
            "id": f"chatcmpl-{abs(hash(str(content))):x}",
            "object": "chat.completion",
            "created": int(time.time()),
            "model": body["model"],
            "choices": [choice],
            "usage": _usage(json.dumps(body["messages"]), content or refusal or ""),
        }
    )


def cut_off(body: Json, said: Json | str) -> Reply:
    """An answer that ran into its limit of tokens, half way."""
    whole = json.dumps(said) if isinstance(said, dict) else said
    return completion(body, whole[: len(whole) // 2], "length")


def refusing(body: Json, why: str = "I'm sorry, I can't help with that.") -> Reply:
    return completion(body, None, refusal=why)


def filtered(body: Json) -> Reply:
    return completion(body, "", "content_filter")


def without_content(body: Json) -> Reply:
    return completion(body, None)


def without_choices(body: Json) -> Reply:
    reply = completion(body, None)
    return Reply(reply.body | {"choices": []})


def fenced(said: Json) -> str:
    """How an endpoint answers that takes no notice of a json_schema."""
    return f"Sure! Here is the answer:\n```json\n{json.dumps(said, indent=2)}\n```\nAnything else?"


def limits(number: int) -> dict[str, str]:
    """https://platform.openai.com/docs/guides/rate-limits: the headers of every answer."""
    return {
        "x-request-id": f"req_{number:08x}",
        "x-ratelimit-limit-requests": str(LIMIT),
        "x-ratelimit-remaining-requests": str(max(LIMIT - number, 0)),
        "x-ratelimit-reset-requests": "6ms",
        "x-ratelimit-limit-tokens": "2000000",
        "x-ratelimit-remaining-tokens": "1999000",
        "x-ratelimit-reset-tokens": "1m0.5s",
    }


def _same(one: str, other: str) -> int:
    """How many letters two texts have in common at their beginning."""
    return len(os.path.commonprefix([one, other]))  # noqa: RUF071  (letters, no paths)


def _usage(prompt: str, said: str) -> Json:
    asked, given = (1 + len(text) // LETTERS_A_TOKEN for text in (prompt, said))
    return {"prompt_tokens": asked, "completion_tokens": given, "total_tokens": asked + given}


def _no_schema(given: Any) -> str | None:
    """What is wrong with a json_schema format; None where nothing is."""
    if not isinstance(given, dict) or not re.fullmatch(r"[\w-]{1,64}", str(given.get("name", ""))):
        return "Invalid 'response_format.json_schema.name'."
    if not isinstance(given.get("schema"), dict):
        return "Missing required parameter: 'response_format.json_schema.schema'."
    wrong = _not_strict(given["schema"]) if given.get("strict") else None
    return wrong and f"Invalid schema for response_format '{given['name']}': {wrong}"


def _not_strict(schema: Any) -> str | None:
    """What a strict schema may not leave open: every object is closed, and lists all it has.

    https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
    """
    if isinstance(schema, list):
        return next(filter(None, map(_not_strict, schema)), None)
    if not isinstance(schema, dict):
        return None
    if "properties" in schema:
        if schema.get("additionalProperties") is not False:
            return "'additionalProperties' is required to be supplied and to be false."
        if sorted(schema.get("required", ())) != sorted(schema["properties"]):
            return "'required' must be an array including every key in properties."
    return next(filter(None, map(_not_strict, schema.values())), None)
