"""Who asks: user and password or a token, from the environment alone, and how they are shown to a server.

They go to the server that they are meant for and to no other; no message, address or log names them.
"""

import base64
import os
import threading
import urllib.request
from dataclasses import dataclass, field
from urllib.parse import urlsplit

ENDPOINT = "MEKGRAPH_ENDPOINT"
DIGEST, BASIC = "digest", "basic"


@dataclass(frozen=True)
class Credentials:
    """A user with a password, or a bearer token; empty texts where there is none."""

    user: str = ""
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)

    @classmethod
    def for_endpoint(cls, url: str) -> "Credentials":
        """What the environment holds for the endpoint at ``url``.

        If MEKGRAPH_ENDPOINT names an endpoint, the rest belongs to its server; another server is told nothing.
        """
        meant = os.environ.get(ENDPOINT, "")
        if meant and _server(meant) != _server(url):
            return cls()
        return cls(*(os.environ.get(f"{ENDPOINT}_{name}", "") for name in ("USER", "PASSWORD", "TOKEN")))


def _server(url: str) -> tuple[str, str]:
    """Scheme, host and port of an address; an address that is none is no server's."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ("", url)
    return (parts.scheme.lower(), parts.netloc.lower())


class Authorization:
    """The header that says who asks: a token always, user and password once the server wants them (Digest or Basic).

    What a server wanted is kept, so that later requests need not be sent twice. May be used from several threads.
    """

    def __init__(self, credentials: Credentials) -> None:
        self.credentials = credentials
        self._lock = threading.Lock()
        self._wanted: dict[str, str] = {}
        self._users = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        self._digest = urllib.request.HTTPDigestAuthHandler(self._users)

    def put(self, request: urllib.request.Request) -> None:
        """Give the request the header that it needs by what is known of its server."""
        if self.credentials.token:
            request.add_unredirected_header("Authorization", f"Bearer {self.credentials.token}")
        elif challenge := self._wanted.get(_place(request)):
            request.add_unredirected_header("Authorization", self._answer(request, challenge, self._digest))

    def wanted(self, request: urllib.request.Request, challenges: list[str]) -> bool:
        """Take note of the challenges of a refusal; whether sending the request once more may help."""
        if not (self.credentials.user and self.credentials.password):
            return False
        schemes = {challenge.partition(" ")[0].lower(): challenge.partition(" ")[2] for challenge in challenges}
        scheme = DIGEST if DIGEST in schemes else BASIC
        if scheme not in schemes:
            return False
        challenge = f"{scheme} {schemes[scheme]}"
        try:
            self._answer(request, challenge, urllib.request.HTTPDigestAuthHandler(self._users))
        except ValueError:  # an algorithm that is not known, or letters that it cannot take
            return False
        self._wanted[_place(request)] = challenge
        return True

    def _answer(
        self, request: urllib.request.Request, challenge: str, digest: urllib.request.HTTPDigestAuthHandler
    ) -> str:
        scheme, _, details = challenge.partition(" ")
        user, password = self.credentials.user, self.credentials.password
        if scheme == BASIC:
            return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        parts = urllib.request.parse_keqv_list(list(filter(None, urllib.request.parse_http_list(details))))
        with self._lock:
            self._users.add_password(None, request.full_url, user, password)
            return f"Digest {digest.get_authorization(request, parts) or ''}"


def _place(request: urllib.request.Request) -> str:
    """The address without what is asked of it: what a server wants holds for all requests there."""
    return request.full_url.partition("?")[0]
