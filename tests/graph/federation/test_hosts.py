"""Exactly the hosts that were named, and no address behind them that is not for everybody."""

import ipaddress
import socket

import pytest

from mekgraph.errors import UsageError
from mekgraph.graph.federation.hosts import Host, Target, is_public, target

ALLOWED = [Host.of("a.example"), Host.of("b.example:8080"), Host.of("127.0.0.1:9000"), Host.of("[::1]:9000")]
ADMITTED = {
    "http://a.example/sparql": ("a.example", 80),
    "https://A.Example": ("a.example", 443),
    "https://a.example:443/sparql": ("a.example", 443),
    "http://b.example:8080/": ("b.example", 8080),
    "http://127.0.0.1:9000/sparql": ("127.0.0.1", 9000),
    "http://[::1]:9000/sparql": ("::1", 9000),
    "http://[0:0:0:0:0:0:0:1]:9000/": ("::1", 9000),
}
REFUSED = [
    "http://evil.example/",
    "http://a.example.evil.example/",
    "http://evil.example/a.example",
    "http://evil.example#a.example",
    "http://evil.example?a.example",
    "http://a.example@evil.example/",
    "http://a.example:80@evil.example/",
    "http://user@a.example/",
    "http://a.example:8080/",
    "http://a.example:0/",
    "http://a.example:99999/",
    "http://a.example./",
    "http://xa.example/",
    "http://b.example/",
    "http://b.example:8081/",
    "http://127.0.0.1/",
    "http://127.0.0.1:9001/",
    "http://127.1:9000/",
    "http://0x7f.0.0.1:9000/",
    "http://2130706433:9000/",
    "http://localhost:9000/",
    "http://[::ffff:127.0.0.1]:9000/",
    "http://%61.example/",
    "http://\uff41.example/",
    "http://a\u3002example/",
    "ftp://a.example/",
    "file:///etc/passwd",
    "file://a.example/etc/passwd",
    "gopher://a.example:80/",
    "urn:a.example",
    "//a.example/",
    "http:a.example",
    "http:///a.example",
    "http://[a.example]/",
]


@pytest.mark.parametrize("iri", ADMITTED)
def test_a_host_that_was_named(iri: str) -> None:
    found = target(iri, ALLOWED)
    assert (found.host, found.port) == ADMITTED[iri]


@pytest.mark.parametrize("iri", REFUSED)
def test_any_other_host(iri: str) -> None:
    with pytest.raises(UsageError) as caught:
        target(iri, ALLOWED)
    assert caught.value.key == "service.host"


def test_the_path_is_sent_as_it_may_be() -> None:
    found = target("http://a.example/\u044f/b%20c;d?q=\u044f&r=/?#part", ALLOWED)
    assert found.path == "/%D1%8F/b%20c;d?q=%D1%8F&r=/?"


@pytest.mark.parametrize("given", ["", "*", "a b", "http://a.example", "a.example/x", "a@b", "a:b", "a:0", "a:70000", "[a]", "[::1", "a..", "-a", "\u044f.example"])  # fmt: skip
def test_what_is_no_host(given: str) -> None:
    with pytest.raises(UsageError) as caught:
        Host.of(given)
    assert caught.value.key == "service.spec"


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",
        "224.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "fe80::1",
        "fc00::1",
        "ff02::1",
        "::ffff:10.0.0.1",
        "::ffff:169.254.169.254",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2002:a00:1::",
        "::127.0.0.1",
    ],
)
def test_addresses_that_are_not_for_everybody(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    assert not is_public(ipaddress.ip_address(address))
    answer = [(socket.AF_INET, socket.SOCK_STREAM, 0, "", (found, 80)) for found in ("1.1.1.1", address)]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: answer)
    with pytest.raises(UsageError) as caught:
        Target("http", "rebound.example", 80, "/").addresses()
    assert caught.value.key == "service.address"


def test_addresses_of_the_open_internet(monkeypatch: pytest.MonkeyPatch) -> None:
    public = ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"]
    assert all(is_public(ipaddress.ip_address(one)) for one in public)
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", (one, 80)) for one in public])
    assert Target("http", "a.example", 80, "/").addresses() == sorted(public)


def test_localhost_is_this_machine_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(Target("http", "localhost", 80, "/").addresses()) <= {"127.0.0.1", "::1"}
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [(0, 0, 0, "", ("10.0.0.1", 80))])
    with pytest.raises(UsageError):
        Target("http", "localhost", 80, "/").addresses()
