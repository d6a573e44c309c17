"""The words in which a server's page tells who the server is and how it is reached."""

LISTINGS = ("{count} listing", "{count} listings")
MERGED = "One server by {kind}: {quote} ({listings})."
APART = "Not the same as {others}, of the same {kind} {quote}: {why}."
DOUBT = "{kind}: {quote} {detail}"
AND_MORE = " and {more} more"
MORE_REASONS = "And for {more} more reasons of this kind, which toolrisk show --json lists."
