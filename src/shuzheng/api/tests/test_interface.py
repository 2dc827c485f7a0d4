"""The open interface: what it answers, how it refuses, and that nothing small leaks."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client

from shuzheng.api.v1 import api
from shuzheng.credentials.services import issuing
from shuzheng.credentials.tests import cast as credentials
from shuzheng.foundation import clock
from shuzheng.insight.services import cutting
from shuzheng.insight.tests import platform
from shuzheng.insight.tests.cast import CLOCK, INTERMEDIATE, NOW, Province, province

if TYPE_CHECKING:
    from pytest_django import DjangoAssertNumQueries, Settings

pytestmark = pytest.mark.django_db
DESCRIPTION = Path(__file__).parents[4] / "docs" / "openapi.json"
V1 = "/api/v1"


@pytest.fixture(autouse=True)
def at_noon(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Answer in English, at the cast's noon, as often as a test asks."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    settings.LANGUAGE_CODE = "en"
    settings.LOOPBACK_PER_MINUTE = 10_000


@pytest.fixture
def made() -> Province:
    return province()


def get(path: str, status: int = 200) -> dict[str, Any]:
    answer = Client(headers={"Accept-Language": "en"}).get(f"{V1}{path}")
    return read(answer, status)


def read(answer: Any, status: int = 200) -> dict[str, Any]:  # noqa: ANN401 - whatever the client gives
    assert answer.status_code == status, answer.content.decode()[:1000]
    kind = "application/json" if status == 200 else "application/problem+json"
    assert answer["Content-Type"].startswith(kind)
    body: dict[str, Any] = json.loads(answer.content)
    if status != 200:
        assert body["status"] == status
        assert body["type"] == f"urn:shuzheng:refusal:{body['code']}"
    return body


def test_the_description_is_the_committed_one() -> None:
    now = json.loads(json.dumps(api.get_openapi_schema(), default=str))

    assert json.loads(DESCRIPTION.read_text(encoding="utf-8")) == now, (
        "write it anew: shuzheng manage openapi > docs/openapi.json"
    )
    served = Client().get(f"{V1}/openapi.json").json()
    assert served["paths"].keys() == now["paths"].keys()


def test_everything_reads_and_only_pairs_are_posted() -> None:
    methods = {
        (method, path)
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in operations
    }

    assert {path for method, path in methods if method != "get"} == {
        f"{V1}/verification",
        f"{V1}/checks",
        f"{V1}/evidence",
    }
    assert {method for method, _ in methods} == {"get", "post"}


def test_the_catalogue_is_listed_page_by_page(
    made: Province, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(10):
        body = get("/catalogue/certificates?size=1&page=2")
    assert (body["count"], body["page"], len(body["items"])) == (2, 2, 1)
    assert get("/catalogue/certificates?q=演示乙")["items"][0]["code"] == made.y.code
    assert get("/catalogue/certificates?level=elementary")["count"] == 1


def test_a_kind_of_certificate_comes_with_standards_and_majors(made: Province) -> None:
    platform.catalogue(made)
    body = get("/catalogue/certificates/d10001")

    assert body["name"] == "演示甲职业技能等级证书"
    assert [one["version"] for one in body["standards"]] == ["2.0"]
    assert [one["code"] for one in body["majors"]] == ["510203"]
    assert get("/catalogue/certificates/X99999", 404)["status"] == 404


def test_majors_and_divisions(made: Province) -> None:
    platform.catalogue(made)
    assert get("/catalogue/majors?q=软件")["items"][0]["code"] == "510203"
    assert get("/catalogue/divisions")["items"][0]["code"] == "340000"
    cities = get("/catalogue/divisions?parent=340000")["items"]
    assert [one["code"] for one in cities] == ["340100", "340200", "340800"]
    counties = get("/catalogue/divisions?parent=340800")["items"]
    assert counties[0]["directly_administered"] is True


@pytest.mark.rule("R-112")
def test_a_certificate_is_verified_by_code_and_by_number_and_name() -> None:
    number, token, holder = issued()

    by_code = get(f"/verification/{token}")
    assert by_code["certificate"]["number"] == number
    assert by_code["certificate"]["holder"] == holder
    assert by_code["certificate"]["state"] == "issued"
    assert by_code["certificate"]["valid_until"] is None
    assert "score" not in json.dumps(by_code)
    assert len(by_code["checks"]) == 10
    by_pair = post(number, holder)
    assert by_pair["certificate"] == by_code["certificate"]


@pytest.mark.rule("R-112")
def test_a_wrong_pair_looks_like_an_absent_certificate() -> None:
    number, _token, _holder = issued()

    wrong = post(number, "别人", 404)
    absent = post("X2026D1000121234567Z", "别人", 422)
    assert wrong["code"] == "certificate-not-found"
    assert wrong["rule"] == "R-112"
    assert absent["code"] == "certificate-number-mistyped"
    assert get("/verification/AAAAAAAAAAAAAAAAAAAAAA", 404)["code"] == "certificate-code-unknown"
    assert get("/verification/short", 404)["code"] == "certificate-code-unknown"


def issued() -> tuple[str, str, str]:
    """Issue one certificate as the room above would, and return its number, token and holder."""
    cast = credentials.issued_plan(["温如玉"])
    issuing.issue(cast.plan, actor=cast.issuer, now=credentials.LATER)
    return platform.paper()


def post(number: str, holder: str, status: int = 200) -> dict[str, Any]:
    client = Client(headers={"Accept-Language": "en"})
    body = json.dumps({"number": number, "holder": holder})
    return read(client.post(f"{V1}/verification", body, content_type="application/json"), status)


def test_statistics_are_the_open_ones(made: Province) -> None:
    march = made.plan(made.x, INTERMEDIATE, date(2026, 3, 1), "certified")
    for school, count in ((made.a, 20), (made.b, 6), (made.c, 3)):
        for n in range(count):
            person = made.student(f"考生{school}{n:02d}", school)
            made.register(march, person, school, sat="submitted", passed=n % 2 == 0)
    assert get("/statistics/province", 404)["code"] == "no-figures-yet"
    cutting.take(actor=CLOCK, now=NOW)

    body = get("/statistics/province")
    figures = {one["id"] + one["name"]: one for one in body["figures"]}
    assert figures["K-03Participation"]["value"] == 29
    assert figures["K-01Pass rate"]["denominator"] == 29
    assert body["cut"]["formulas"]["K-01"] == 1
    cities = {one["code"]: one for one in get("/statistics/province/city")["lines"]}
    assert cities["340100"]["participation"] == 20
    # Susong's three are hidden, and Wuhu's six with them, or a subtraction would find them
    assert cities["340826"]["participation"] is None
    assert cities["340200"]["participation"] is None
    assert "registered" in cities["340826"]["hidden"]
    assert cities["340826"]["pass_rate"] is None
    assert "completed" not in json.dumps(cities)
    assert get("/statistics/province/institution", 422)["errors"][0]["place"] == "path.dimension"


def test_rules_are_listed_with_their_provisions() -> None:
    body = get("/rules")
    assert body["count"] == len(body["items"]) > 200
    rule = get("/rules/r-034")
    assert rule["id"] == "R-034"
    assert rule["provisions"]
    assert get("/rules/R-999", 404)["code"] == "no-such-rule"


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ("/catalogue/certificates?size=0", "query.size"),
        ("/catalogue/certificates?size=101", "query.size"),
        ("/catalogue/certificates?page=first", "query.page"),
        ("/catalogue/certificates?level=expert", "query.level"),
        ("/catalogue/certificates?q=%00", "query.q"),
        (f"/catalogue/certificates?q={'长' * 51}", "query.q"),
        ("/catalogue/certificates/%00", "path.code"),
        ("/catalogue/divisions?parent=34", "query.parent"),
        ("/statistics/province?year=26", "query.year"),
        ("/rules/34", "path.number"),
    ],
)
def test_bad_parameters_are_named(path: str, place: str) -> None:
    body = get(path, 422)

    assert body["code"] == "invalid-request"
    assert [one["place"] for one in body["errors"]] == [place]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b"", "body"),
        (b"\xff\xfe", "body"),
        (b"[]", "body.number"),
        (b"{", "body"),
        (b'{"number": 5, "holder": "x"}', "body.number"),
        (b'{"number": "X"}', "body.holder"),
        (b'{"number": "", "holder": ""}', "body.number"),
    ],
)
def test_bad_bodies_are_named(body: bytes, place: str) -> None:
    answer = Client().post(f"{V1}/verification", body, content_type="application/json")

    assert read(answer, 422)["errors"][0]["place"] == place


def test_what_is_not_there_is_a_problem_too() -> None:
    for path in ("/nothing", "/catalogue", ""):
        assert get(path, 404)["code"] == "no-such-address"
    answer = Client().delete(f"{V1}/rules")
    assert read(answer, 405)["code"] == "method-not-allowed"
    assert answer["Allow"] == "GET"
    assert read(Client().post("/api/v2/anything"), 404)["code"] == "no-such-address"


def test_whoever_asks_too_often_is_told_when_to_come_again(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path
    settings.LOOPBACK_PER_MINUTE = 2
    for _ in range(2):
        get("/verification/AAAAAAAAAAAAAAAAAAAAAA", 404)
    answer = Client().get(f"{V1}/verification/AAAAAAAAAAAAAAAAAAAAAA")

    assert read(answer, 429)["code"] == "too-many-requests"
    assert int(answer["Retry-After"]) > 0


def test_the_interface_is_explained_on_a_page() -> None:
    page = Client().get(f"{V1}/docs")

    assert page.status_code == 200
    text = page.content.decode()
    assert "/api/v1/catalogue/certificates/{code}" in text
    assert "style=" not in text.replace('rel="stylesheet"', "")
