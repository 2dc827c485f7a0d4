"""Preferences of pilot institutions: the list with its sums, one of them, its forms (R-024)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms as dj
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from shuzheng.foundation import files
from shuzheng.foundation.ui import formats, listing
from shuzheng.foundation.ui import forms as ui
from shuzheng.foundation.ui.forms import choose
from shuzheng.foundation.ui.parts import Act, Chip, Crumb, Fact, Figure, Kind, Term
from shuzheng.foundation.web import acting, gate, leaving
from shuzheng.identity.queries import feed
from shuzheng.identity.services import exporting
from shuzheng.kernel import money, periods
from shuzheng.pilots.queries import pages_reports
from shuzheng.support.access import Permission
from shuzheng.support.queries import preferences as queries
from shuzheng.support.rules import preference as rules
from shuzheng.support.rules.preference import PREFERENCE, State, Verb
from shuzheng.support.services import preferring
from shuzheng.support.sheets.preferences import PREFERENCES
from shuzheng.support.web import guidances, words
from shuzheng.support.web.forms import LONGEST_REASON, LONGEST_TITLE, words_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from django.http import HttpResponse

    from shuzheng.foundation.web.request import Request
    from shuzheng.kernel.actor import Actor
    from shuzheng.support.queries.preferences import CityTotal, PreferenceLine

COLUMNS = (
    listing.Column("title", _("Preference"), sortable=True, lead=True),
    listing.Column("institution", _("Institution"), sortable=True, wide=True),
    listing.Column("kind", pgettext_lazy("preference", "Kind")),
    listing.Column("giver", _("Giving party"), wide=True),
    listing.Column("since", _("First day"), sortable=True),
    listing.Column("amount", _("Amount"), numeric=True, sortable=True),
    listing.Column("state", _("State"), fixed=True, end=True),
)
VIEWS = {
    "recorded": _("Preference on record"),
    "withdrawn": _("Preference withdrawn"),
    "all": _("All"),
}
CHIPS = {State.RECORDED: Kind.OK, State.WITHDRAWN: Kind.OFF}
PAPERS = ("pdf", "png", "jpeg")
LONGEST_NUMBER = 60
form_methods = require_http_methods(["GET", "HEAD", "POST"])


class Filters(dj.Form):
    """What the list and its sums can be narrowed by."""

    q = dj.CharField(label=_("Institution, title or document number"), required=False)
    kind = dj.ChoiceField(label=pgettext_lazy("preference", "Kind"), required=False)
    city = dj.ChoiceField(label=_("City"), required=False)
    year = dj.ChoiceField(label=_("Year"), required=False)

    def __init__(
        self,
        *args: Any,  # noqa: ANN401 - a form's own arguments
        cities: Sequence[tuple[str, str]],
        years: Sequence[int],
        **more: Any,  # noqa: ANN401 - a form's own arguments
    ) -> None:
        super().__init__(*args, **more)
        choose(self, "kind", [("", _("All kinds of preference")), *words_of(rules.KINDS)])
        choose(self, "city", [("", _("All cities")), *cities])
        known = [(str(year), str(year)) for year in years]
        choose(self, "year", [("", pgettext_lazy("years", "All")), *known])
        if not cities:
            del self.fields["city"]


class PreferenceForm(ui.Form):
    """One preference of one institution."""

    institution = dj.TypedChoiceField(
        label=_("Institution"),
        coerce=int,
        help_text=_("One whose filing of that year is accepted."),
    )
    kind = dj.ChoiceField(label=pgettext_lazy("preference", "Kind"), widget=dj.RadioSelect)
    title = dj.CharField(label=_("Short title of the preference"), max_length=LONGEST_TITLE)
    words = guidances.text(_("What it consists of"), help_text=_("No names of persons."))
    fen = ui.Yuan(
        label=_("Amount in yuan"),
        required=False,
        help_text=_("For money, and for nothing else."),
    )
    since = ui.Day(label=_("First day"))
    until = ui.Day(
        label=_("Last day"), required=False, help_text=_("Empty where it is not limited in time.")
    )
    number = dj.CharField(
        label=_("Number of the document"), max_length=LONGEST_NUMBER, required=False
    )
    document = dj.FileField(
        label=_("Document"),
        required=False,
        help_text=_("PDF, or a photo or scan of it; needed where the document has no number"),
    )

    def __init__(self, *args: Any, institutions: Sequence[tuple[int, str]], **more: Any) -> None:  # noqa: ANN401 - a form's own arguments
        super().__init__(*args, **more)
        choose(self, "institution", [("", _("Choose")), *institutions])
        choose(self, "kind", words_of(rules.KINDS))


class WithdrawnForm(ui.Form):
    """Why a preference is withdrawn."""

    reason = guidances.text(
        _("Reason"), LONGEST_REASON, help_text=_("The institution reads it; no names of persons.")
    )


@require_safe
@gate.signed_in
def index(request: Request) -> HttpResponse:
    """List the preferences within reach, below their sums."""
    actor = request.actor
    counts = queries.counts(actor)
    wish = listing.read(request.GET, COLUMNS, sort="-since", views=queries.VIEWS)
    filters = Filters(
        request.GET, cities=pages_reports.city_choices(actor), years=queries.years(actor)
    )
    chosen = listing.chosen(filters)
    if wish.export:
        return _exported(request, wish, chosen)
    found = queries.lines(actor, wish, **chosen)

    def without(name: str) -> int:
        rest = {key: value for key, value in chosen.items() if key != name}
        return queries.total(actor, wish, **rest)

    cities = queries.by_city(actor, **chosen)
    context = {
        "crumbs": [words.desk(), Crumb(_("Preferences for institutions"))],
        "listing": listing.Listing(
            request.GET,
            wish,
            COLUMNS,
            listing.Found([_row(one) for one in found.rows], found.total, found.page),
            filters=filters,
            saved=[listing.View(key, VIEWS[key], counts[key]) for key in queries.VIEWS],
            caption=_("Preferences for institutions"),
            unit=_("records"),
            without=without,
        ),
        "figures": list(_figures(actor, chosen)) if counts["all"] else [],
        "cities": [_city(one) for one in cities] if len(cities) > 1 else [],
        "city_columns": _city_columns(),
        "may_record": actor.may(Permission.PREFERENCE_RECORD),
    }
    return render(request, "support/preferences/list.html", context)


@require_safe
@gate.signed_in
def show(request: Request, preference: int) -> HttpResponse:
    """Show one preference."""
    line = queries.one(preference, request.actor, Permission.PREFERENCE_VIEW)
    context = {
        "crumbs": [*_crumbs(), Crumb(line.title)],
        "line": line,
        "chip": _chip(line),
        "meta": [
            Fact("building", line.institution),
            Fact("flag", gettext(rules.KINDS[line.kind])),
            Fact("calendar", line.since.isoformat()),
        ],
        "acts": list(_acts(line, request.actor)),
        "about": list(_about(line)),
        "lines": feed.lines([f"support.preference:{preference}"]),
    }
    return render(request, "support/preferences/detail.html", context)


@form_methods
@gate.signed_in
def record(request: Request) -> HttpResponse:
    """Record a preference that one's own party gives."""
    request.actor.require(Permission.PREFERENCE_RECORD)
    form = PreferenceForm(
        acting.posted(request),
        acting.uploaded(request),
        institutions=guidances.institutions(request.actor),
        initial={"since": periods.day(request.now)},
    )

    def act(data: Mapping[str, Any]) -> None:
        upload = data["document"]
        kept = (
            files.store(upload, actor=request.actor, now=request.now, kinds=PAPERS).pk
            if upload
            else None
        )
        given = preferring.Given(
            data["institution"],
            rules.Kind(data["kind"]),
            data["title"],
            data["words"],
            data["since"],
            data["until"],
            data["fen"],
            data["number"],
            kept,
        )
        preferring.record(given, actor=request.actor, now=request.now)

    heading, url = gettext("Record a preference"), reverse("support:preferences")
    context = guidances.frame(_crumbs(), url, heading, "R-024")
    said = gettext("The preference is on record.")
    return acting.answered(request, "support/form.html", form, context, act, said)


@form_methods
@gate.signed_in
def withdraw(request: Request, preference: int) -> HttpResponse:
    """Withdraw a preference with its reason."""
    line = queries.one(preference, request.actor, Permission.PREFERENCE_RECORD)
    rules.check_giver(line.given_by_id, request.actor.organisation_id)
    PREFERENCE.after(line.state, Verb.WITHDRAW)
    form = WithdrawnForm(acting.posted(request))

    def act(data: Mapping[str, Any]) -> None:
        preferring.withdraw(preference, data["reason"], actor=request.actor, now=request.now)

    url = reverse("support:preference", args=[line.id])
    crumbs, heading = (
        [*_crumbs(), Crumb(line.title, url)],
        gettext(PREFERENCE.labels[Verb.WITHDRAW]),
    )
    context = guidances.frame(crumbs, url, heading, "R-024", line.institution)
    context |= {"danger": True, "consequence": _("It stays in sight and no longer counts.")}
    said = gettext("The preference is withdrawn.")
    return acting.answered(request, "support/form.html", form, context, act, said)


def _crumbs() -> list[Crumb]:
    return [words.desk(), Crumb(_("Preferences for institutions"), reverse("support:preferences"))]


def _chip(line: PreferenceLine) -> Chip:
    return Chip(CHIPS[line.state], gettext(PREFERENCE.labels[line.state]))


def _row(one: PreferenceLine) -> dict[str, Any]:
    return {
        "id": one.id,
        "url": reverse("support:preference", args=[one.id]),
        "title": one.title,
        "institution": one.institution,
        "kind": gettext(rules.KINDS[one.kind]),
        "giver": one.given_by,
        "since": one.since,
        "fen": one.fen,
        "chip": _chip(one),
    }


def _figures(actor: Actor, chosen: Mapping[str, str]) -> Iterator[Figure]:
    """Yield what of each kind is on record: how many, then money in yuan, the widest."""
    held = queries.by_kind(actor, **chosen)
    for one in sorted(held, key=lambda each: each.kind is rules.Kind.MONEY):
        word, schools = gettext(rules.KINDS[one.kind]), words.institutions(one.institutions)
        if one.kind is not rules.Kind.MONEY:
            yield Figure(word, formats.number(one.count), note=schools)
            continue
        counted = ngettext("{count} preference", "{count} preferences", one.count)
        note = gettext("{preferences}, {institutions}").format(
            preferences=counted.format(count=one.count), institutions=schools
        )
        amount = money.yuan(one.fen).removesuffix(".00")
        yield Figure(word, amount, unit=gettext("yuan"), note=note)


def _city_columns() -> tuple[listing.Column, ...]:
    return (
        listing.Column("city", _("City"), lead=True),
        listing.Column("institutions", _("Institutions"), numeric=True, short=_("Institutions")),
        *(
            listing.Column(one.value, gettext(word), numeric=True, short=gettext(word))
            for one, word in rules.KINDS.items()
        ),
        listing.Column("amount", _("Amount"), numeric=True, end=True),
    )


def _city(one: CityTotal) -> dict[str, Any]:
    return {
        "city": one.city,
        "institutions": one.institutions,
        "counts": [(kind.value, count) for kind, count in one.counts.items()],
        "fen": one.fen,
    }


def _about(line: PreferenceLine) -> Iterator[Term]:
    """Yield what a preference says, without what it does not have."""
    yield Term(pgettext_lazy("preference", "Kind"), gettext(rules.KINDS[line.kind]))
    yield Term(_("Giving party"), line.given_by)
    yield Term(_("What it consists of"), line.words)
    if line.fen is not None:
        yield Term(_("Amount"), formats.yuan(line.fen))
    yield Term(_("First day"), line.since.isoformat())
    if line.until:
        yield Term(_("Last day"), line.until.isoformat())
    if line.number:
        yield Term(_("Number of the document"), line.number)
    if line.document:
        uid, name = line.document
        yield Term(_("Document"), name, reverse("files:download", args=[uid]))
    yield Term(_("Recorded on"), line.recorded_on.isoformat())


def _acts(line: PreferenceLine, actor: Actor) -> Iterator[Act]:
    own = line.given_by_id == actor.organisation_id
    may = own and actor.may(Permission.PREFERENCE_RECORD)
    if may and PREFERENCE.allows(line.state, Verb.WITHDRAW):
        url = reverse("support:preference-withdraw", args=[line.id])
        yield Act(gettext(PREFERENCE.labels[Verb.WITHDRAW]), url, "undo", rule="R-024")


def _exported(request: Request, wish: listing.Wish, chosen: Mapping[str, str]) -> HttpResponse:
    body = exporting.workbook(
        PREFERENCES,
        (
            {
                "city": one.city,
                "code": one.code,
                "institution": one.institution,
                "given_by": one.given_by,
                "kind": one.kind.value,
                "title": one.title,
                "words": one.words,
                "fen": one.fen,
                "since": one.since,
                "until": one.until,
                "number": one.number,
                "document": one.document[1] if one.document else "",
                "recorded_on": one.recorded_on,
                "state": one.state.value,
                "withdrawn_on": one.withdrawn_on,
                "reason": one.reason,
            }
            for one in queries.every(request.actor, wish, **chosen)
        ),
        printed_by=str(request.actor_label),
        filter_words=str(VIEWS.get(wish.view, "")),
        actor=request.actor,
        now=request.now,
    )
    return leaving.file(f"{PREFERENCES.title}.xlsx", body, leaving.XLSX)
