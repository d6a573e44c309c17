"""Targets are found by being in their folder."""

import pytest

from catalog.errors import NothingFound
from publisher import target
from publisher.targets import policylayer
from tests.publisher.demo import harbour


def test_a_target_is_found_by_its_name() -> None:
    found = target.find("policylayer")
    policy = harbour().policy
    assert found.render(policy) == policylayer.render(policy)
    assert found.suffix == ".json"


def test_every_file_in_the_folder_is_a_whole_target() -> None:
    assert "policylayer" in target.names()
    for name in target.names():
        found = target.find(name)
        assert found.render(harbour().policy).endswith("\n")
        assert isinstance(found.loses(harbour().policy), tuple)


@pytest.mark.parametrize("name", ["nonsense", "", "policy.layer", "../policy", "__init__"])
def test_an_unknown_target_is_told_with_those_there_are(name: str) -> None:
    with pytest.raises(NothingFound, match=r"there are: .*policylayer"):
        target.find(name)
