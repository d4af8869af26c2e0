from collections.abc import AsyncIterator
from typing import Any

import httpx
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from uuid_utils.compat import uuid7

from dashboard.client import ODD_ANSWER, UNREACHABLE, Refused, SignedOut, Unreachable, connect
from schemas.check_ins import NewCheckIn
from schemas.events import Event
from tests.dashboard.charts import ADA, NOON, ZONE, nadia
from tests.team import Answer, api

ME = msgspec.json.encode(nadia())


def always(status: int, content: bytes = b"") -> Answer:
    return lambda _: httpx.Response(status, content=content)


def problem(status: int, detail: str, **more: Any) -> bytes:
    return msgspec.json.encode({"type": "x", "title": "X", "status": status, "detail": detail, **more})


class Lines(httpx.AsyncByteStream):
    """A stream that ends, or breaks, after these lines."""

    def __init__(self, *lines: str, breaks: bool = False) -> None:
        self.lines, self.breaks = lines, breaks

    async def __aiter__(self) -> AsyncIterator[bytes]:
        for line in self.lines:
            yield f"{line}\n\n".encode()
        if self.breaks:
            raise httpx.ReadError("the line went dead")


def stream(*lines: str, breaks: bool = False) -> Answer:
    return lambda _: httpx.Response(200, stream=Lines(*lines, breaks=breaks))


async def test_each_question_is_asked_in_the_name_of_whose_browser_asks() -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return httpx.Response(200, content=ME)

    await api(answer, "hers").me()
    await api(answer, "his").me()
    await api(answer, "").me()
    assert [request.headers.get("cookie") for request in asked] == ["balm_session=hers", "balm_session=his", None]


def test_a_proxy_of_the_environment_never_sees_patients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://proxy.example:3128")
    assert not connect("http://balm.test").trust_env


@pytest.mark.parametrize(
    ("detail", "field", "said"),
    [
        ("Correct the answers named below and send it again.", "answers.lack_of_appetite", "Lack of appetite: 0 to 10"),
        ("Correct the fields named below and send it again.", "born_on", "Date of birth: 0 to 10"),
        ("Nothing was changed.", "note", "Nothing was changed. Note: 0 to 10"),
    ],
)
async def test_a_refusal_keeps_the_api_s_own_sentence_and_the_fields_it_names_as_people_call_them(detail: str, field: str, said: str) -> None:
    errors = [{"field": field, "detail": "0 to 10"}]
    with pytest.raises(Refused) as refused:
        await api(always(422, problem(422, detail, errors=errors))).me()
    assert (refused.value.status, refused.value.sentence, refused.value.errors) == (422, said, errors)


@pytest.mark.parametrize(("status", "kind"), [(400, Refused), (401, SignedOut), (403, Refused), (404, Refused), (409, Refused), (500, Refused)])
async def test_only_401_means_signed_out(status: int, kind: type[Refused]) -> None:
    with pytest.raises(Refused) as refused:
        await api(always(status, problem(status, "No."))).me()
    assert type(refused.value) is kind


async def test_a_server_that_does_not_answer_is_said_to_be_unreachable() -> None:
    def nobody(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with pytest.raises(Unreachable, match=UNREACHABLE):
        await api(nobody).me()


@pytest.mark.parametrize("answer", [always(502, b"<html>Bad gateway</html>"), always(200, b"<html>"), always(200, b"{}"), always(302)])
async def test_an_answer_that_is_not_the_api_s_is_a_sentence_too(answer: Answer) -> None:
    with pytest.raises(Refused) as refused:
        await api(answer).me()
    assert refused.value.sentence == ODD_ANSWER and not isinstance(refused.value, SignedOut | Unreachable)


@given(status=st.integers(200, 599), content=st.one_of(st.binary(max_size=80), st.just(ME), st.just(problem(404, "No."))))
async def test_whatever_the_api_answers_a_page_meets_an_answer_or_a_refusal(status: int, content: bytes) -> None:
    found: object
    try:
        found = await api(always(status, content)).me()
    except Refused as refused:
        found = refused.sentence
    assert found == nadia() or (isinstance(found, str) and found)


async def test_what_is_not_asked_for_is_not_sent() -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(200, content=b'{"rows": [], "total": 0, "as_of": "2026-03-02T12:00:00Z"}')

    await api(answer).worklist()
    await api(answer).worklist(search="a&b", after="x", limit=5)
    assert asked == ["http://balm.test/v1/worklist?limit=100", "http://balm.test/v1/worklist?search=a%26b&after=x&limit=5"]


async def test_a_check_in_goes_out_under_the_id_that_the_form_chose() -> None:
    sent: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request)
        return httpx.Response(404, content=problem(404, "No."))

    check_in_id = uuid7()
    with pytest.raises(Refused):
        await api(answer).submit(check_in_id, NewCheckIn(instrument="daily-check", recorded_at=NOON, zone=ZONE, answers={"pain": None}, patient_id=ADA))
    assert (sent[0].method, sent[0].url.path) == ("PUT", f"/v1/check-ins/{check_in_id}")
    assert msgspec.json.decode(sent[0].content)["answers"] == {"pain": None}


async def test_news_and_signs_of_life_are_told_apart_and_the_rest_of_the_stream_is_nobody_s_business() -> None:
    event = Event(kind="check_in", patient_id=ADA)
    lines = (": connected", f"event: check_in\ndata: {msgspec.json.encode(event).decode()}", "id: 7", ": still here")
    assert [found async for found in api(stream(*lines)).events()] == [None, event, None]


async def test_a_stream_that_breaks_is_unreachable_after_what_it_told() -> None:
    heard = []
    with pytest.raises(Unreachable):
        async for found in api(stream(": connected", breaks=True)).events():
            heard.append(found)
    assert heard == [None]


async def test_a_stream_is_refused_in_words_as_everything_is() -> None:
    with pytest.raises(SignedOut, match=r"Please sign in\."):
        await anext(api(always(401, problem(401, "Please sign in."))).events())


async def test_news_that_can_not_be_read_is_a_refusal() -> None:
    with pytest.raises(Refused, match="can't read"):
        await anext(api(stream("data: nonsense")).events())
