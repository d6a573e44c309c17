"""An OpenAI-compatible endpoint: tried once, then asked; its answers are bounded.

Endpoints differ in what they take: a JSON schema may be enforced, ignored or refused, the
temperature and the bound of an answer have other names or none. One small question, off
the topic, tells which; whatever it comes to, each answer is validated again.
"""

from typing import Any, NamedTuple

import httpx2
import openai
from openai.types.chat import ChatCompletion
from pydantic import ValidationError

from catalog.errors import JudgeError
from classifier.judge.budget import Tokens
from classifier.judge.dialect import DIALECTS, Form, body_of
from classifier.judge.environment import ADDRESS, KEY, address, is_local, key, shown_address
from classifier.judge.pace import Pace
from classifier.judge.question import Message

SECONDS = 600.0
"""How long one answer may take: a local server with one slot lets the others wait."""
RETRIES = 4
"""How often the openai package asks again after 429, 5xx and lost connections, with growing
pauses, or after what Retry-After says, up to its bound of two minutes."""
ANSWER_BYTES = 4 << 20
"""The most that an answer may have, with all that stands around it."""
PROBE: list[Message] = [{"role": "user", "content": "Greet a guest of a hotel in five words."}]
PROBE_SCHEMA = {
    "type": "object",
    "properties": {"rooms": {"type": "integer"}},
    "required": ["rooms"],
    "additionalProperties": False,
}
PROBE_TOKENS = 50
UNREACHED = f"is not reached; start it, or name another as {ADDRESS}"
_FATAL = (401, 402, 403, 404)
"""No key, no money, no leave, no such model: no other question would fare better."""


class Reply(NamedTuple):
    """What came back; `finish` says why it ended, `took` is None where nothing tells."""

    text: str
    finish: str
    took: Tokens | None


class Unanswered(Exception):
    """One question without an answer; `fatal` where no other would get one, and `lasting`
    where this one never will."""

    def __init__(self, reason: str, *, fatal: bool = False, lasting: bool = False) -> None:
        super().__init__(reason)
        self.fatal, self.lasting = fatal, lasting


class Endpoint:
    """One model at one endpoint, and how it wants to be asked."""

    def __init__(self, client: openai.AsyncOpenAI, model: str) -> None:
        self.client, self.model = client, model
        self.dialect = DIALECTS[0]
        self.pace = Pace()

    async def ask(self, messages: list[Message], schema: dict[str, Any], most: int) -> Reply:
        """One answer of at most so many tokens. Raises Unanswered."""
        await self.pace.turn()
        try:
            completion = await self._complete(body_of(self.dialect, messages, schema, most))
        except openai.APIStatusError as error:
            raise _refused(error) from None
        except (openai.OpenAIError, httpx2.HTTPError, ValueError) as error:
            raise Unanswered(_silent(error)) from None
        return reply_of(completion)

    async def _complete(self, body: dict[str, Any]) -> ChatCompletion:
        create = self.client.chat.completions.with_streaming_response.create
        async with create(model=self.model, **body) as response:
            self.pace.heed(response.headers)
            data = bytearray()
            async for chunk in response.iter_bytes():
                data += chunk
                if len(data) > ANSWER_BYTES:
                    raise ValueError("answered with too much")
        return ChatCompletion.model_validate_json(bytes(data))

    async def probe(self) -> None:
        """Find out how it wants to be asked. Raises JudgeError where it does not answer."""
        refusal = "has no answer"
        ignored: set[Form] = set()
        for dialect in DIALECTS:
            if dialect.form in ignored:
                continue
            self.dialect = dialect
            try:
                reply = await self.ask(PROBE, PROBE_SCHEMA, PROBE_TOKENS)
            except Unanswered as error:
                if not error.lasting:
                    raise JudgeError(self.told(error)) from None
                refusal = str(error)
            else:
                if dialect.fits(reply.text):
                    return
                ignored.add(dialect.form)
        raise JudgeError(self.told(refusal))

    def told(self, error: object) -> str:
        """What the user reads of it."""
        return f"the model {self.model} at {shown_address()} {error}"


def new_client() -> openai.AsyncOpenAI:
    """A client of the endpoint of the environment. Raises JudgeError where none is named."""
    http = openai.DefaultAsyncHttpxClient(trust_env=False) if is_local() else None
    return openai.AsyncOpenAI(
        api_key=key(), base_url=address(), timeout=SECONDS, max_retries=RETRIES, http_client=http
    )


async def connect(model: str | None) -> Endpoint:
    """The endpoint of the environment, tried. Raises JudgeError where no answer comes.

    With no model named, the only one that it offers.
    """
    endpoint = Endpoint(new_client(), model or await only_model())
    try:
        await endpoint.probe()
    except JudgeError:
        await endpoint.client.close()
        raise
    return endpoint


async def only_model() -> str:
    """The one model that the endpoint offers. Raises JudgeError where that is not one."""
    if not address():
        told = "with --model; none is chosen for you, as each has its price"
        raise JudgeError(f"name a model of {shown_address()} {told}")
    try:
        async with new_client() as client:
            offered = [each.id async for each in client.models.list()]
    except (openai.AuthenticationError, openai.PermissionDeniedError) as error:
        raise JudgeError(f"the endpoint {shown_address()} {_refused(error)}") from None
    except openai.APIConnectionError:
        raise JudgeError(f"the endpoint {shown_address()} {UNREACHED}") from None
    except (openai.OpenAIError, ValidationError):
        offered = []
    if len(offered) == 1:
        return offered[0]
    some = f"; it offers {', '.join(offered[:5])[:200]}" if offered else ""
    raise JudgeError(f"name a model of {shown_address()} with --model{some}")


def reply_of(completion: ChatCompletion) -> Reply:
    """What a completion says, and why it ended."""
    usage = completion.usage
    told = Tokens(usage.prompt_tokens, usage.completion_tokens) if usage else None
    took = told if told and told.sent > 0 and told.answered >= 0 else None
    if not completion.choices:
        return Reply("", "nothing", took)
    choice = completion.choices[0]
    if choice.message.refusal:
        return Reply("", "refusal", took)
    return Reply(choice.message.content or "", choice.finish_reason, took)


def _refused(error: openai.APIStatusError) -> Unanswered:
    """What a status means; the words of the endpoint are not repeated: they may hold a key."""
    status = error.status_code
    if status in (401, 403):
        return Unanswered(f"answered {status}; set another key as {KEY}", fatal=True)
    if status in _FATAL:
        return Unanswered(f"answered {status}; is the model's name right?", fatal=True)
    passing = status in (408, 409, 429) or status >= 500  # noqa: PLR2004 - server errors
    return Unanswered(f"answered {status}", lasting=not passing)


def _silent(error: Exception) -> str:
    if isinstance(error, httpx2.HTTPError):  # once the body is read nothing translates these
        return "broke off its answer"
    names = {"APITimeoutError": "did not answer in time", "APIConnectionError": UNREACHED}
    return names.get(type(error).__name__, "answered with what is no chat completion")
