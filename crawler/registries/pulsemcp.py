"""PulseMCP: the official format, for partners who have a key (hello@pulsemcp.com).

What it mirrors from the official registry bears the same names; `com.pulsemcp.mirror/…` are
names of its own.
"""

from typing import ClassVar

from crawler.registries.official import OfficialRegistry
from crawler.registry import secret_in


class PulseMcp(OfficialRegistry):
    """200 requests a minute and 5,000 an hour; a spent limit tells no end (see crawler.pace)."""

    address: ClassVar[str] = "https://api.pulsemcp.com/v0.1/servers"
    key: ClassVar[str] = "PULSEMCP_API_KEY"
    demands: ClassVar[str] = "asks for a partner's key, which hello@pulsemcp.com gives"

    def headers(self) -> dict[str, str]:
        said = {"X-API-Key": self.secret, "X-Tenant-ID": secret_in("PULSEMCP_TENANT_ID")}
        return {name: value for name, value in said.items() if value}
