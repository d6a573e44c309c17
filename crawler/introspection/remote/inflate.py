"""Compressed answers, unpacked in small pieces: what a bomb would unpack to is never in memory."""

import zlib
from collections.abc import AsyncIterable, AsyncIterator

from catalog.taxonomy import Reason
from crawler.introspection.stopped import Stopped

PIECE = 1 << 16
"""Bytes unpacked at a time."""

OFFERED = "gzip"
"""What we say that we read."""

_WINDOWS = {"gzip": 16 + zlib.MAX_WBITS, "x-gzip": 16 + zlib.MAX_WBITS, "deflate": zlib.MAX_WBITS}


async def inflated(chunks: AsyncIterable[bytes], encoding: str) -> AsyncIterator[bytes]:
    """The chunks as they were before compression; raises Stopped for what cannot be read so."""
    if encoding in ("", "identity"):
        async for chunk in chunks:
            yield chunk
        return
    if encoding not in _WINDOWS:
        raise Stopped(Reason.PROTOCOL_ERROR, f"its answer is compressed as {encoding[:40]!r}")
    engine = zlib.decompressobj(_WINDOWS[encoding])
    async for chunk in chunks:
        rest = chunk
        while rest and not engine.eof:
            try:
                piece = engine.decompress(rest, PIECE)
            except zlib.error as error:
                raise Stopped(
                    Reason.PROTOCOL_ERROR, f"its answer is not {encoding}: {error}"
                ) from error
            rest = engine.unconsumed_tail
            yield piece
