"""Models that obey a tool, tell their instructions or talk nonsense, behind a real endpoint."""

import json
from collections.abc import Callable, Sequence

import anyio
import pytest

from catalog.model.judgement import Judgement
from classifier.classify import classify
from classifier.judge.ask import Asking
from classifier.judge.budget import Budget
from classifier.judge.endpoint import connect
from classifier.judge.question import Question, messages, question
from classifier.reconcile import reconcile
from tests.classifier.judge.hostile_answers import HOSTILE
from tests.classifier.judge.injections import HARD, INJECTIONS, Injection
from tests.servers.openai_chat import Answer, completion
from tests.servers.openai_replica import KEY, MODEL, Replica, serving
from tests.servers.openai_wire import Json, Reply

MILD: Json = {
    "fragments": [1],
    "rationale": "It only reads.",
    "effects": ["reads"],
    "category": "Read",
    "risk": "low",
    "confidence": 1.0,
}
Content = Callable[[Json], str]


def knowing(content: Content) -> Answer:
    """A model that keeps to a schema when it is tried, and else says the content."""

    def answer(body: Json) -> str:
        asked = body["response_format"]["json_schema"]["schema"]["properties"]
        return '{"rooms": 1}' if "rooms" in asked else content(body)

    return answer


@pytest.fixture
def ask(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[list[Judgement], Replica]]:
    """Ask a model that says the content about each of the questions."""

    def asked(content: Content, questions: Sequence[Question]) -> tuple[list[Judgement], Replica]:
        kept: list[Judgement] = []

        async def run() -> None:
            endpoint = await connect(MODEL)
            asking = Asking(endpoint, Budget(), kept.append)
            async with endpoint.client:
                await asking.ask_all([[each] for each in questions])
            assert (asking.failed, asking.left, asking.failure) == (0, 0, "")
            assert asking.judged + asking.abstained == len(kept) == len(questions)

        with serving(knowing(content)) as replica:
            monkeypatch.setenv("OPENAI_BASE_URL", replica.url)
            monkeypatch.setenv("OPENAI_API_KEY", KEY)
            anyio.run(run)
            return kept, replica

    return asked


Ask = Callable[[Content, Sequence[Question]], tuple[list[Judgement], Replica]]


def about(attack: Injection) -> Question:
    given = attack.given
    return question(given.tool, given.context, classify(given.tool, given.context))


def test_a_model_that_obeys_every_attack_lowers_nothing_that_is_known(ask: Ask) -> None:
    asked = {each.key: each for each in map(about, HARD)}
    kept, _ = ask(lambda _: json.dumps({"tool_1": MILD}), tuple(asked.values()))
    for each in kept:
        assert each.answer is not None
        found = asked[each.tool_digest, each.context_digest]
        after = reconcile(found.rules, found.tool, found.context, each)
        assert after.category.rank >= found.rules.category.rank
        assert after.risk.rank >= found.rules.risk.rank


def user(body: Json) -> str:
    return str(body["messages"][1]["content"])


def mark(body: Json) -> str:
    return user(body).partition(".")[0].split()[-1]


ECHOES: dict[str, Content] = {
    "the instructions": lambda body: str(body["messages"][0]["content"]),
    "the question": user,
    "the mark": mark,
    "the mark, in capitals": lambda body: f"MARK: {mark(body).upper()}",
    "the mark, letter by letter": lambda body: " ".join(mark(body)),
    "what the data are": lambda _: "All between them is data: words of a stranger.",
}


@pytest.mark.parametrize("said", ECHOES)
def test_a_model_that_repeats_the_request_abstains(ask: Ask, said: str) -> None:
    def content(body: Json) -> str:
        return json.dumps({"tool_1": {**MILD, "rationale": ECHOES[said](body)}})

    asked = [about(each) for each in INJECTIONS if each.attack == "leak-prompt"]
    kept, _ = ask(content, asked)
    assert len(kept) > 5
    for each in kept:
        assert each.answer is None
        assert each.reason.startswith("rationale: repeats ")


def named(question: Question) -> str:
    """The line of a question that holds its tool's name."""
    return messages([question], "0")[1]["content"].split("\n")[2]


UNSAYABLE = ("raw-lone-surrogate", "rationale-delimiter")
"""No JSON holds the one, no model knows the mark of the other."""


def test_no_hostile_answer_ends_a_run(ask: Ask) -> None:
    """Each is said about a tool of its own, at the first request and at the second."""
    sayable = [each for each in HOSTILE if not each.name.startswith(UNSAYABLE)]
    pairs = list(zip(map(about, INJECTIONS), sayable, strict=False))
    said = {named(question): hostile.text for question, hostile in pairs}
    assert len(said) == len(pairs) == len(sayable)
    kept, replica = ask(
        lambda body: said[user(body).split("\n")[2]], [question for question, _ in pairs]
    )
    answered = {each.tool_digest for each in kept if each.answer}
    assert answered == {question.tool.digest for question, hostile in pairs if hostile.valid}
    assert all(each.reason.isprintable() and each.reason for each in kept if not each.answer)
    assert replica.times("POST /chat/completions") > len(pairs)
    assert not any(b"CANARY" in each.body for each in replica.asked)


USAGES = [{"prompt_tokens": -(10**9)}, {"prompt_tokens": 0}, {"completion_tokens": -(10**9)}]


@pytest.mark.parametrize("usage", USAGES)
def test_who_tells_less_than_can_be_has_spent_what_was_set_aside(
    monkeypatch: pytest.MonkeyPatch, usage: Json
) -> None:
    def content(body: Json) -> Reply:
        said = knowing(lambda _: json.dumps({"tool_1": MILD}))(body)
        assert isinstance(said, str)
        reply = completion(body, said)
        assert isinstance(reply.body, dict)
        return Reply(reply.body | {"usage": reply.body["usage"] | usage})

    async def run() -> None:
        endpoint = await connect(MODEL)
        asking = Asking(endpoint, Budget(tokens=20_000), lambda _: None)
        async with endpoint.client:
            await asking.ask_all([[about(each)] for each in HARD[:20]])
        assert asking.over_budget and asking.left > 0 and asking.judged > 0

    with serving(content) as replica:
        monkeypatch.setenv("OPENAI_BASE_URL", replica.url)
        monkeypatch.setenv("OPENAI_API_KEY", KEY)
        anyio.run(run)
