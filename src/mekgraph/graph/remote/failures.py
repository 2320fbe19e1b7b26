"""What the exceptions of a failed exchange mean for people, in our own words: the library's are for programmers."""

import http.client
import socket
import ssl
import urllib.error

# The first kind that an exception is of names its message. Some are kinds of one another, so the order matters.
MESSAGES: tuple[tuple[type[BaseException] | tuple[type[BaseException], ...], str], ...] = (
    (TimeoutError, "usage.endpoint_slow"),
    ((http.client.InvalidURL, UnicodeError), "usage.endpoint_url"),
    (socket.gaierror, "usage.endpoint_name"),
    (ssl.SSLCertVerificationError, "usage.endpoint_certificate"),
    (ssl.SSLError, "usage.endpoint_encryption"),
    (ConnectionRefusedError, "usage.endpoint_silent"),
    ((ConnectionError, http.client.IncompleteRead), "usage.endpoint_broken"),
    ((http.client.HTTPException, ValueError), "usage.endpoint_strange"),
)
OTHER = "usage.endpoint_silent"


def message_of(error: Exception) -> str:
    """The key of the message for what has gone wrong between us and a server.

    >>> message_of(urllib.error.URLError(ConnectionResetError(104, "Connection reset by peer")))
    'usage.endpoint_broken'
    """
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    return next((key for kind, key in MESSAGES if isinstance(cause, kind)), OTHER)
