"""What goes wrong with a request, and the status that says so."""

from collections.abc import Sequence

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from werkzeug.datastructures import LanguageAccept
from werkzeug.http import parse_accept_header

from mekgraph.errors import EndpointError, FormatError, InputError, LimitError, MekgraphError, NoMatchError
from mekgraph.messages import LANGUAGES

BAD_REQUEST, NOT_FOUND, NOT_ACCEPTABLE, FAULT, BAD_GATEWAY, UNAVAILABLE = 400, 404, 406, 500, 502, 503
RETRY_AFTER = "2"
LONGEST_NAME = 200
LONGEST_WISH = 500  # characters
CLIENT_LEFT = 499  # not in the standard, but widely understood
# These are the fault of the query alone; the others may be another time.
LASTING = ("limit.depth", "limit.size")


class RequestError(MekgraphError):
    """A request that cannot be served, with its status."""

    def __init__(self, status: int, key: str, **values: object) -> None:
        super().__init__(key, **values)
        self.status = status
        self.headers: dict[str, str] = {}


class NotAcceptableError(RequestError):
    """The client accepts none of the forms that the answer can have."""

    def __init__(self, offered: Sequence[str]) -> None:
        super().__init__(NOT_ACCEPTABLE, "usage.formats", formats=", ".join(offered))


def failure(request: Request, error: Exception) -> Response:
    """The response to a request that failed: one sentence in the reader's language, and nothing of the inside."""
    if not isinstance(error, MekgraphError):
        raise error
    language = language_of(request)
    headers = {"Content-Language": language, "Vary": "Accept-Language", **getattr(error, "headers", {})}
    status = status_of(error)
    if status == UNAVAILABLE:
        headers["Retry-After"] = RETRY_AFTER
    return PlainTextResponse(error.text(language) + "\n", status, headers)


def unknown(request: Request, error: Exception) -> Response:
    """The response to a request for an address or with a method that does not exist, in the reader's language."""
    if not isinstance(error, HTTPException):
        raise error
    allowed = ", ".join(sorted((error.headers or {}).get("Allow", "").split(", ")))
    if allowed:
        refusal = RequestError(error.status_code, "serve.method", method=request.method[:LONGEST_NAME], allowed=allowed)
        refusal.headers["Allow"] = allowed
    else:
        refusal = RequestError(error.status_code, "serve.no_thing", thing=request.url.path[:LONGEST_NAME])
    return failure(request, refusal)


def left(_: Request, __: Exception) -> Response:
    """What is said to a client that is no longer there: nothing, but the log has a status for it."""
    return Response(status_code=CLIENT_LEFT)


def status_of(error: MekgraphError) -> int:
    """The HTTP status for an error."""
    if isinstance(error, RequestError):
        return error.status
    if isinstance(error, LimitError):
        return BAD_REQUEST if error.key in LASTING else UNAVAILABLE
    for kind, status in ((FormatError, NOT_ACCEPTABLE), (EndpointError, BAD_GATEWAY), (InputError, FAULT)):
        if isinstance(error, kind):
            return status
    return NOT_FOUND if isinstance(error, NoMatchError) else BAD_REQUEST


def language_of(request: Request) -> str:
    """The language of the reader: ``?lang=``, else what the browser asks for, else English."""
    asked = request.query_params.get("lang", "")
    if asked in LANGUAGES:
        return asked
    return language_among(request.headers.get("accept-language", ""))


def language_among(accepted: str) -> str:
    """Ours among the languages of an Accept-Language header, else English.

    >>> language_among("de, uz;q=0.8, en;q=0.5")
    'uz'
    """
    return parse_accept_header(accepted[:LONGEST_WISH], LanguageAccept).best_match(LANGUAGES) or "en"
