"""A form or a button that calls one act: a foreseen refusal stands where it was asked for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect, render

from shuzheng.foundation.web import refusals
from shuzheng.kernel.refusals import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from django.core.files.uploadedfile import UploadedFile
    from django.forms import BaseForm, BaseFormSet
    from django.http import HttpResponse, QueryDict
    from django.utils.datastructures import MultiValueDict
    from django_stubs_ext import StrOrPromise

    from shuzheng.foundation.web.request import Request

KEY = re.compile("[1-9][0-9]{0,17}")
BEYOND = frozenset({403, 404})
"""A refusal of this kind is no matter of what was typed: it gets its own page."""


def posted(request: Request) -> QueryDict | None:
    """Return what was posted, even if that is nothing, or None for a form that is only shown."""
    return request.POST if request.method == "POST" else None


def uploaded(request: Request) -> MultiValueDict[str, UploadedFile[bytes]] | None:
    """Return the files that came with a post, or None for a form that is only shown."""
    return request.FILES if request.method == "POST" else None


def done(
    request: Request,
    form: BaseForm,
    act: Callable[[Mapping[str, Any]], object],
    lines: BaseFormSet[Any] | None = None,
) -> bool:
    """Return whether a form (with its `lines`) was sent, valid, and its act not refused."""
    if request.method != "POST" or not all([form.is_valid(), lines is None or lines.is_valid()]):
        return False
    try:
        with transaction.atomic():
            act(form.cleaned_data)
    except Refusal as refusal:
        if refusal.status in BEYOND:
            raise
        form.add_error(None, refusals.sentence(refusal))
        return False
    return True


def form(
    request: Request,
    template: str,
    context: Mapping[str, Any],
    filled: BaseForm,
    act: Callable[[dict[str, Any]], HttpResponse],
) -> HttpResponse:
    """Show `filled`; where it was sent and is valid, answer with what `act` returns.

    For an act that answers by itself, and whose refusal has a status of its own to tell.
    """
    status = 200
    if request.method == "POST":
        status = 422
        if filled.is_valid():
            try:
                return act(filled.cleaned_data)
            except Refusal as refusal:
                if refusal.status in BEYOND:
                    raise
                filled.add_error(None, refusals.sentence(refusal))
                status = refusal.status
    return render(request, template, {**context, "form": filled}, status=status)


def page(
    request: Request,
    template: str,
    form: BaseForm,
    context: Mapping[str, Any],
    lines: BaseFormSet[Any] | None = None,
) -> HttpResponse:
    """Show a form's page, with status 422 where something has to be changed."""
    wrong = any(one is not None and one.is_bound and not one.is_valid() for one in (form, lines))
    shown = {"form": form, "lines": lines, **context}
    return render(request, template, shown, status=422 if wrong else 200)


def answered(
    request: Request,
    template: str,
    form: BaseForm,
    context: Mapping[str, Any],
    act: Callable[[Mapping[str, Any]], object],
    said: str,
    lines: BaseFormSet[Any] | None = None,
) -> HttpResponse:
    """Show a form's page; once its act is done, say so where cancelling would have led."""
    if done(request, form, act, lines):
        messages.success(request, said)
        return redirect(context["cancel_url"])
    return page(request, template, form, context, lines)


def key(text: str) -> int:
    """Return a row's key from an address or a form, 0 for what cannot be one."""
    return int(text) if KEY.fullmatch(text) else 0


def pressed(
    request: Request, act: Callable[[], object], said: StrOrPromise, url: str
) -> HttpResponse:
    """Do what a button asks and go back; a foreseen refusal is said at the top of that page."""
    try:
        with transaction.atomic():
            act()
    except Refusal as refusal:
        if refusal.status in BEYOND:
            raise
        messages.error(request, refusals.sentence(refusal))
    else:
        messages.success(request, str(said))
    return redirect(url)
