"""Puts questions to a publisher where they may be put, and again where a redirect leads: one rule for every key.

A POST is put again as it was, or not at all. A question with a key follows only to the same scheme, host and port or to
another that may have the key; one with a body to another of the publisher's own; any other anywhere but from https to
http.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import requests

from ingest.fetching import addresses
from ingest.fetching.addresses import Declared, MovedError
from ingest.fetching.answer import ASKING, ASKS, RECORDER, Answer
from ingest.fetching.connections import UNDER_WAY, Session, WithinError, is_within
from ingest.fetching.secrets import Secrets
from malkollen.errors import SourceError
from malkollen.registry import registry

MOST_REDIRECTS = 10


def user_agent() -> str:
    """Who asks: the program and whose it is, "Malkollen/0.1 (Sodertornskommunerna)"; headers are ASCII."""
    letters = unicodedata.normalize("NFKD", registry.load().home.municipalities)
    return f"Malkollen/0.1 ({re.sub('[^A-Za-z0-9 -]', '', letters)})"


class Questions:
    """A publisher's questions, each step of them within what is declared of it."""

    def __init__(self, publisher: str, secrets: Secrets, declared: Declared) -> None:
        """Keeps what Client was given."""
        self._publisher, self._secrets, self._declared = publisher, secrets, declared
        self._session = Session()
        self._session.headers["User-Agent"] = user_agent()

    def prepared(self, method: str, url: str, **given: Any) -> requests.PreparedRequest:  # noqa: ANN401 - see _ask
        """A question as it is sent, to a place where it may be; a name and a password are taken out of the address."""
        try:
            bare, user = addresses.without_user(url)
            asked = self._session.prepare_request(requests.Request(method, bare, auth=user, **given))
            addresses.origin(asked.url or "")
            if ASKING.get() and addresses.is_replay(asked.url or ""):
                asked.headers[ASKS] = ASKING.get()
        except ValueError:
            where = addresses.shown(url, self._secrets.words)
            raise SourceError(f"{self._publisher}: '{where}' är ingen adress som går att fråga") from None
        addresses.refuse_network(asked.url or "", self._publisher)
        has_key = self._secrets.is_in(_sent(asked))
        addresses.refuse_undeclared(
            asked.url or "", self._declared, self._publisher, has_key=has_key, clean=self._secrets.words
        )
        return asked

    def ask(
        self, asked: requests.PreparedRequest, timeout: tuple[float, float], wait: Callable[[], None]
    ) -> requests.Response:
        """The answer at the end of any redirects, its body not yet read.

        Args:
            wait: called before each question but the first.
        """
        begun, first = asked, addresses.origin(asked.url or "")[1]
        for number in range(MOST_REDIRECTS):
            if number:
                wait()
                UNDER_WAY.get().is_kept_outside = not (addresses.is_within(first) or is_within(first))
            way = self._session.merge_environment_settings(asked.url or "", {}, True, None, None)  # noqa: FBT003 - stream
            if addresses.is_loopback(asked.url or ""):
                way["proxies"] = {}  # a proxy may be another machine
            try:
                answer = self._session.send(asked, timeout=timeout, allow_redirects=False, **way)
            except WithinError:
                where = addresses.shown((asked.url or "").partition("?")[0], self._secrets.words)
                raise SourceError(
                    f"{self._publisher}: hänvisar till en adress i ert eget nät ({where}); följs inte"
                ) from None
            if not answer.is_redirect:
                return answer
            answer.close()
            try:
                asked = self._redirected(asked, answer)
            except MovedError:
                self._show(begun, answer)
                raise
        raise requests.TooManyRedirects

    def _show(self, asked: requests.PreparedRequest, answer: requests.Response) -> None:
        """Shows who records a redirect that is not followed for the key's or the body's sake."""
        if keep := RECORDER.get():
            refused = Answer(b"", self._secrets.removed(asked.url or ""), answer.status_code, "", datetime.now(UTC))
            keep(asked, refused, {"Location": answer.headers["Location"]})

    def _redirected(self, asked: requests.PreparedRequest, answer: requests.Response) -> requests.PreparedRequest:
        """The same question, body and all, at the address a redirect names; SourceError where it may not be put."""
        location = answer.headers["Location"].encode("latin-1").decode("utf-8", "replace")
        has_key = "Authorization" in asked.headers or self._secrets.is_in(_sent(asked))
        old = asked.url or ""
        clean = self._secrets.words
        try:
            new = addresses.next_address(old, location, self._publisher, clean)
            again = asked.copy()
            again.prepare_url(new, None)
            new = again.url or ""
            has_body = asked.body is not None
            addresses.refuse_move(old, new, self._publisher, self._declared, clean, has_key=has_key, has_body=has_body)
        except requests.RequestException:
            where = addresses.shown(location, clean)
            raise SourceError(
                f"{self._publisher}: hänvisar till '{where}', som inte går att fråga; {addresses.LATER}"
            ) from None
        addresses.refuse_network(new, self._publisher)
        again.headers.pop("Cookie", None)
        again.prepare_cookies(self._session.cookies)
        return again


def _sent(asked: requests.PreparedRequest) -> str:
    """Everything of a question that the one who is asked will see."""
    body = asked.body or ""
    body = body.decode("utf-8", "replace") if isinstance(body, bytes) else str(body)
    return "\n".join([asked.url or "", *map(str, asked.headers.values()), body])
