"""The addresses of the gazette. Those of public documents are printed and linked: they stay."""

from __future__ import annotations

from django.urls import path

from shuzheng.gazette.web import acts, desk, drafting, objecting, public, publicity, receiving

app_name = "gazette"
urlpatterns = [
    path("gazette", public.index, name="index"),
    path("gazette/feed.atom", public.feed, name="feed"),
    path("gazette/<int:pk>", public.document, name="document"),
    path("gazette/<int:pk>/print", public.paper, name="print"),
    path("gazette/attachments/<uuid:uid>", public.attachment, name="attachment"),
    path("gazette/<int:pk>/object", objecting.object_to, name="document-object"),
    path("gazette/objection", objecting.answer_of, name="objection"),
    path("gazette/desk", desk.index, name="desk"),
    path("gazette/desk/new", drafting.new, name="paper-new"),
    path("gazette/desk/<int:pk>", desk.show, name="paper"),
    path("gazette/desk/<int:pk>/edit", drafting.edit, name="paper-edit"),
    path("gazette/desk/<int:pk>/attach", drafting.attach, name="paper-attach"),
    path("gazette/desk/<int:pk>/detach/<uuid:attached>", drafting.detach, name="paper-detach"),
    path("gazette/desk/<int:pk>/correct", drafting.correct, name="paper-correct"),
    path("gazette/desk/<int:pk>/approve", acts.approve, name="paper-approve"),
    path("gazette/desk/<int:pk>/return", acts.send_back, name="paper-return"),
    path("gazette/desk/<int:pk>/publish", acts.publish, name="paper-publish"),
    path("gazette/desk/<int:pk>/withdraw", acts.withdraw, name="paper-withdraw"),
    path("gazette/desk/<int:pk>/discard", acts.discard, name="paper-discard"),
    path("gazette/desk/<int:pk>/receipts", receiving.index, name="paper-receipts"),
    path("gazette/desk/<int:pk>/remind", receiving.remind, name="paper-remind"),
    path("gazette/desk/<int:pk>/subjects", publicity.show, name="paper-subjects"),
    path("gazette/desk/objections", publicity.index, name="objections"),
    path(
        "gazette/desk/objections/<int:objection>/answer", publicity.answer, name="objection-answer"
    ),
    path("gazette/desk/objections/<int:objection>/who", publicity.reveal, name="objection-reveal"),
    path("gazette/inbox", receiving.inbox, name="inbox"),
    path("gazette/inbox/<int:pk>", receiving.received, name="inbox-document"),
    path("gazette/inbox/<int:pk>/sign", receiving.sign, name="inbox-sign"),
]
