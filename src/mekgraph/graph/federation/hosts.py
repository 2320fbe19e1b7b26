"""Which hosts SERVICE may ask, and which addresses those may have."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from mekgraph.errors import UsageError
from mekgraph.graph.remote.connection import addresses_of

PORTS = {"http": 80, "https": 443}
SPEC = re.compile(r"(?P<name>[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{1,5}))?")
LOCAL = "localhost"
# Gateways of this network send on to the IPv4 address in the last 32 bits.
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
IN_PATH = "/%:@!$&'()*+,;=~-._"
Address = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True)
class Target:
    """An endpoint that may be asked: the scheme, the host as it was named, the port, and the path with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """Host and port as they stand in an address."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == PORTS[self.scheme] else f"{name}:{self.port}"

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.path}"

    def addresses(self) -> list[str]:
        """The addresses of the host now. Raises OSError if it has none, UsageError if one is not for everybody.

        Private, local and other special addresses are for those who name the address itself, or localhost.
        """
        if named := _address(self.host):
            return [str(named)]
        found = addresses_of(self.host, self.port)
        for text in found:
            address = ipaddress.ip_address(text.partition("%")[0])
            if not (address.is_loopback if self.host == LOCAL else is_public(address)):
                raise UsageError("service.address", host=self.host, address=text)
        return found


@dataclass(frozen=True)
class Host:
    """A host that the operator has named, with its port; None stands for the usual port of the scheme."""

    name: str
    port: int | None = None

    @classmethod
    def of(cls, text: str) -> "Host":
        """The host of ``NAME`` or ``NAME:PORT``; UsageError for anything else.

        >>> Host.of("sparql.example.org:8890")
        Host(name='sparql.example.org', port=8890)
        >>> Host.of("[::1]:80").name
        '::1'
        """
        match = SPEC.fullmatch(text.lower())
        port = int(match["port"]) if match and match["port"] else None
        if not match or (port is not None and not 0 < port < 2**16):
            raise UsageError("service.spec", given=text)
        name = match["name"].strip("[]")
        if match["name"].startswith("[") and not _address(name):
            raise UsageError("service.spec", given=text)
        return cls(str(_address(name) or name), port)

    def admits(self, target: Target) -> bool:
        """Whether an endpoint is on this host and port."""
        return target.host == self.name and target.port == (self.port or PORTS[target.scheme])


def target(iri: str, hosts: Iterable[Host]) -> Target:
    """The endpoint that an IRI names; UsageError if it is on none of the hosts.

    >>> target("http://a.example/sparql?x=1", [Host("a.example")]).path
    '/sparql?x=1'
    """
    try:
        parts = urlsplit(iri)
        port = parts.port or PORTS.get(parts.scheme, 0)
    except ValueError:
        raise UsageError("service.host", host=iri) from None
    host = parts.hostname or ""
    path = quote(parts.path or "/", safe=IN_PATH)
    if parts.query:
        path += "?" + quote(parts.query, safe=IN_PATH + "?")
    found = Target(parts.scheme, str(_address(host) or host) if "[" in parts.netloc else host, port, path)
    fits = found.scheme in PORTS and "@" not in parts.netloc and parts.port != 0
    if not fits or not any(one.admits(found) for one in hosts):
        raise UsageError("service.host", host=parts.netloc or iri)
    return found


def is_public(address: Address) -> bool:
    """Whether an address is one of the open internet, also where it stands for another one.

    >>> [is_public(ipaddress.ip_address(text)) for text in ("1.1.1.1", "10.0.0.1", "::ffff:127.0.0.1")]
    [True, False, False]
    """
    inner: list[Address] = []
    if isinstance(address, ipaddress.IPv6Address):
        inner = [one for one in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if one]
        if address in TRANSLATED:
            inner.append(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    special = address.is_multicast or address.is_reserved or not address.is_global
    if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped:
        special = False
    return not special and all(map(is_public, inner))


def _address(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None
