"""Which addresses are of the public internet, and how addresses are read."""

from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.introspection.remote.addresses import refusal
from crawler.introspection.remote.events import Event, Events
from crawler.introspection.remote.url import parse
from tests.crawler.test_wire import cut


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111"])
def test_public_addresses_pass(address: str) -> None:
    assert refusal(ip_address(address)) is None


@given(st.one_of(*(st.ip_addresses(network=each) for each in (
    "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "0.0.0.0/8",
    "100.64.0.0/10", "224.0.0.0/4", "240.0.0.0/4", "192.88.99.0/24", "198.18.0.0/15",
    "168.63.129.16/32", "::1/128", "::/128", "fe80::/10", "fc00::/7", "fec0::/10", "ff00::/8",
    "::/96", "::ffff:0:0/96", "64:ff9b::/96", "64:ff9b:1::/48", "2001::/32", "2001:db8::/32",
    "2002::/16", "3fff::/20", "100::/64", "5f00::/16",
))))  # fmt: skip
def test_no_other_does(address: IPv4Address | IPv6Address) -> None:
    assert refusal(address)


@given(st.text())
def test_what_is_parsed_is_asked_as_it_was_parsed(text: str) -> None:
    try:
        url = parse(f"http://{text}")
    except ValueError:
        return
    assert str(url).isascii()
    assert parse(str(url)) == url


@given(
    st.lists(st.tuples(st.sampled_from(["message", "endpoint"]), st.binary(min_size=1))),
    st.lists(st.integers(min_value=0)),
)
def test_every_event_arrives_once_however_it_is_cut(
    sent: list[tuple[str, bytes]], places: list[int]
) -> None:
    lines = [(name, data.replace(b"\r", b"").replace(b"\n", b"") or b"x") for name, data in sent]
    stream = b"".join(b"event: %s\r\ndata: %s\n\n" % (n.encode(), d) for n, d in lines)
    events = Events()
    heard = [each for chunk in cut(stream, places) for each in events.received(chunk)]
    assert heard == [Event(*each) for each in lines]
