"""Which listings are one server? `python -m benchmarks.identity [merges|apart [SEED]]`

Merges the official registry's rows and those of many registries, and prints how many
servers come of them, of what sizes, with which doubts; then how long 20,000 to 80,000
listings take. `merges` prints 200 random pairs that were merged, `apart` 100 that were not
although they have a package, an address, a repository or a name in common: to be read.
"""

import gc
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from benchmarks.listed import listed, official
from catalog.model.listing import Listing
from catalog.model.server import Server
from cli.main import CYCLES
from crawler.identity import merge

MERGES, NEAR = 200, 100
LARGEST = 30
COUNTS = (20_000, 40_000, 80_000)
PEOPLE = ("", "orchid", "tundra", "quartzite", "bellwether")
"""Whom the copies of listings belong to; none is spelled like another."""

Pair = tuple[Listing, Listing]


def main() -> None:
    """Measure and print."""
    gc.set_threshold(*CYCLES)  # as the command line does
    words = sys.argv[1:]
    if words:
        chance = random.Random(int(words[1]) if len(words) > 1 else 6)  # noqa: S311 - a sample
        servers = merge(listed())
        pairs = list(merged(servers) if words[0] == "merges" else near(servers))
        sample(chance.sample(pairs, min(len(pairs), MERGES if words[0] == "merges" else NEAR)))
        return
    report("official registry", list(official()), largest=0)
    report("many registries", list(listed()), LARGEST)
    speed()


def report(name: str, listings: Sequence[Listing], largest: int) -> None:
    """Servers, their sizes, the largest of them, and the doubts about names."""
    servers = merge(listings)
    sizes = Counter(len(each) for each in map(firsts, servers))
    doubts = Counter(each.kind for server in servers for each in server.doubts)
    apart = Counter(f"{each.kind}: {each.why}" for server in servers for each in server.apart)
    print(f"{name}: {len(listings):,} listings, {len(servers):,} servers")
    print("  of listings:", ", ".join(f"{size}: {count}" for size, count in sorted(sizes.items())))
    print("  doubts:", dict(doubts.most_common()))
    for why, count in apart.most_common():
        print(f"  apart: {count:>6,} {why}")
    for server in sorted(servers, key=lambda each: -len(firsts(each)))[:largest]:
        print(f"  {len(firsts(server)):>3} {server.id}")


def speed() -> None:
    """CPU seconds for ever more listings of the real kind, and beside twice as many."""
    source = list(listed())
    before = 0.0
    for count in COUNTS:
        many = [again(source[at % len(source)], PEOPLE[at // len(source)]) for at in range(count)]
        begin = time.process_time()
        servers = merge(many)
        spent = time.process_time() - begin
        beside = f", {spent / before:.2f} of half as many" if before else ""
        print(f"{count:,} listings: {spent:.1f} s CPU, {len(servers):,} servers{beside}")
        before = spent


def again(listing: Listing, who: str) -> Listing:
    """The listing as if of other people: every name, package and repository is another."""
    if not who:
        return listing
    packages = tuple(
        each.model_copy(update={"identifier": f"{who}-{each.identifier}"})
        for each in listing.packages
        if not each.identifier.startswith("@")
    )
    repository = listing.repository and listing.repository.model_copy(
        update={"url": listing.repository.url.replace(".com/", f".com/{who}-")}
    )
    remotes = tuple(
        each.model_copy(update={"url": each.url.replace("://", f"://{who}.")})
        for each in listing.remotes
    )
    return listing.model_copy(
        update={
            "name": listing.name.replace("/", f"/{who}-", 1),
            "source_id": f"{who}-{listing.source_id}",
            "packages": packages,
            "repository": repository,
            "remotes": remotes,
        }
    )


def firsts(server: Server) -> list[Listing]:
    """One listing of each that the server has in a registry."""
    return list(
        {(each.source, each.source_id): each for each in reversed(server.listings)}.values()
    )[::-1]


def merged(servers: Sequence[Server]) -> Iterator[Pair]:
    """What joined a server, beside the listing that speaks for it."""
    for server in servers:
        first, *others = firsts(server)
        yield from ((first, each) for each in others)


def near(servers: Sequence[Server]) -> Iterator[Pair]:
    """Listings of different servers that have something in common, or the same last name."""
    by_name: dict[str, list[Listing]] = defaultdict(list)
    known = {each.id: each for each in servers}
    for server in servers:
        by_name[server.listings[0].name.rpartition("/")[2].casefold()].append(server.listings[0])
        for each in server.apart:
            for other in each.servers:
                if server.id < other:
                    yield server.listings[0], known[other].listings[0]
    for alike in by_name.values():
        yield from list(combinations(alike, 2))[:3]


def sample(pairs: Sequence[Pair]) -> None:
    """The pairs, to be read."""
    for number, pair in enumerate(pairs, 1):
        print(number)
        for each in pair:
            print("   ", told(each))


def told(listing: Listing) -> str:
    """What a listing claims, in a line."""
    packages = [f"{each.registry}:{each.identifier}" for each in listing.packages][:3]
    remotes = [each.url for each in listing.remotes][:2]
    repository = listing.repository.url if listing.repository else ""
    folder = listing.repository.subfolder or "" if listing.repository else ""
    said = (listing.source, listing.name, listing.title or "", *packages, *remotes, repository)
    return " | ".join((*said, folder, (listing.description or "")[:70])).replace("\n", " ")


if __name__ == "__main__":
    main()
