"""Keys in a PKCS#11 token: made there, never out of it, and certificates that verify as any other.

The token is SoftHSM (`foundation.tests.softhsm`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

import pkcs11
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import IntegrityError, transaction
from pkcs11 import Attribute, ObjectClass

from shuzheng.credentials.adapters import keys as holder
from shuzheng.credentials.core import did
from shuzheng.credentials.models import Certificate, IssuerKey, StatusList
from shuzheng.credentials.queries import key_trials, verification
from shuzheng.credentials.services import codes, issuing, keys, resealing, status
from shuzheng.credentials.tests.cast import LATER, issued_plan
from shuzheng.foundation import tokens
from shuzheng.foundation.tests.softhsm import pin_of
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.identity.tests.browsers import browser, text
from shuzheng.identity.tests.cast import NOON, actor, organisation
from shuzheng.transparency.services import log

if TYPE_CHECKING:
    from pytest_django import Settings

    from shuzheng.foundation import keyring

HOUR = timedelta(hours=1)
SECURITY = actor(Role.SECURITY_ADMIN, person_id=888_888)


def made() -> IssuerKey:
    party = organisation("E1", OrganisationKind.EVALUATION_ORGANISATION)
    return keys.ensure(party, actor=actor(Role.ORGANISATION_ISSUER, party), now=NOON)


def inside(uid: UUID, kind: ObjectClass) -> pkcs11.Object:
    """Return a key as it lies in the token."""
    session = tokens.session("signing")._session()  # noqa: SLF001 - looks into the token itself
    found: pkcs11.Object = session.get_key(object_class=kind, id=uid.bytes)
    return found


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_a_key_is_made_in_the_token_and_never_leaves_it() -> None:
    row = made()

    assert (row.token, row.private_sealed) == ("signing", "")
    private = inside(row.uid, ObjectClass.PRIVATE_KEY)
    assert private[Attribute.SENSITIVE]
    assert private[Attribute.ALWAYS_SENSITIVE]
    assert not private[Attribute.EXTRACTABLE]
    assert private[Attribute.NEVER_EXTRACTABLE]
    assert private[Attribute.LOCAL]
    with pytest.raises(pkcs11.AttributeSensitive):
        private[Attribute.VALUE]
    signature = holder.signer(row)(b"certificate")
    Ed25519PublicKey.from_public_bytes(did.public_key(row.multikey)).verify(
        signature, b"certificate"
    )
    assert resealing.reseal(10) == 0


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_certificates_lists_and_codes_of_a_token_verify_as_any_other() -> None:
    cast = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER).count == 3
    assert status.publish(now=LATER) == 3
    log.publish(now=LATER)
    numbered = Certificate.objects.order_by("number")
    before = list(numbered.values_list("code", flat=True))

    for row in Certificate.objects.all():
        assert verification.by_number(row.number, row.holder, LATER).verdict == "valid"
    Certificate.objects.update(code="")
    assert codes.sign_waiting(now=LATER) == 3
    assert list(numbered.values_list("code", flat=True)) == before


@pytest.mark.django_db
def test_each_key_remembers_where_it_lies_when_the_setting_changes(
    token: keyring.Token, settings: Settings
) -> None:
    settings.KEYS_IN_TOKEN = False
    cast = issued_plan(["沈予安", "许文澜", "阿依古丽·买买提"])
    places = []
    for hours, in_token in enumerate((False, True, False), start=1):
        settings.KEYS_IN_TOKEN = in_token
        if hours > 1:
            current = IssuerKey.objects.get(valid_until=None)
            change = keys.propose_rotation(
                current.pk, "更换", actor=cast.issuer, now=LATER + hours * HOUR
            )
            keys.confirm(change, actor=SECURITY, now=LATER + hours * HOUR)
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER + hours * HOUR, at_once=1)
        places.append(IssuerKey.objects.get(valid_until=None).token)
    status.publish(now=LATER + 4 * HOUR)
    log.publish(now=LATER + 4 * HOUR)

    assert places == ["", token.label, ""]
    for row in Certificate.objects.all():
        found = verification.by_number(row.number, row.holder, LATER + 4 * HOUR)
        assert found.verdict == "valid"
    assert all(holder.signer(row)(b"again") for row in IssuerKey.objects.all())


@pytest.mark.django_db
def test_a_wrong_pin_issues_nothing_and_is_tried_once(
    token: keyring.Token, settings: Settings
) -> None:
    cast = issued_plan(["沈予安"])
    settings.TOKEN = replace(token, label="spare", pin="9999")

    with pytest.raises(tokens.TokenSilent, match="PinIncorrect"):
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    pin_of("spare", "9999")  # a token locks after a few wrong PINs: not even the right one is tried
    with pytest.raises(tokens.TokenSilent, match="PinIncorrect"):
        issuing.issue(cast.plan, actor=cast.issuer, now=LATER)

    assert (Certificate.objects.count(), IssuerKey.objects.count()) == (0, 0)
    pin_of("spare", "1234")
    settings.TOKEN = replace(token, label="spare")
    assert issuing.issue(cast.plan, actor=cast.issuer, now=LATER).count == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_a_key_that_the_token_does_not_hold_is_named_as_missing(settings: Settings) -> None:
    row = made()
    IssuerKey.objects.update(uid=uuid4())
    row.refresh_from_db()
    with pytest.raises(tokens.NoSuchKey):
        holder.signer(row)
    settings.TOKEN = None
    with pytest.raises(tokens.NoSuchKey, match="signing"):
        holder.signer(row)


@pytest.mark.django_db
def test_after_a_failure_the_next_use_begins_anew(token: keyring.Token) -> None:
    row = made()
    sign = holder.signer(row)
    pkcs11.lib(str(token.module)).reinitialize()  # as when the module's device was restarted

    with pytest.raises(tokens.TokenSilent):
        sign(b"certificate")
    assert len(holder.signer(row)(b"certificate")) == 64


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_many_threads_take_turns() -> None:
    row = made()
    sign = holder.signer(row)
    public = Ed25519PublicKey.from_public_bytes(did.public_key(row.multikey))
    texts = [f"certificate {n}".encode() for n in range(200)]

    with ThreadPoolExecutor(8) as pool:
        signatures = list(pool.map(sign, texts))

    for signature, message in zip(signatures, texts, strict=True):
        public.verify(signature, message)


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_a_silent_token_holds_up_no_other_organisations_lists(settings: Settings) -> None:
    cast = issued_plan(["沈予安"])
    issuing.issue(cast.plan, actor=cast.issuer, now=LATER)
    settings.KEYS_IN_TOKEN = False
    other = organisation("E9", OrganisationKind.EVALUATION_ORGANISATION, name="演示另一评价中心")
    StatusList.objects.create(token="t", organisation_id=other, purpose="revocation", size=131_072)
    settings.TOKEN = None

    with pytest.raises(tokens.NoSuchKey):
        status.publish(now=LATER)

    published = StatusList.objects.exclude(document="")
    assert list(published.values_list("organisation_id", flat=True)) == [other]
    assert StatusList.objects.filter(is_stale=True).count() == 3


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_a_key_lies_in_one_place_and_its_page_says_where() -> None:
    row = made()
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.update(private_sealed="k1.x")
    with pytest.raises(IntegrityError), transaction.atomic():
        IssuerKey.objects.update(token="")

    staff = browser(Role.ORGANISATION_STAFF, row.organisation_id)
    page = text(staff.get(f"/certificates/keys/{row.pk}"))
    assert "in the token signing, which it never leaves" in page


@pytest.mark.django_db
@pytest.mark.usefixtures("token")
def test_every_current_key_is_tried_where_it_lies(settings: Settings) -> None:
    row = made()

    [trial] = key_trials.trials()
    assert (trial.multikey, trial.token, trial.fault) == (row.multikey, "signing", "")
    settings.TOKEN = None
    [trial] = key_trials.trials()
    assert trial.fault == "The token “signing” does not hold this signing key."
