"""The addresses of certificates: verification, what verifiers fetch, the register, one's own."""

from __future__ import annotations

from django.urls import path

from shuzheng.credentials.web import coded, offline, published, verify

app_name = "credentials"
urlpatterns = [
    path("verify", verify.verify, name="verify"),
    path("verify/file", verify.verify_file, name="verify-file"),
    path("verify/report", verify.report, name="verify-report"),
    path("verify/offline", offline.offline, name="offline"),
    path("v/<str:token>.json", coded.document, name="code-json"),
    path("v/<str:token>", coded.page, name="code"),
    path("v/<str:token>/bundle.json", coded.bundle, name="code-bundle"),
    path("v/<str:token>/report.pdf", coded.report, name="code-report"),
    path("trust.json", published.trust_file, name="trust"),
    path("status/<str:token>", published.status_list, name="status-list"),
    path("organisations/<str:code>/did.json", published.did_document, name="did"),
]
