"""One digest a person, a day and a way; refused ones are tried again; nothing personal leaves."""

from __future__ import annotations

import json
import socket
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from django.core import mail
from django.db import connection

from shuzheng.foundation import jobs, sealing
from shuzheng.foundation.tests.together import together
from shuzheng.identity.models import Person, User
from shuzheng.identity.rules.kinds import Role
from shuzheng.identity.tests.cast import NOON, actor
from shuzheng.kernel.actor import CLOCK, NotPermitted
from shuzheng.reminders.core.gateway import Gateway
from shuzheng.reminders.models import Digest, Reminder
from shuzheng.reminders.queries import pages
from shuzheng.reminders.services import digesting, reading
from shuzheng.reminders.services.digesting import Tally
from shuzheng.reminders.tests.cast import ADDRESS, PHONE, Cast, cast, later, reachable, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.conf import LazySettings

pytestmark = pytest.mark.django_db
SECRET = "geheim-42"


@dataclass
class Provider:
    """A gateway on this machine: what it was sent, and what it answers."""

    status: int = 204
    silent: bool = False
    sent: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    port: int = 0

    @property
    def gateway(self) -> Gateway:
        """Return how the platform knows it."""
        return Gateway(f"http://127.0.0.1:{self.port}/send", SECRET)


@contextmanager
def provider() -> Iterator[Provider]:
    """Let a gateway listen."""
    made = Provider()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            said = self.rfile.read(int(self.headers["Content-Length"]))
            made.sent.append((self.path, self.headers["Authorization"], json.loads(said)))
            if made.silent:
                self.close_connection = True
                return
            self.send_response(made.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_: Any) -> None:  # noqa: ANN401 - a handler's own
            pass

    server = HTTPServer(("127.0.0.1", 0), Door)
    made.port = server.server_port
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield made
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def here() -> Cast:
    made = cast()
    made.answered()
    tell(NOON)
    return made


@pytest.fixture
def sms(settings: LazySettings) -> Iterator[Provider]:
    with provider() as made:
        settings.SMS_GATEWAY = made.gateway
        yield made


def test_a_digest_counts_by_topic_and_leads_to_the_list(here: Cast) -> None:
    reachable(here.liaison)

    assert digesting.send_due(NOON) == Tally(sent=1)
    [letter] = mail.outbox
    assert letter.to == [ADDRESS]
    assert letter.subject == "平台上有1条未读消息提醒"
    assert letter.body.splitlines() == [
        "平台上有1条未读消息提醒，请登录查看：http://testserver/reminders",
        "",
        "帮扶与答复：1条",
        "",
        "是否以邮件告知，可在同一页面选择。",
    ]


def test_a_digest_speaks_the_language_of_its_reader_and_names_nobody(here: Cast) -> None:
    reachable(here.liaison)
    User.objects.filter(person_id=here.liaison.person_id).update(language="en")

    digesting.send_due(NOON)
    [letter] = mail.outbox
    assert letter.subject == "1 unread reminder on the platform"
    assert "Help and answers: 1" in letter.body
    name = Person.objects.get(pk=here.liaison.person_id).name
    for secret in (name, "名额", "S1", "演示"):
        assert secret not in letter.subject + letter.body


def test_one_digest_a_day_and_only_of_what_came_since(here: Cast) -> None:
    reachable(here.liaison)

    assert digesting.send_due(NOON) == Tally(sent=1)
    here.answered(later(hours=1))
    tell(later(hours=1))
    assert digesting.send_due(later(hours=2)) == Tally()
    # the next day tells of what came since, not of what was told and is still unread
    assert digesting.send_due(later(days=1)) == Tally(sent=1)
    assert "平台上有1条未读消息提醒" in mail.outbox[1].subject
    assert digesting.send_due(later(days=2)) == Tally()
    assert len(mail.outbox) == 2


def test_who_has_read_everything_chose_otherwise_or_left_gets_none(here: Cast) -> None:
    reachable(here.liaison)
    reading.mark_all(10**6, actor=here.liaison, now=NOON)
    reachable(here.head, mail=False)
    reachable(here.department)
    User.objects.filter(person_id=here.department.person_id).update(is_active=False)

    # the second officer has no address, and nobody ever asked for one
    assert digesting.send_due(NOON) == Tally()
    assert mail.outbox == []
    assert Digest.objects.count() == 0


def test_a_mail_that_is_refused_is_tried_again_and_counted_for_the_administrator(
    here: Cast, settings: LazySettings
) -> None:
    reachable(here.liaison)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    keeper = actor(Role.SYSTEM_ADMIN)

    assert digesting.send_due(NOON) == Tally(failed=1)
    assert pages.delivery(keeper, NOON) == pages.Delivery(sent=0, failed=1, unknown=0)
    settings.EMAIL_BACKEND = working
    assert digesting.send_due(later(hours=1)) == Tally(sent=1)
    row = Digest.objects.get()
    assert (row.tries, row.sent_at, row.failed_at) == (2, later(hours=1), None)
    assert pages.delivery(keeper, NOON) == pages.Delivery(sent=1, failed=0, unknown=0)
    with pytest.raises(NotPermitted):
        pages.delivery(here.liaison, NOON)


def test_a_mail_is_tried_five_times_and_then_left_to_the_next_day(
    here: Cast, settings: LazySettings
) -> None:
    reachable(here.liaison)
    working = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", closed_port()
    for hour in range(7):
        digesting.send_due(later(hours=hour))
    assert Digest.objects.get().tries == 5

    settings.EMAIL_BACKEND = working
    assert digesting.send_due(later(days=1)) == Tally(sent=1)
    assert Digest.objects.count() == 2


def test_a_run_that_is_killed_while_sending_never_sends_twice(here: Cast, sms: Provider) -> None:
    reachable(here.liaison, "", PHONE, sms=True)

    def killed(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:  # noqa: ANN401 - a wrapper's own
        if sql.startswith('UPDATE "reminders_digest"'):
            raise KeyboardInterrupt
        return execute(sql, *rest)

    with connection.execute_wrapper(killed), pytest.raises(KeyboardInterrupt):
        digesting.send_due(NOON)
    assert len(sms.sent) == 1
    assert pages.delivery(actor(Role.SYSTEM_ADMIN), NOON) == pages.Delivery(0, 0, 1)

    assert digesting.send_due(later(hours=1)) == Tally()
    assert len(sms.sent) == 1
    # nobody knows whether it came: the next day counts the same once more
    assert digesting.send_due(later(days=1)) == Tally(sent=1)
    assert len(sms.sent) == 2


def test_the_job_waits_for_its_hour(here: Cast) -> None:
    reachable(here.liaison)
    early = later(hours=-6)
    for now, sent in ((early, 0), (later(hours=-5), 1)):
        job = jobs.enqueue("reminders.digests", {"on": "2026-03-02"}, actor=CLOCK, now=early)
        assert jobs.run_here(job, now)
        job.refresh_from_db()
        assert (job.state, job.result) == ("succeeded", {"sent": sent, "failed": 0})


def test_a_gateway_is_sent_number_line_and_key_with_the_secret(here: Cast, sms: Provider) -> None:
    reachable(here.liaison, "", PHONE, sms=True, messenger=True)

    assert digesting.send_due(NOON) == Tally(sent=1)
    key = f"digest-{Digest.objects.get().pk}"
    line = "平台上有1条未读消息提醒，请登录查看：http://testserver/reminders"
    assert sms.sent == [("/send", f"Bearer {SECRET}", {"to": PHONE, "text": line, "id": key})]
    assert mail.outbox == []


def test_both_gateways_and_mail_each_send_one(
    here: Cast, sms: Provider, settings: LazySettings
) -> None:
    reachable(here.liaison, ADDRESS, PHONE, sms=True, messenger=True)
    with provider() as other:
        settings.MESSENGER_GATEWAY = other.gateway
        assert digesting.send_due(NOON) == Tally(sent=3)
        assert digesting.send_due(later(hours=1)) == Tally()
    assert (len(mail.outbox), len(sms.sent), len(other.sent)) == (1, 1, 1)
    assert set(Digest.objects.values_list("channel", flat=True)) == {"mail", "sms", "messenger"}


@pytest.mark.parametrize("status", [302, 400, 401, 500, 503])
def test_a_gateway_that_does_not_take_it_is_asked_again_with_the_same_key(
    here: Cast, sms: Provider, status: int
) -> None:
    reachable(here.liaison, "", PHONE, sms=True)
    sms.status = status
    assert digesting.send_due(NOON) == Tally(failed=1)

    sms.status = 200
    assert digesting.send_due(later(hours=1)) == Tally(sent=1)
    assert sms.sent[0] == sms.sent[1]


def test_a_gateway_that_hangs_up_or_is_not_there_failed(
    here: Cast, sms: Provider, settings: LazySettings
) -> None:
    reachable(here.liaison, "", PHONE, sms=True)
    sms.silent = True
    assert digesting.send_due(NOON) == Tally(failed=1)
    settings.SMS_GATEWAY = Gateway(f"http://127.0.0.1:{closed_port()}/send", SECRET)
    assert digesting.send_due(later(hours=1)) == Tally(failed=1)
    assert Digest.objects.get().tries == 2


def test_without_a_gateway_nothing_is_tried(here: Cast) -> None:
    reachable(here.liaison, "", PHONE, sms=True, messenger=True)

    assert digesting.send_due(NOON) == Tally()
    assert Digest.objects.count() == 0


def test_a_secret_is_in_no_words_of_the_gateway() -> None:
    assert SECRET not in repr(Gateway("https://gateway.example/send", SECRET))


def test_address_and_number_lie_sealed(here: Cast) -> None:
    row = reachable(here.liaison, ADDRESS, PHONE)

    assert ADDRESS not in row.address_sealed
    assert row.address_masked == "l***@school.example"
    assert sealing.unseal(row.address_sealed, row.place()) == ADDRESS
    assert ADDRESS not in str(list(Reminder.objects.values()) + list(Digest.objects.values()))


@pytest.mark.usefixtures("several_at_once")
def test_two_runs_at_once_send_one_digest() -> None:
    made = cast()
    made.answered()
    tell(NOON)
    reachable(made.liaison)
    reachable(made.head)

    together(partial(digesting.send_due, NOON), partial(digesting.send_due, NOON))
    digesting.send_due(NOON)
    assert sorted(one.to[0] for one in mail.outbox) == [ADDRESS, ADDRESS]
    assert Digest.objects.filter(sent_at__isnull=False).count() == 2


def closed_port() -> int:
    """Return a port of this machine at which nobody listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
