"""The addresses of certificates: verification, what verifiers fetch, the register, one's own."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.credentials import jobs
from shuzheng.credentials.core.forms import sdjwt
from shuzheng.credentials.web import (
    appeals,
    coded,
    deciding,
    evidence_file,
    further,
    issuing,
    kept_files,
    key_acts,
    keys,
    mending,
    offline,
    own_appeals,
    pocket,
    published,
    records,
    register,
    verify,
)
from shuzheng.foundation.sheets import web as wizard

app_name = "credentials"
urlpatterns = [
    path("verify", verify.verify, name="verify"),
    path("verify/file", verify.verify_file, name="verify-file"),
    path("verify/report", verify.report, name="verify-report"),
    path("verify/keys", keys.published, name="published-keys"),
    path("verify/offline", offline.offline, name="offline"),
    path("verify/offline.worker.js", kept_files.worker, name="offline-worker"),
    path("verify/offline.webmanifest", kept_files.manifest, name="offline-manifest"),
    path("v/<str:token>.json", coded.document, name="code-json"),
    path("v/<str:token>", coded.page, name="code"),
    path("v/<str:token>/bundle.json", coded.bundle, name="code-bundle"),
    path("v/<str:token>/report.pdf", coded.report, name="code-report"),
    path("trust.json", published.trust_file, name="trust"),
    path("status/<str:token>", published.status_list, name="status-list"),
    path(sdjwt.TYPE_PATH.lstrip("/"), published.certificate_type, name="type"),
    path("organisations/<str:code>/did.json", published.did_document, name="did"),
    path("certificates", register.register, name="register"),
    path("certificates/mine", pocket.mine, name="mine"),
    path("certificates/mine/records", records.records, name="records"),
    path("certificates/mine/records/sign", records.sign, name="record-sign"),
    path("certificates/mine/<str:number>", pocket.one, name="mine-one"),
    path("certificates/mine/<str:number>/appeal", own_appeals.lodge, name="mine-appeal"),
    path(
        "certificates/mine/<str:number>/appeal/document",
        own_appeals.document,
        name="mine-appeal-document",
    ),
    path(
        "certificates/mine/<str:number>/appeal/withdraw",
        own_appeals.withdraw,
        name="mine-appeal-withdraw",
    ),
    path("certificates/issue", issuing.plans, name="issue"),
    path("certificates/issue/<str:number>", issuing.plan, name="issue-plan"),
    path("certificates/national", issuing.handing_over, name="national"),
    path("certificates/national/workbook", issuing.taken_out, name="national-workbook"),
    path("certificates/revocations", deciding.proposals, name="revocations"),
    path("certificates/revocations/picked", deciding.confirm_picked, name="revocations-picked"),
    path(
        "certificates/revocations/<int:revocation>/confirm",
        deciding.confirm,
        name="revocation-confirm",
    ),
    path("certificates/revocations/<int:revocation>/drop", deciding.drop, name="revocation-drop"),
    path("certificates/appeals", appeals.index, name="appeals"),
    path("certificates/appeals/<int:appeal>", appeals.show, name="appeal"),
    path("certificates/appeals/<int:appeal>/statement", appeals.state, name="appeal-statement"),
    path("certificates/appeals/<int:appeal>/uphold", appeals.uphold, name="appeal-uphold"),
    path("certificates/appeals/<int:appeal>/overturn", appeals.overturn, name="appeal-overturn"),
    path(
        "certificates/appeals/<int:appeal>/documents/<int:document>",
        appeals.document,
        name="appeal-document",
    ),
    path("certificates/changes", mending.evidence, name="changes"),
    path("certificates/changes/<int:document>/", include(wizard.paths(jobs.CHANGES))),
    path("certificates/changes/proof/<int:change>", mending.proof, name="change-proof"),
    path("certificates/keys", keys.register, name="keys"),
    path("certificates/keys/first", key_acts.first, name="key-first"),
    path("certificates/keys/<int:key>", keys.detail, name="key"),
    path("certificates/keys/<int:key>/rotate", key_acts.rotate, name="key-rotate"),
    path("certificates/keys/<int:key>/theft", key_acts.theft, name="key-theft"),
    path("certificates/keys/<int:key>/sm2", key_acts.sm2, name="key-sm2"),
    path("certificates/keys/<int:key>/sm2/end", key_acts.sm2_end, name="key-sm2-end"),
    path("certificates/keys/<int:key>/rsa", key_acts.rsa, name="key-rsa"),
    path("certificates/keys/<int:key>/rsa/end", key_acts.rsa_end, name="key-rsa-end"),
    path(
        "certificates/keys/changes/<int:key_change>/confirm", key_acts.confirm, name="key-confirm"
    ),
    path(
        "certificates/keys/changes/<int:key_change>/decline", key_acts.decline, name="key-decline"
    ),
    path(
        "certificates/keys/changes/<int:key_change>/withdraw",
        key_acts.withdraw,
        name="key-withdraw",
    ),
    path("certificates/<str:number>", register.detail, name="certificate"),
    path("certificates/<str:number>/paper.pdf", register.paper, name="paper"),
    path("certificates/<str:number>/credential.json", register.credential, name="credential"),
    path("certificates/<str:number>/form", further.form, name="form"),
    path(
        "certificates/<str:number>/evidence-file", evidence_file.evidence_file, name="evidence-file"
    ),
    path("certificates/<str:number>/elm.jsonld", further.european, name="european"),
    path("certificates/<str:number>/suspend", deciding.suspend, name="suspend"),
    path("certificates/<str:number>/clear", deciding.clear, name="clear"),
    path("certificates/<str:number>/replace", mending.replace, name="replace"),
    path("certificates/<str:number>/reissue", mending.reissue, name="reissue"),
    path("certificates/<str:number>/revoke", deciding.propose, name="revoke"),
]
