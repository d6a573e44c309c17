"""A start without the network, and, where it is allowed and may help, a second one with it.

The second start is in our own cage, whichever tier the first was in: only there can the
network be narrowed, to TCP and the ports of names and the web. It is still this machine's:
what listens on those ports here and on its network can be reached, and is said.
"""

from collections.abc import Mapping, Sequence

from catalog.model.snapshot import Introspected, Skipped
from catalog.taxonomy import Reason
from crawler.introspection.cage.limits import PORTS
from crawler.introspection.sandbox import Tier, network_tier, seal
from crawler.introspection.scratch import Scratch
from crawler.introspection.session import list_tools
from crawler.introspection.symptoms import missing

_MAY_BE = {Reason.TIMED_OUT, Reason.NEEDS_NETWORK}
"""A proxy to a server elsewhere waits for it in silence."""

WITH_NETWORK = (
    "it answered only with the network, in a second start (sandbox: {tier}): TCP to ports "
    f"{', '.join(map(str, PORTS))} of any host, those of this machine and its network included"
)
ALSO_WITH = "with the network, in a second start: {detail}"
NO_MEANS = "{detail} (a start with the network needs Linux 6.7 or newer, with Landlock)"


async def list_as_allowed(
    tier: Tier,
    command: Sequence[str],
    folder: Scratch,
    environment: Mapping[str, str],
    *,
    network: bool,
) -> Introspected | Skipped:
    """What the server answers without the network, or else, if allowed, with it."""
    first = named(await list_tools(seal(tier, command, folder, environment)))
    if tier is Tier.NONE or isinstance(first, Introspected) or first.reason not in _MAY_BE:
        return first
    return await _again(first, tier, command, folder, environment) if network else first


def named(outcome: Introspected | Skipped) -> Introspected | Skipped:
    """A silence with the reason that its last words give away."""
    if isinstance(outcome, Introspected) or outcome.reason is not Reason.TIMED_OUT:
        return outcome
    reason = missing(outcome.stderr)
    return outcome.model_copy(update={"reason": reason}) if reason else outcome


async def _again(
    first: Skipped,
    tier: Tier,
    command: Sequence[str],
    folder: Scratch,
    environment: Mapping[str, str],
) -> Introspected | Skipped:
    other = network_tier(tier)
    if other is Tier.MISSING:
        return first.model_copy(update={"detail": NO_MEANS.format(detail=first.detail)})
    sealed = seal(other, command, folder, environment, network=True)
    second = await list_tools(sealed)
    if isinstance(second, Skipped):
        told = ALSO_WITH.format(detail=second.detail)
        return second.model_copy(update={"detail": told})
    warnings = (*second.warnings, WITH_NETWORK.format(tier=other))
    return second.model_copy(update={"warnings": warnings})
