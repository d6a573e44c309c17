"""The batches of an account, as OpenAI's API works on them; time passes when the test says so.

https://platform.openai.com/docs/api-reference/batch and /docs/guides/batch
"""

import random
import time
from collections.abc import Sequence
from itertools import count

from tests.servers.openai_batch_lines import Line, Wrong, answered, jsonl, read, unanswered
from tests.servers.openai_chat import Chat
from tests.servers.openai_files import Files, listed
from tests.servers.openai_wire import Asked, Json, Reply, error

ENDPOINT = "/v1/chat/completions"
ENDED = ("failed", "completed", "expired", "cancelled")
DAY = 24 * 60 * 60
PAGE = 100


class Batch:
    """`shown` is what a client sees of it."""

    def __init__(self, number: int, asked: Json) -> None:
        now = int(time.time())
        self.lines: Sequence[Line] = ()
        self.shown: Json = {
            "id": f"batch_{number:024d}",
            "object": "batch",
            "endpoint": asked["endpoint"],
            "errors": None,
            "input_file_id": asked["input_file_id"],
            "completion_window": asked["completion_window"],
            "status": "validating",
            "output_file_id": None,
            "error_file_id": None,
            "created_at": now,
            "expires_at": now + DAY,
            "request_counts": {"total": 0, "completed": 0, "failed": 0},
            "metadata": asked.get("metadata"),
        }

    @property
    def status(self) -> str:
        return str(self.shown["status"])

    def becomes(self, status: str) -> None:
        self.shown |= {"status": status, f"{status}_at": int(time.time())}

    def fails(self, wrongs: Sequence[Wrong]) -> None:
        self.shown["errors"] = {"object": "list", "data": [each._asdict() for each in wrongs]}
        self.becomes("failed")


class Batches:
    """Oldest first. The limits are the API's; a test may draw them closer."""

    def __init__(self, files: Files, chat: Chat) -> None:
        self.kept: dict[str, Batch] = {}
        self.most_requests = 50_000
        self.most_bytes = 200 * 1024 * 1024
        self.page = PAGE
        self._files = files
        self._chat = chat
        self._numbers = count(1)
        self._dice = random.Random(1)  # noqa: S311  (no secret)

    def create(self, asked: Asked) -> Reply:
        said = asked.json
        if said.get("endpoint") != ENDPOINT:
            return error(400, "Invalid value for 'endpoint'.", param="endpoint")
        if said.get("completion_window") != "24h":
            return error(400, "Invalid value for 'completion_window'.", param="completion_window")
        if not isinstance(said.get("input_file_id"), str):
            return error(400, "Missing required parameter: 'input_file_id'.", param="input_file_id")
        if len(said.get("metadata") or {}) > 16:
            return error(400, "Invalid 'metadata': too many properties.", param="metadata")
        batch = Batch(next(self._numbers), said)
        self.kept[batch.shown["id"]] = batch
        return Reply(batch.shown)

    def list(self, asked: Asked) -> Reply:
        """The newest first."""
        return listed([each.shown for each in reversed(self.kept.values())], asked, self.page)

    def one(self, asked: Asked) -> Reply:
        name = asked.path.split("/")[2]
        batch = self.kept.get(name)
        if batch is None:
            return error(404, f"No batch found with id '{name}'.")
        if asked.path.endswith("/cancel"):
            if batch.status in ENDED:
                return error(400, f"Cannot cancel a batch with status '{batch.status}'.")
            batch.becomes("cancelling")
        return Reply(batch.shown)

    def advance(self, *, done: int | None = None) -> None:
        """Each batch takes one step; `done` requests are answered of one that is cancelled."""
        for each in [each for each in self.kept.values() if each.status not in ENDED]:
            self._step(each, done)

    def finish(self) -> None:
        """Each batch comes to its end."""
        while any(each.status not in ENDED for each in self.kept.values()):
            self.advance()

    def expire(self, done: int) -> None:
        """Each batch runs out of time, with so many requests answered."""
        for each in [each for each in self.kept.values() if each.status not in ENDED]:
            self._validate(each)
            self._answer(each, done, "batch_expired")
            each.becomes("expired")

    def _step(self, batch: Batch, done: int | None) -> None:
        match batch.status:
            case "validating":
                self._validate(batch)
            case "in_progress":
                self._answer(batch, None, "")
                batch.becomes("finalizing")
            case "finalizing":
                batch.becomes("completed")
            case "cancelling":
                self._validate(batch)
                self._answer(batch, done or 0, "batch_cancelled")
                batch.becomes("cancelled")

    def _validate(self, batch: Batch) -> None:
        file = self._files.kept.get(batch.shown["input_file_id"])
        lines, wrongs = read(file and file.content, self.most_requests, self.most_bytes)
        if wrongs:
            batch.fails(wrongs)
            return
        batch.lines = lines
        batch.shown["request_counts"] |= {"total": len(lines)}
        batch.becomes("in_progress")

    def _answer(self, batch: Batch, done: int | None, why_not: str) -> None:
        """Answer the first `done` requests; the others are told as failed. In another order."""
        if batch.shown["errors"]:
            return
        said = [answered(each, self._chat.complete(each.body)) for each in batch.lines[:done]]
        missed = [unanswered(each, why_not) for each in batch.lines[len(said) :]]
        good = [each for each in said if each["response"]["status_code"] == 200]
        bad = [each for each in said if each["response"]["status_code"] != 200] + missed
        counted = {"completed": len(good), "failed": len(bad)}
        batch.shown["request_counts"] |= counted
        for name, lines in (("output", good), ("error", bad)):
            self._dice.shuffle(lines)
            if lines:
                named = f"{batch.shown['id']}_{name}.jsonl"
                file = self._files.keep(named, "batch_output", jsonl(lines))
                batch.shown[f"{name}_file_id"] = file.id
