"""A stranger names what is somebody else's: what does he get?"""

import pytest

from catalog.model.listing import Listing
from crawler.identity import merge
from tests.crawler.identities import holding, said, together

OWN = "https://github.com/acme/tool"
VICTIM = said(
    "io.github.acme/tool", "npm:@acme/tool", url="https://mcp.acme.dev/mcp", repository=OWN,
    title="The tool",
)  # fmt: skip
OTHER = said("io.github.bond/gadget", "npm:gadget", url="https://mcp.bond.dev/mcp", title="Gadget")


def strangers(**claims: str) -> list[Listing]:
    """Under an official name, newest of all, and in another registry."""
    packages = tuple(filter(None, claims.pop("packages", "").split()))
    common = {"day": 28, "title": "Taken over", **claims}
    return [
        said("io.github.evil/tool", *packages, **common),  # type: ignore[arg-type]
        said("evil", *packages, source="smithery", **common),  # type: ignore[arg-type]
    ]


@pytest.mark.parametrize(
    "claims",
    [
        {"packages": "npm:@acme/tool"},
        {"url": "https://mcp.acme.dev/mcp"},
        {"repository": OWN},
        {"packages": "npm:@acme/tool", "url": "https://mcp.acme.dev/mcp", "repository": OWN},
        {"packages": "npm:@acme/tool npm:evil"},
    ],
)
@pytest.mark.parametrize("which", [0, 1])
def test_he_speaks_for_nobody(claims: dict[str, str], which: int) -> None:
    server = holding(VICTIM.name, VICTIM, strangers(**claims)[which], OTHER)
    assert (server.id, server.slug, server.title) == (VICTIM.name, "acme-tool", "The tool")
    assert server.current == VICTIM


@pytest.mark.parametrize(
    "claims",
    [
        {"packages": "npm:@acme/tool npm:gadget"},
        {"packages": "npm:@acme/tool", "url": "https://mcp.bond.dev/mcp"},
        {"repository": OWN, "packages": "npm:gadget"},
    ],
)
@pytest.mark.parametrize("count", [1, 2])
def test_he_makes_no_two_servers_one(claims: dict[str, str], count: int) -> None:
    """Nor do two of him, in two registries."""
    evil = strangers(**claims)[:count]
    assert holding(VICTIM.name, VICTIM, OTHER, *evil) != holding(OTHER.name, VICTIM, OTHER, *evil)
    unproven = [each.model_copy(update={"source": "docker"}) for each in (VICTIM, OTHER)]
    found = together(*unproven, *evil)
    assert not any({VICTIM.name, OTHER.name} <= each for each in found)


def test_he_adopts_nobody_s_repository() -> None:
    """The victim has no official name; he has one, and names the victim's repository."""
    victim = said("@acme/tool", source="smithery", repository=OWN)
    evil = said("io.github.evil/tool", url="https://evil.dev/mcp", repository=OWN)
    domain = said("dev.evil/tool", url="https://evil.dev/mcp", repository=OWN)
    for each in (evil, domain):
        assert together(victim, each) == {frozenset({victim.name}), frozenset({each.name})}
    own = said("io.github.acme/tool", repository=OWN)
    assert together(victim, own, evil) == {
        frozenset({victim.name, own.name}),
        frozenset({evil.name}),
    }


def test_he_hides_no_package_behind_a_repository() -> None:
    evil = said("evil", "npm:free-coins", source="smithery", repository=OWN)
    assert together(VICTIM, evil) == {frozenset({VICTIM.name}), frozenset({"evil"})}


def test_he_has_nobody_asked_in_another_s_place() -> None:
    """He names the victim's repository, even under the victim's name, and a host of his own."""
    victim = said("acme-tool", source="docker", repository=OWN)
    for name in ("evil", victim.name):
        evil = said(name, source="smithery", url="https://evil.dev/mcp", repository=OWN, day=28)
        assert len(merge([victim, evil])) == 2


def test_he_adds_nothing_to_a_proven_server() -> None:
    """A follower's other claims draw nobody else in."""
    bystander = said("bystander", "pypi:bystander", source="docker")
    evil = said("evil", "npm:@acme/tool", "pypi:bystander", source="smithery")
    assert holding("bystander", VICTIM, evil, bystander).listings == (bystander,)


def test_an_address_on_a_name_s_own_domain_is_no_other_s() -> None:
    owner = said("dev.acme/tool", url="https://mcp.acme.dev/mcp", day=9, title="The tool")
    evil = said("io.github.evil/tool", "npm:evil", url="https://mcp.acme.dev/mcp", day=1)
    assert len(merge([owner, evil])) == 2
    empty = said("io.github.evil/tool", url="https://mcp.acme.dev/mcp", day=1)
    (server,) = merge([owner, empty])
    assert (server.id, server.title, server.current) == (owner.name, "The tool", owner)


def test_the_owner_leads_even_where_the_stranger_came_first() -> None:
    evil = said("io.github.evil/tool", "npm:@acme/tool", day=1, title="Taken over")
    victim = VICTIM.model_copy(update={"published_at": said("x", day=20).published_at})
    server = holding(VICTIM.name, victim, evil)
    assert (server.id, server.title) == (VICTIM.name, "The tool")


def test_the_package_that_most_registries_name_is_launched() -> None:
    """Nobody is proven: one listing with another package does not speak for the others."""
    many = [
        said(f"tool-{each}", "npm:acme-tool", source=each, repository=OWN) for each in ("a", "b")
    ]
    plain = said("tool-c", source="c", repository=OWN)
    evil = said("evil", "pypi:acme-tool", source="d", repository=OWN, day=28, title="Taken over")
    server = holding("tool-a", *many, plain, evil)
    assert server.current.packages == many[0].packages
    assert server.title != "Taken over"


def test_a_mirror_s_name_proves_nothing() -> None:
    mirror = said("com.pulsemcp.mirror/acme", "npm:@acme/tool", source="pulsemcp", day=28)
    server = holding(VICTIM.name, VICTIM, mirror)
    assert server.current == VICTIM
    alone = holding(mirror.name, mirror)
    assert alone.id == "pkg:npm/%40acme/tool"


def test_names_of_one_publisher_go_on_from_each_other() -> None:
    moved = said("dev.acme/tool", "npm:@acme/tool", day=9, title="Moved")
    assert holding(moved.name, VICTIM, moved).current == moved
