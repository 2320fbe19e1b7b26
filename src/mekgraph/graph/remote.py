"""Any SPARQL 1.1 endpoint as an engine, over HTTP (SPARQLWrapper).

Loaded only when an endpoint is named: the client brings rdflib with it.
"""

import contextlib
import http.client
import urllib.error

import pyoxigraph as ox
from SPARQLWrapper import ASK, CONSTRUCT, JSON, POST, SELECT, TURTLE, SPARQLWrapper
from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

from mekgraph.errors import UsageError
from mekgraph.graph.engine import Rows, answer_of, with_prefixes

TIMEOUT = 60
LONGEST_REASON = 200
# What the client puts before the answer of the endpoint.
BEFORE_ANSWER = "Response:"


class RemoteEngine:
    """The endpoint at ``url``; every call is one request, which may wait ``timeout`` seconds for the endpoint.

    Raises UsageError that says whether the endpoint cannot be reached, takes too long, refuses the query, or answers
    with something else than SPARQL results.
    """

    def __init__(self, url: str, timeout: int = TIMEOUT) -> None:
        if not url.startswith(("http://", "https://")):
            raise UsageError("usage.endpoint_url", url=url)
        self.url = url
        self.timeout = timeout

    def select(self, query: str) -> Rows:
        """See Engine."""
        answer = self._results(query, SELECT)
        if not isinstance(answer, Rows):
            raise UsageError("usage.query_form", form="SELECT")
        return answer

    def ask(self, query: str) -> bool:
        """See Engine."""
        answer = self._results(query, ASK)
        if not isinstance(answer, bool):
            raise UsageError("usage.query_form", form="ASK")
        return answer

    def construct(self, query: str) -> list[ox.Triple]:
        """See Engine."""
        answer = self._asked(query, CONSTRUCT, TURTLE)
        try:
            return [quad.triple for quad in ox.parse(answer, format=ox.RdfFormat.TURTLE)]
        except (SyntaxError, ValueError) as error:
            raise self._unfit(error) from None

    def _results(self, query: str, form: str) -> Rows | bool | list[ox.Triple]:
        answer = self._asked(query, form, JSON)
        try:
            return answer_of(ox.parse_query_results(answer, format=ox.QueryResultsFormat.JSON))
        except (SyntaxError, ValueError) as error:
            raise self._unfit(error) from None

    def _asked(self, query: str, form: str, wanted: str) -> bytes:
        # A new client for each request: one is not made for several threads.
        client = SPARQLWrapper(self.url)
        # Not by its setQuery, which guesses the form from words, also in comments, and may take it for an update.
        client.queryString, client.queryType = with_prefixes(query), form
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.setReturnFormat(wanted)
        client.setTimeout(self.timeout)
        try:
            with contextlib.closing(client.query().response) as response:
                answer: bytes = response.read()
        except (SPARQLWrapperException, urllib.error.HTTPError) as error:
            for refusal in (error, error.__context__):
                if isinstance(refusal, urllib.error.HTTPError):
                    refusal.close()
            raise self._error("usage.endpoint_refused", error) from None
        except (urllib.error.URLError, OSError, ValueError, http.client.HTTPException) as error:
            if isinstance(getattr(error, "reason", error), TimeoutError):
                raise UsageError("usage.endpoint_slow", url=self.url, seconds=self.timeout) from None
            raise self._error("usage.endpoint_silent", error) from None
        return answer

    def _unfit(self, error: Exception) -> UsageError:
        return self._error("usage.endpoint", error)

    def _error(self, key: str, error: Exception) -> UsageError:
        cause = getattr(error, "reason", error)
        words = str(getattr(cause, "strerror", "") or cause).rpartition(BEFORE_ANSWER)[2] or type(error).__name__
        return UsageError(key, url=self.url, reason=" ".join(words.split())[:LONGEST_REASON])
