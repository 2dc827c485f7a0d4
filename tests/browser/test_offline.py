"""A paper is checked with the network off and the server gone, as the command checks it."""

from __future__ import annotations

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from pytest_django.live_server_helper import LiveServer
from tools import creased

from shuzheng.credentials.core import achievement, compact, did, jsontext, trust
from shuzheng.credentials.core.forms import lists
from shuzheng.credentials.core.forms.signer import Signer
from shuzheng.credentials.core.statusmessage import Message
from shuzheng.credentials.core.verifying import Outcome, Step, Verifier
from shuzheng.credentials.models import Certificate
from shuzheng.credentials.queries import papers
from shuzheng.credentials.rules.status import Ground
from shuzheng.credentials.services import status
from shuzheng.credentials.tests.core import cast
from shuzheng.credentials.tests.core import test_verifying_witnesses as seen
from shuzheng.credentials.tests.core.test_compact import HEAD, SAID, SIGNED
from shuzheng.demo import builder
from shuzheng.foundation import clock
from shuzheng.foundation.documents import code as drawn
from shuzheng.foundation.documents.tests import reading
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import actor
from shuzheng.kernel import periods
from shuzheng.transparency.core import checkpoint, cosignature
from shuzheng.transparency.services import log
from tests import province
from tests.browser.conftest import FLAGS, NARROW, WIDE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.conf import LazySettings
    from numpy.typing import NDArray
    from playwright.sync_api import Browser, Page

    from tests.browser.conftest import Visit
    from tests.province import Province

pytestmark = pytest.mark.browser

PLACE = 61_803
"""The place of Meng's certificate in the list of messages."""
WORN = 0.5
"""How worn the prints of these tests are, on the scale of `tools.creased`."""


@pytest.fixture
def passing(
    several_at_once: None,  # noqa: ARG001 - ordered before it
    tmp_path: Path,
    settings: LazySettings,
) -> Iterator[tuple[LiveServer, Province]]:
    """Serve a small province by a server of its own, which a test may stop."""
    server = LiveServer("localhost")
    settings.ALLOWED_HOSTS = ["localhost"]
    settings.DATA_DIR = tmp_path
    settings.PUBLIC_URL = server.url
    built = province.build(tmp_path)
    builder.publish(built.world)
    yield server, built
    if server.thread.is_alive():
        server.stop()


def seen_of(text: str, seed: int) -> NDArray[np.uint8]:
    """Return a photograph of a worn print of a code; a bare one gets a made-up address."""
    svg = drawn.qr(text if "#" in text else f"https://sz.example/v/x#{text}")
    side = reading.side_of(svg)
    modules = np.zeros((side, side), bool)
    for x, y, w, h in (map(int, found) for found in reading.RECTANGLE.findall(svg)):
        modules[y : y + h, x : x + w] = True
    return creased.photograph(modules, millimetres=30, harm=WORN, seed=seed)


def photographed(folder: Path, text: str, seed: int) -> Path:
    """Return a picture file of a worn print of a code."""
    file = folder / f"photograph-{seed}.png"
    file.write_bytes(creased.png(seen_of(text, seed)))
    return file


def visited(browser: Browser, address: str, *, language: str = "zh-hans") -> Page:
    """Open the page once, with a network, until it says that it is ready."""
    page = browser.new_context(viewport=WIDE, locale="zh-CN").new_page()
    page.set_default_timeout(90_000)
    page.goto(f"{address}/verify/offline?lang={language}")
    page.wait_for_selector("[data-ready=true]")
    return page


def verdict_on(page: Page, *, picture: Path | None = None, text: str = "") -> str:
    """Hand something in and return the verdict."""
    page.evaluate("document.querySelector('[data-result]').hidden = true")
    if picture:
        page.set_input_files("[data-picture]", picture)
    else:
        page.fill("[data-text] input", text)
        page.keyboard.press("Enter")
    page.wait_for_selector(
        "[data-result]:not([hidden]), [data-line]:not([hidden]):has-text('没有')"
    )
    return page.get_attribute("[data-verdict]", "data-verdict") or ""


def revoke(row: Certificate, issuer: int, now: datetime) -> None:
    """Revoke a certificate by its organisation and the office, and publish the lists."""
    ours = actor(Role.ORGANISATION_ISSUER, row.organisation_id, person_id=issuer)
    proposal = status.propose_revocation(
        row.number, Ground.FRAUD, "替考", periods.day(now), actor=ours, now=now
    )
    office = actor(Role.OFFICE_OFFICER, person_id=999_999)
    status.confirm_revocation(proposal, actor=office, now=now)
    status.publish(now=now)
    log.publish(now=now)


def test_a_creased_paper_is_checked_with_the_network_off_and_the_server_gone(
    passing: tuple[LiveServer, Province], chromium: Browser, tmp_path: Path
) -> None:
    server, built = passing
    good, bad = Certificate.objects.filter(
        state="issued", organisation_id=built.world.holders[0].id
    ).order_by("pk")[:2]
    revoke(bad, built.users[Role.ORGANISATION_ISSUER].person_id, clock.now())
    texts = {row.pk: papers.code(row) for row in (good, bad)}
    said = compact.read(texts[good.pk].partition("#")[2])
    altered = replace(said.statement, holder="张三丰")
    forged = compact.text(compact.sign(altered, lambda _: said.signature), said.head)

    page = visited(chromium, server.url)
    bundle = tmp_path / "bundle.json"
    bundle.write_bytes(page.request.get(f"{server.url}/v/{bad.token}/bundle.json").body())
    server.stop()
    page.context.set_offline(True)
    page.reload()
    page.wait_for_selector("[data-ready=true]")

    for seed in (1, 2, 3):
        assert verdict_on(page, picture=photographed(tmp_path, texts[good.pk], seed)) == "valid"
    shown = page.inner_text("[data-result]")
    assert "证书真实有效" in shown
    assert good.holder in shown
    assert f"由{built.world.holders[0].name}颁发" in shown

    assert verdict_on(page, picture=photographed(tmp_path, texts[bad.pk], 1)) == "revoked"
    assert "状态名单载明已撤销或换发" in page.inner_text("[data-result]")
    assert verdict_on(page, picture=bundle) == "revoked"
    assert "状态名单载明因弄虚作假或考核违纪撤销" in page.inner_text("[data-result]")
    assert verdict_on(page, text=f"{server.url}/v/x#{forged}") == "altered"
    assert "以下只是它自称的内容" in page.inner_text("[data-result]")
    assert verdict_on(page, text=texts[good.pk]) == "valid"

    page.goto(f"{server.url}/verify/offline?lang=en")
    page.wait_for_selector("[data-ready=true]")
    page.clock.set_fixed_time(clock.now() + timedelta(days=30))
    assert verdict_on(page, text=texts[good.pk]) == "status_unknown"
    assert "The signature is good; the status has not been known since" in page.inner_text("main")
    assert verdict_on(page, text=texts[bad.pk]) == "revoked"


def test_without_scripts_the_page_says_what_to_do_instead(
    live_server: LiveServer, chromium: Browser
) -> None:
    page = chromium.new_context(
        viewport=NARROW, locale="zh-CN", java_script_enabled=False
    ).new_page()
    page.goto(f"{live_server.url}/verify/offline")

    assert "在本页查验纸质证书需要JavaScript" in page.inner_text("main")
    assert not page.is_visible("[data-offline]")


def cases() -> list[tuple[str, trust.Trust, datetime]]:
    """Return codes of every kind, each with a trust file and an instant."""
    fresh = cast.trust_in(*cast.fresh_lists())
    ages = cast.trust_in(*cast.fresh_lists(at=cast.TODAY - 3 * cast.WEEK))
    both = (*cast.fresh_lists(suspended=[23_452], at=cast.TODAY - cast.WEEK), *cast.fresh_lists())
    head = checkpoint.Checkpoint("sz.example/log", 5, bytes(32))
    stolen = cast.organisation_key(compromised_at=cast.TODAY, compromised_size=9)
    retired = cast.organisation_key(valid_until=cast.ISSUED)
    over = compact.sign(replace(SAID, valid_until=cast.TODAY), cast.ORGANISATION.sign)
    rare = replace(SAID, holder="𠮷·" * 25, module="认知症照护")
    changed = compact.sign(replace(SAID, holder="孟小棠"), lambda _: SIGNED[-64:])
    foreign = compact.sign(SAID, cast.STRANGER.sign)
    other = replace(SAID, key=compact.key_hint(cast.STRANGER.public_key().public_bytes_raw()))
    text = compact.text(SIGNED, HEAD)
    found = [
        (text, within, cast.TODAY)
        for within in (
            fresh,
            ages,
            cast.trust_in(),
            cast.trust_in(*both),
            cast.trust_in(*cast.fresh_lists(revoked=[94_567])),
            cast.trust_in(*cast.fresh_lists(suspended=[23_452])),
            cast.trust_in(*cast.fresh_lists(revoked=[94_566], suspended=[23_453])),
            cast.trust_in(*cast.fresh_lists(revoked=[94_567], key=cast.STRANGER)),
            cast.trust_in(*cast.fresh_lists(), head=head),
            cast.trust_in(*cast.fresh_lists(), required=True),
            cast.trust_in(*cast.fresh_lists(), log=False),
            cast.trust_in(*cast.fresh_lists(), key=stolen),
            cast.trust_in(*cast.fresh_lists(), key=retired),
        )
    ]
    found += [
        (compact.text(signed, HEAD), fresh, cast.TODAY)
        for signed in (
            over,
            changed,
            foreign,
            compact.sign(rare, cast.ORGANISATION.sign),
            compact.sign(other, cast.STRANGER.sign),
            SIGNED[:-1],
            SIGNED + b"x",
            b"\2" + SIGNED[1:],
        )
    ]
    found += [(digits, fresh, cast.TODAY) for digits in ("", "0", "1", "x", "7" * 300)]
    return [*found, (text, fresh, datetime(2026, 7, 1, tzinfo=UTC))]


JUDGED = """async ([address, digits, document, now]) => {
  const { judgeCode } = await import(`${address}/static/credentials/offline/judge.js`);
  const { read } = await import(`${address}/static/credentials/offline/trust.js`);
  const { verdict, checks, said, knownAt } = await judgeCode(digits, await read(document), now);
  return { verdict, holder: said?.holder ?? null, known: knownAt,
           checks: checks.map((check) => [check.step, check.outcome]) };
}"""
NO_ED25519 = """
const known = SubtleCrypto.prototype.importKey;
SubtleCrypto.prototype.importKey = function (form, data, algorithm, ...rest) {
  if (algorithm.name === "Ed25519") throw new DOMException("", "NotSupportedError");
  return known.call(this, form, data, algorithm, ...rest);
};
"""
OPENED = r"""async ([address, body, trusted, now]) => {
  const own = `${address}/static/credentials/offline`;
  const { judgeCredential, unopened } = await import(`${own}/credential.js`);
  const { openFile } = await import(`${own}/files.js`);
  const { read } = await import(`${own}/trust.js`);
  const bytes = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
  let opened = null;
  try { opened = await openFile(new Blob([bytes])); } catch { /* as the page does */ }
  const found = opened ? await judgeCredential(opened, await read(trusted), now) : unopened();
  const checks = found.checks.map((one) => [one.step, one.outcome]);
  const words = JSON.parse(document.getElementById("offline-words").textContent);
  const spoken = ({ say, params }) => words[say].replace(/\{(\w+)\}/g, (_, name) => params[name]);
  const said = Object.fromEntries(found.checks.map((one) => [one.step, spoken(one)]));
  return { verdict: found.verdict, known: found.knownAt, checks, said };
}"""
SAID_ALIKE = ("revocation", "suspension", "dates")
"""Checks whose sentences the page and the command share, word for word."""
OUTCOMES = {Outcome.HELD: "held", Outcome.FAILED: "failed", Outcome.UNDECIDABLE: "open"}


def published(within: trust.Trust) -> dict[str, Any]:
    """Return a trust file as the page gets it."""
    head = ""
    if within.checkpoint:
        head = checkpoint.sign(within.checkpoint, cast.log_key(), cast.LOG.sign)
    document: dict[str, Any] = json.loads(json.dumps(trust.compose(within, head)))
    return document


@pytest.mark.parametrize("native", [True, False], ids=["own Ed25519", "the library's"])
def test_the_page_judges_every_code_as_the_command_does(
    live_server: LiveServer,
    chromium: Browser,
    native: bool,  # noqa: FBT001 - a table of cases
) -> None:
    page = chromium.new_context().new_page()
    if not native:
        page.add_init_script(NO_ED25519)
    page.goto(f"{live_server.url}/verify/offline")

    for digits, within, now in cases():
        document = published(within)
        expected = Verifier(trust.read(document), now).read_code(digits)
        known = expected.status_known_at
        assert page.evaluate(
            JUDGED, [live_server.url, digits, document, now.timestamp() * 1000]
        ) == {
            "verdict": expected.verdict.value,
            "holder": expected.certificate.holder if expected.certificate else None,
            "known": known.timestamp() * 1000 if known else None,
            "checks": [[one.step.value, OUTCOMES[one.outcome]] for one in expected.checks],
        }


def film(folder: Path, picture: NDArray[np.uint8]) -> Path:
    """Return a film of one grey picture, as a camera's driver may play it."""
    height, width = (side - side % 2 for side in picture.shape)
    head = f"YUV4MPEG2 W{width} H{height} F5:1 Ip A1:1 C420jpeg\nFRAME\n".encode()
    grey = picture[:height, :width].tobytes()
    file = folder / "camera.y4m"
    file.write_bytes(head + grey + b"\x80" * (width * height // 2))
    return file


def test_the_camera_reads_a_worn_print_and_is_switched_off_again(
    live_server: LiveServer, chromium: Browser, tmp_path: Path
) -> None:
    worn = seen_of(compact.text(SIGNED, HEAD), 1)
    flags = [
        *FLAGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film(tmp_path, worn)}",
    ]
    watching = chromium.browser_type.launch(executable_path="/usr/bin/chromium", args=flags)
    try:
        page = watching.new_context(permissions=["camera"], locale="zh-CN").new_page()
        page.goto(f"{live_server.url}/verify/offline")
        page.wait_for_selector("[data-ready=true]")
        page.click("[data-start]")
        page.wait_for_selector("[data-result]:not([hidden])")

        # This installation knows no organisation yet, so nobody vouches for the paper.
        assert page.get_attribute("[data-verdict]", "data-verdict") == "not_trusted"
        assert "孟晓棠" in page.inner_text("[data-said]")
        assert page.is_visible("[data-start]")
        assert not page.is_visible("[data-video]")
    finally:
        watching.close()


def files() -> dict[str, bytes]:
    """Return files of every kind, by what is wrong with them."""
    good = cast.certificate()
    proof = cast.logged(good)
    bundle = cast.bundle(good, text=proof, lists=cast.fresh_lists())
    plain = jsontext.canonical(good).decode()
    other = json.loads(plain)
    other["credentialSubject"]["licenseNumber"] = "X202601000430009173L"
    foreign = cast.sign(achievement.credential(cast.AWARD, cast.MENG), cast.STRANGER)
    named = replace(cast.AWARD, issuer=achievement.Issuer(cast.STRANGER_DID, "别家"))
    stranger = cast.sign(achievement.credential(named, cast.MENG), cast.STRANGER)
    ended = cast.certificate(replace(cast.AWARD, valid_until=cast.TODAY))
    module = cast.certificate(replace(cast.AWARD, module="认知症照护"))
    salted = proof.replace("extra A", "extra B")
    signer = Signer(cast.METHOD, cast.TODAY, cast.ORGANISATION.sign, "https://sz.example")
    both = [
        jsontext.read(lists.sign({k: v for k, v in one.items() if k != "proof"}, signer))
        for one in cast.fresh_lists()
    ]
    twofold = cast.with_sm2(good)
    thrice = {**twofold, "proof": [*twofold["proof"], twofold["proof"][1]]}
    backwards = json.loads(plain)
    backwards["credentialSubject"]["achievement"]["alignment"].reverse()
    return {
        "good": bundle,
        "status under two proofs": cast.bundle(good, text=proof, lists=both),
        "a skill for the standard": json.dumps(backwards).encode(),
        "bare": plain.encode(),
        "two proofs": cast.bundle(twofold, text=cast.logged(twofold), lists=cast.fresh_lists()),
        "two proofs, logged with one": cast.bundle(twofold, text=proof),
        "two proofs, renamed": jsontext.canonical(twofold).replace("孟晓棠".encode(), b"x"),
        "two proofs, the second first": json.dumps(
            {**twofold, "proof": twofold["proof"][::-1]}
        ).encode(),
        "three proofs": json.dumps(thrice).encode(),
        "one proof in a list": json.dumps({**good, "proof": [good["proof"]]}).encode(),
        "spaced": json.dumps(good, indent=3).encode(),
        "one entry log": cast.bundle(good, text=cast.logged(good, index=0, size=1)),
        "last entry": cast.bundle(good, text=cast.logged(good, index=6, size=7)),
        "another salt": cast.bundle(good, text=salted),
        "another log": cast.bundle(good, text=cast.logged(good, key=cast.STRANGER)),
        "proof of another": cast.bundle(module, text=proof),
        "proof cut off": cast.bundle(good, text=proof[:200]),
        "revoked": cast.bundle(good, text=proof, lists=cast.fresh_lists(revoked=[94_567])),
        "suspended": cast.bundle(good, text=proof, lists=cast.fresh_lists(suspended=[23_452])),
        **messages(good, proof),
        "lists of a later identifier": cast.bundle(
            good, text=proof, lists=cast.fresh_lists(key=cast.STRANGER)
        ),
        "revoked by a later identifier": cast.bundle(
            good, text=proof, lists=cast.fresh_lists(revoked=[94_567], key=cast.STRANGER)
        ),
        "module": cast.bundle(module, text=cast.logged(module)),
        "ended": cast.bundle(ended, text=cast.logged(ended)),
        "name changed": plain.replace("孟晓棠", "孟小棠").encode(),
        "number of another": json.dumps(other).encode(),
        "number mistyped": plain.replace("0009173L", "0009173M").encode(),
        "key of another": json.dumps(foreign).encode(),
        "issuer unknown": json.dumps(stranger).encode(),
        "level and word": plain.replace("中级", "高级").encode(),
        "named twice": plain.replace('"hashed":false', '"hashed":true,"hashed":false').encode(),
        "not a number": plain.replace('"hashed":false', '"hashed":false,"x":1e999').encode(),
        "half a character": plain.replace("孟晓棠", "\\ud800").encode(),
        "no proof": json.dumps({k: v for k, v in good.items() if k != "proof"}).encode(),
        "another context": plain.replace("context-3.0.3", "context-3.0.2").encode(),
        "a list": b"[]",
        "no JSON": b"{",
        "empty": b"",
        "a text": b"certificate",
    }


def messages(good: dict[str, Any], proof: str) -> dict[str, bytes]:
    """Return files whose status lists say why a certificate ended, by what they say."""
    ended = cast.fresh_lists(revoked=[94_567])
    replaced = (PLACE, Message.REPLACED)
    other = cast.certificate(grant=replace(cast.MENG, message=(cast.MESSAGES, 262_144)))
    unlike = json.loads(json.dumps(good))
    unlike["credentialStatus"][2]["statusMessage"][3]["message"] = "lost at sea"
    shaped = {}
    for name, change in (
        ("no words", {"statusMessage": []}),
        ("no table", {"statusMessage": None}),
        ("a wider entry", {"statusSize": 3}),
        ("an entry of text", {"statusSize": "2"}),
        ("an index of numbers", {"statusListIndex": 5}),
        ("a reference that is none", {"statusReference": "a page"}),
        ("its own list", {"id": cast.MESSAGES}),
    ):
        wrong = json.loads(json.dumps({k: v for k, v in good.items() if k != "proof"}))
        wrong["credentialStatus"][2].update(change)
        shaped[name] = jsontext.canonical(cast.sign(wrong))
    found = {
        **{f"ended, {one}": [*ended, cast.message_list((PLACE, one))] for one in Message},
        "ended, a neighbour": [*ended, cast.message_list((PLACE + 1, Message.REPLACED))],
        "ended, a stranger": [*ended, cast.message_list(replaced, key=cast.STRANGER)],
        "ended, told long ago": [
            *ended,
            cast.message_list(at=cast.TODAY - timedelta(days=1)),
            cast.message_list(replaced, at=cast.TODAY - timedelta(days=60)),
        ],
        "in force, and told to have ended": [*cast.fresh_lists(), cast.message_list(replaced)],
        "in force, nothing told": [*cast.fresh_lists(), cast.message_list()],
        "told alone": [cast.message_list(replaced)],
    }
    told = {name: cast.bundle(good, text=proof, lists=given) for name, given in found.items()}
    tell = found["ended, replaced"]
    return {
        **told,
        **shaped,
        "early": cast.bundle(cast.early(), text=cast.logged(cast.early()), lists=tell),
        "beyond the messages": cast.bundle(other, text=cast.logged(other), lists=tell),
        "words changed": cast.bundle(unlike, text=proof, lists=tell),
    }


def succeeded() -> trust.Trust:
    """Return a trust file in which the organisation has another identifier by now."""
    multikey = did.key_of(cast.STRANGER_DID)
    key = trust.Key(did.method_id(cast.STRANGER_DID, multikey), multikey, cast.ISSUED)
    later = trust.Issuer(cast.STRANGER_DID, "长照服务评价中心", (key,), (cast.ORGANISATION_DID,))
    base = cast.trust_in()
    return replace(base, issuers={**base.issuers, cast.STRANGER_DID: later})


def test_the_page_judges_every_file_as_the_command_does(
    live_server: LiveServer, chromium: Browser
) -> None:
    page = chromium.new_context().new_page()
    page.goto(f"{live_server.url}/verify/offline?lang=en")
    stolen = cast.organisation_key(compromised_at=cast.TODAY, compromised_size=3)
    for within in (
        cast.trust_in(*cast.fresh_lists()),
        cast.trust_in(required=True),
        cast.trust_in(key=stolen),
        succeeded(),
    ):
        document = published(within)
        verifier = Verifier(trust.read(document), cast.TODAY)
        for name, body in files().items():
            expected = verifier.verify(body)
            known = expected.status_known_at
            encoded = base64.b64encode(body).decode()
            found = page.evaluate(
                OPENED, [live_server.url, encoded, document, cast.TODAY.timestamp() * 1000]
            )
            spoken = found.pop("said")
            assert (name, found) == (
                name,
                {
                    "verdict": expected.verdict.value,
                    "known": known.timestamp() * 1000 if known and found["known"] else None,
                    "checks": [[one.step.value, OUTCOMES[one.outcome]] for one in expected.checks],
                },
            )
            for check in expected.checks:
                if check.step in SAID_ALIKE:
                    assert (name, spoken[check.step]) == (name, str(check))


def test_the_page_counts_the_witnesses_as_the_command_does(
    live_server: LiveServer, chromium: Browser
) -> None:
    page = chromium.new_context().new_page()
    page.goto(f"{live_server.url}/verify/offline?lang=en")
    good, lists = cast.certificate(), cast.fresh_lists()
    forged = seen.evidence(12) + seen.line(11, cast.STRANGER) + "\n"
    later = seen.evidence(12) + seen.line(11, seconds=cosignature.LATEST) + "\n"
    texts = {
        "nobody": seen.evidence(),
        "two of three": seen.evidence(13, 11),
        "a stranger beside": seen.evidence(11, 14),
        "one twice": seen.evidence(11, 11),
        "forged": forged,
        "at the last second": later,
        "none at all": "",
    }
    for within in (
        seen.believing(11, 12, 13),
        seen.believing(11, 12, 13, quorum=2),
        seen.believing(12, quorum=1),
        seen.believing(),
    ):
        document = published(within)
        verifier = Verifier(trust.read(document), cast.TODAY)
        for name, text in texts.items():
            body = cast.bundle(good, text=text, lists=lists)
            expected = verifier.verify(body).check(Step.LOG)
            encoded = base64.b64encode(body).decode()
            found = page.evaluate(
                OPENED, [live_server.url, encoded, document, cast.TODAY.timestamp() * 1000]
            )
            assert [name, *found["checks"][6]] == [name, "log", OUTCOMES[expected.outcome]]
            if name != "forged":
                assert (name, found["said"]["log"]) == (name, str(expected))


def test_a_dropped_file_is_checked_in_the_browser_and_not_sent(
    visit: Visit, tmp_path: Path
) -> None:
    certificate = Certificate.objects.filter(state="issued").order_by("pk")[0]
    holder = actor(Role.STUDENT, person_id=certificate.person_id)
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(papers.certificate(certificate.number, holder))
    forged = tmp_path / "forged.json"
    forged.write_text(certificate.credential.replace(certificate.holder, "张三丰"), "utf-8")
    page = visit.as_role("")
    page.goto(f"{visit.address}/verify")
    sent: list[str] = []
    page.on("request", lambda request: sent.append(f"{request.method} {request.url}"))

    page.set_input_files("#file input[type=file]", paper)
    page.wait_for_selector("[data-here] [data-verdict=valid]")
    assert certificate.holder in page.inner_text("[data-said]")
    page.set_input_files("#file input[type=file]", forged)
    page.wait_for_selector("[data-here] [data-verdict=altered]")
    assert f"GET {visit.address}/trust.json" in sent
    assert [one for one in sent if not one.endswith(("/trust.json", ".svg"))] == []

    with page.expect_navigation():
        page.click("#file button[type=submit]")
    assert "改动" in page.inner_text("h1")
