"""Targets are found by being in their folder."""

import json

import pytest

from catalog.errors import NothingFound
from publisher import target
from publisher.targets import policylayer
from tests.publisher.calls import STACK
from tests.publisher.demo import harbour


def test_a_target_is_found_by_its_name() -> None:
    found = target.find("policylayer")
    assert found.render is policylayer.render
    assert found.suffix == ".json"
    assert found.abilities is policylayer.ABILITIES


def test_what_the_catalogue_shows_is_one_document_of_one_server() -> None:
    policy = harbour().policy
    shown = target.recommended(policy)
    assert shown == target.export(target.find("policylayer"), {"any name": policy})
    assert json.loads(shown.text)["default"] == "deny"


def test_losses_are_told_before_what_is_true_of_every_document() -> None:
    form = target.find("agentcore")
    losses = target.export(form, STACK).losses
    assert losses[-len(form.abilities.remarks) :] == form.abilities.remarks
    assert losses[0].startswith("This format cannot")


def test_a_document_is_merged_where_there_is_one() -> None:
    form = target.find("cedar")
    alone = target.export(form, STACK)
    assert target.export(form, STACK, theirs="").text == alone.text
    assert target.export(form, STACK, theirs="// mine\n").text == f"// mine\n\n{alone.text}"


@pytest.mark.parametrize("name", ["nonsense", "", "policy.layer", "../policy", "__init__"])
def test_an_unknown_target_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(NothingFound, match=r"there are: .*policylayer"):
        target.find(name)
