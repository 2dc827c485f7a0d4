"""The table of who is told of what, and the words and ways of a digest."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.db.models import ForeignObjectRel
from hypothesis import given
from hypothesis import strategies as st

from shuzheng.foundation import concerns, facts
from shuzheng.identity.models import Organisation, Person
from shuzheng.identity.rules.kinds import OrganisationKind, Role
from shuzheng.reminders.rules import digest, table
from shuzheng.reminders.rules.digest import Channel, NoAddress, Wishes
from shuzheng.reminders.rules.telling import TOPICS, Topic

FROM_THE_REPORT_ON = {
    "quality.inspection.reported",
    "quality.inspection.published",
    "quality.inspection.closed",
}
ON_REMINDERS = {
    "pilots.filing.returned",
    "pilots.filing.filed",
    "pilots.report.returned",
    "pilots.reports.reminded",
    "pilots.reports.closed",
    "standing.notice.issued",
    "standing.restriction.imposed",
    "standing.restriction.lifted",
    "standing.notice.eligibility_taken",
    "quality.veto.decided",
    "quality.veto.lifted",
    "quality.finding.recorded",
    "quality.finding.expired",
    "quality.finding.closed",
    "complaints.complaint.transferred",
    "pilots.activity.noted",
    "pilots.activity.objected",
    "assessment.site.approved",
    "assessment.site.refused",
    "assessment.plan.rescheduled",
    "pilots.alliance.named",
    "alliances.summary.answered",
    "adjustment.review.shown",
    "adjustment.review.decided",
    "evaluation.scores.opened",
    "evaluation.result.published",
    "standing.measure.taken",
    "support.pairing.proposed",
    "assessment.seating.locked",
    "assessment.results.published",
    "credentials.certificates.issued",
    "credentials.certificate.suspended",
    "credentials.certificate.revoked",
}


def end_of(label: str, path: str) -> object:
    """Return the table to which a path of relations leads from another."""
    model = apps.get_model(label)
    for name in path.split("__"):
        field = model._meta.get_field(name)
        assert field.is_relation, path
        assert field.related_model is not None
        assert isinstance(field.related_model, type)
        model = field.related_model
        assert not isinstance(model, ForeignObjectRel)
    return model


def test_every_verb_that_tells_somebody_is_a_fact_and_is_anybodys_news() -> None:
    declared = facts.kinds()
    told = {one.verb for one in table.TELLINGS}

    assert sorted(told - set(declared)) == []
    assert sorted(told & facts.confidential()) == []
    assert sorted(ON_REMINDERS - told) == []


def test_every_way_leads_to_parties_where_roles_are_told_and_to_persons_elsewhere() -> None:
    wrong = []
    for one in table.TELLINGS:
        if one.kind is None:
            end = end_of(one.subject, concerns.ways()[one.subject, one.whom].path)
            wrong += [one] if end is not (Organisation if one.roles else Person) else []
    assert wrong == []


def test_every_way_that_a_room_declares_is_walked_by_some_telling() -> None:
    walked = {(one.subject, one.whom) for one in table.TELLINGS}

    assert sorted(set(concerns.ways()) - walked) == []


def test_no_row_declares_a_way_twice() -> None:
    with pytest.raises(ValueError, match=r"pilots\.filing leads to institution twice"):
        concerns.declare("pilots.filing", "institution", "institution")


def test_a_reminder_finds_its_telling_by_verb_and_whom() -> None:
    assert len(table.FOUND) == len(table.TELLINGS)
    assert sum(len(held) for held in table.by_verb().values()) == len(table.TELLINGS)
    assert {one.topic for one in table.TELLINGS} == set(Topic) == set(TOPICS)
    assert set().union(*(table.verbs_of(topic) for topic in Topic)) == {
        one.verb for one in table.TELLINGS
    }


def test_words_name_nobody_and_nothing() -> None:
    for one in table.TELLINGS:
        assert "{" not in one.words
        assert "%" not in one.words
        assert not any(letter.isdigit() for letter in one.words), one.words


def test_only_the_office_and_the_department_are_told_wherever_a_row_leads() -> None:
    kinds = {(one.roles, one.kind) for one in table.TELLINGS if one.kind is not None}

    assert kinds == {
        ((Role.OFFICE_OFFICER,), OrganisationKind.COORDINATION_OFFICE),
        ((Role.PROVINCIAL_ADMIN,), OrganisationKind.PROVINCIAL_DEPARTMENT),
    }


@pytest.mark.parametrize("word", ["hardship", "claim", "exempt", "complain", "penalt"])
def test_no_words_tell_who_needs_help_or_who_complains(word: str) -> None:
    assert [one.words for one in table.TELLINGS if word in one.words.lower()] == []


def test_nothing_of_an_inspection_is_told_before_its_report() -> None:
    told = {one.verb for one in table.TELLINGS if one.verb.startswith("quality.")}
    inspections = {
        verb for verb in told if not verb.startswith(("quality.finding", "quality.veto"))
    }

    assert inspections == FROM_THE_REPORT_ON
    [recorded] = [one for one in table.TELLINGS if one.verb == "quality.finding.recorded"]
    way = concerns.ways()[recorded.subject, recorded.whom]
    assert dict(way.where) == {"inspection": None}


def test_every_reminder_leads_somewhere_but_those_of_decisions_on_persons() -> None:
    nowhere = {(one.verb, one.whom) for one in table.TELLINGS if not one.page}
    assert nowhere == {
        ("standing.restriction.imposed", "person"),
        ("standing.restriction.lifted", "person"),
    }


@given(st.lists(st.sampled_from(Topic)))
def test_a_digest_counts_every_reminder_once_in_the_usual_order(topics: list[Topic]) -> None:
    counts = digest.counted(topics)

    assert sum(count for _, count in counts) == len(topics)
    assert [topic for topic, _ in counts] == [one for one in Topic if one in topics]


@given(st.builds(Wishes, *[st.booleans()] * 5), st.sets(st.sampled_from(Channel)))
def test_nobody_is_told_by_a_way_not_chosen_not_offered_or_without_end(
    wishes: Wishes, offered: set[Channel]
) -> None:
    chosen = digest.channels(wishes, offered)

    assert set(chosen) <= offered
    assert (Channel.MAIL in chosen) == (
        wishes.mail and wishes.has_address and Channel.MAIL in offered
    )
    for channel, wished in ((Channel.SMS, wishes.sms), (Channel.MESSENGER, wishes.messenger)):
        assert (channel in chosen) == (wished and wishes.has_phone and channel in offered)


@pytest.mark.parametrize(
    ("typed", "kept", "shown"),
    [
        ("", "", ""),
        ("  ", "", ""),
        (" lian.luo@school.example ", "lian.luo@school.example", "l***@school.example"),
        ("a@b.cn", "a@b.cn", "a***@b.cn"),
    ],
)
def test_an_address_is_kept_whole_and_shown_masked(typed: str, kept: str, shown: str) -> None:
    assert digest.address(typed) == kept
    assert digest.masked(kept) == shown


@pytest.mark.parametrize(
    "typed", ["school.example", "a@b", "a b@c.cn", "a@b.cn\nBcc: c@d.cn", "联@学校.cn", "a@b..cn"]
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(NoAddress):
        digest.address(typed)


@given(st.text(max_size=300))
def test_whatever_is_typed_is_an_address_of_one_line_or_refused(typed: str) -> None:
    try:
        found = digest.address(typed)
    except NoAddress:
        return
    assert found == "" or ("@" in found and found.isascii() and len(found.split()) == 1)


def test_a_digest_is_tried_five_times_on_its_own_day() -> None:
    on = date(2026, 3, 2)

    assert digest.may_try(on, on, 1)
    assert digest.may_try(on, on, 4)
    assert not digest.may_try(on, on, 5)
    assert not digest.may_try(on, on + timedelta(days=1), 1)
