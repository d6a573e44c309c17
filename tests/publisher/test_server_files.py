"""What stands beside a server's page: its policy for every engine, its passport, its badge."""

import json
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalog.model.card import ServerCard, card_of
from catalog.model.page import ServerPage
from catalog.model.passport import Passport
from catalog.taxonomy import Category, Effect, Reason, Risk
from publisher.adapt import adapt
from publisher.addresses import slug_of
from publisher.page import Composition
from publisher.policy.decision import decide
from publisher.record import ToolRecord
from publisher.site.owner import Owner
from publisher.site.policy_files import policy_files
from publisher.site.server_files import server_addresses, server_files
from publisher.target import Target, find
from publisher.words.targets import GUIDES
from tests.publisher.demo import demo, harbour
from tests.publisher.forms import TARGETS, calls_of
from tests.publisher.strategies import ANY_TEXT, verdicts
from tests.publisher.values import a_server, a_tool, a_verdict, composed, skipped

OWNER = Owner(base_url="https://risk.example/")
LONE = "\ud800 lone"


def files(made: Composition) -> dict[str, bytes]:
    """What is made of a server, by the name within its folder."""
    found = {each.address: each.content for each in server_files(made.server, made.tools, OWNER)}
    card = card_of(made.server)
    assert isinstance(card, ServerCard)
    assert tuple(found) == server_addresses(card)
    folder = f"servers/{slug_of(made.server.address)}/"
    return {address.removeprefix(folder): content for address, content in found.items()}


def svg(content: bytes) -> ET.Element:
    """The picture as XML; raises where it is none."""
    return ET.fromstring(content)  # noqa: S314 - we made it, without a document type


@TARGETS
def test_a_policy_file_decides_as_the_policy_does(form: Target) -> None:
    made = harbour()
    text = files(made)[f"policy/{form.name}{form.suffix}"].decode()
    [stack] = adapt({"harbour": made.policy}, form.abilities).stack.values()
    found = form.read(text)
    rules = found["harbour" if form.stacks else ""]
    for tool, arguments in calls_of(made.policy):
        wanted = decide(stack.rules, tool, arguments, unnamed=form.abilities.unnamed)
        assert decide(rules, tool, arguments, unnamed=form.abilities.unnamed) == wanted


@TARGETS
def test_every_target_has_words_and_says_what_it_cannot(form: Target) -> None:
    made = harbour()
    [file] = (each for each in policy_files(made.server, made.tools) if each.target == form.name)
    assert file.guide == GUIDES[form.name]
    lost = adapt({"harbour": made.policy}, form.abilities).losses
    assert len(file.losses) >= len({(each.lost, each.became) for each in lost})


def test_a_server_whose_name_a_format_cannot_write_is_called_by_the_nearest() -> None:
    tool = a_tool("find")
    made = composed(a_server("town-hall"), (tool, a_verdict(tool, Category.READ)))
    called = {each.target: each.called for each in policy_files(made.server, made.tools)}
    assert called["litellm"] == "town_hall"
    assert called["claude-code"] == "town-hall"
    text = files(made)["policy/litellm.yaml"].decode()
    assert [each.tool for each in find("litellm").read(text)["town_hall"]] == ["find"]


def test_namesakes_have_one_rule() -> None:
    tools = [a_tool("same", text) for text in ("Reads a note.", "Deletes a note.")]
    kinds = (Category.READ, Category.DESTRUCTIVE)
    made = composed(
        a_server(),
        *((tool, a_verdict(tool, kind)) for tool, kind in zip(tools, kinds, strict=True)),
    )
    [rule] = find("policylayer").read(files(made)["policy.json"].decode())[""]
    assert rule.alone == made.policy.rules[0].alone
    assert files(made)["policy.json"] == files(made)["policy/policylayer.json"]


def test_a_line_of_each_tool_says_what_classify_says() -> None:
    made = harbour()
    lines = files(made)["tools.jsonl"].splitlines()
    records = [ToolRecord.model_validate_json(line) for line in lines]
    assert [each.tool for each in records] == [each.tool for each in made.tools]
    mail = json.loads(lines[1])
    assert mail["evidence"][0] == {
        "rule": "says-sends", "effect": "sends", "field": "description",
        "quote": "Send an e-mail", "start": 0, "end": 14,
    }  # fmt: skip
    assert mail["evidence"][1]["trait"] == "irreversible"
    assert (mail["category"], mail["risk"], mail["action"]) == ("Write", "high", "ask")
    assert mail["tokens"] == made.tools[1].tokens > 50


def test_a_passport_says_what_was_seen_and_where() -> None:
    told = Passport.model_validate_json(files(harbour())["passport.json"])
    assert told.signed is False
    assert "toolrisk check pypi:harbour-mcp" in told.check
    assert (told.package.value, told.package.seen_in) == (
        "pkg:pypi/harbour-mcp@1.4.2", "installation",
    )  # fmt: skip
    assert told.server.page == "https://risk.example/servers/harbour/index.html"
    assert [each.name for each in told.environment.value or ()] == ["HARBOUR_TOKEN"]
    assert told.hosts.value is None
    assert told.hosts.why
    assert told.tool_count == len(told.tools) == 6
    assert told.tools[1].evidence[0].quote == "Send an e-mail"
    assert Passport.model_json_schema()["properties"]["tools"]


def test_a_passport_of_what_was_not_seen_says_why() -> None:
    told = Passport.model_validate_json(
        files(skipped(a_server(), Reason.TIMED_OUT, "60 s"))["passport.json"]
    )
    for unknown in (told.protocol_version, told.names_itself, told.grade, told.tokens):
        assert unknown.value is None
        assert unknown.why
    assert "timed out" in (told.protocol_version.why or "")


@pytest.mark.parametrize("made", demo(), ids=lambda made: made.server.title)
def test_a_badge_is_a_picture_with_a_title(made: Composition) -> None:
    tree = svg(files(made)["badge.svg"])
    [title] = tree.findall("{*}title")
    assert title.text is not None
    assert title.text.startswith(f"{made.server.title}: ")
    assert tree.attrib["aria-label"] == title.text


def test_a_badge_of_what_was_not_seen_shows_no_risk() -> None:
    text = files(skipped(a_server(), Reason.CRASHED, "exit code 1"))["badge.svg"].decode()
    assert ">not seen<" in text
    assert not any(each in text for each in (*Risk, "#2a6b45"))


@settings(max_examples=40, deadline=None)
@given(title=ANY_TEXT, drawn=verdicts())
def test_whatever_strangers_say_every_file_can_be_read(title: str, drawn: Any) -> None:
    made = composed(a_server("any", title, description=title), drawn)
    found = files(made)
    svg(found["badge.svg"])
    assert json.loads(found["passport.json"])["server"]["title"] == made.server.title
    assert ServerPage.model_validate(json.loads(found["index.json"])) == made.server
    assert json.loads(found["tools.jsonl"])["tool"] == drawn[0].name
    for name, content in found.items():
        if name.startswith("policy/"):
            target = find(name.removeprefix("policy/").rpartition(".")[0])
            target.read(content.decode())


def test_a_lone_surrogate_is_escaped_not_dropped() -> None:
    tool = a_tool(LONE)
    found = files(composed(a_server("any", LONE), (tool, a_verdict(tool, Category.READ))))
    assert json.loads(found["tools.jsonl"])["tool"] == LONE
    assert json.loads(found["passport.json"])["server"]["title"] == LONE


def test_a_claim_that_the_words_contradict_is_told() -> None:
    for claimed, told in ((True, 1), (None, 0)):
        hints = {} if claimed is None else {"annotations": {"readOnlyHint": claimed}}
        tool = a_tool("drop", "Drops a table.", **hints)
        verdict = a_verdict(tool, Category.DESTRUCTIVE, effects=(Effect.DELETES,))
        line = json.loads(files(composed(a_server(), (tool, verdict)))["tools.jsonl"])
        assert len(line["contradictions"]) == told


@given(st.sampled_from(Effect))
def test_every_effect_is_told_as_one(effect: Effect) -> None:
    tool = a_tool("t", "does it")
    made = composed(a_server(), (tool, a_verdict(tool, Category.READ, effects=(effect,))))
    assert json.loads(files(made)["tools.jsonl"])["effects"] == [effect]
