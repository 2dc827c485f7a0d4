"""Addresses of fees."""

from __future__ import annotations

from django.urls import include, path

from shuzheng.fees import jobs
from shuzheng.fees.web import agreement_acts, agreements, ceilings, claims, own_claims, payments
from shuzheng.foundation.sheets import web as sheets

app_name = "fees"

urlpatterns = [
    path("fees/agreements/", agreements.index, name="agreements"),
    path("fees/agreements/new/", agreement_acts.draft, name="agreement-new"),
    path("fees/agreements/<int:pk>/", agreements.show, name="agreement"),
    path("fees/agreements/<int:pk>/edit/", agreement_acts.redraft, name="agreement-edit"),
    path("fees/agreements/<int:pk>/experts/", agreement_acts.send, name="agreement-send"),
    path("fees/agreements/<int:pk>/appraisal/", agreement_acts.appraise, name="agreement-appraise"),
    path("fees/agreements/<int:pk>/price/", agreement_acts.offer, name="agreement-offer"),
    path("fees/agreements/<int:pk>/sign/", agreement_acts.sign, name="agreement-sign"),
    path("fees/agreements/<int:pk>/stance/", agreement_acts.stance, name="agreement-stance"),
    path("fees/agreements/<int:pk>/mediation/", agreement_acts.mediate, name="agreement-mediate"),
    path("fees/agreements/<int:pk>/filing/", agreement_acts.file, name="agreement-file"),
    path("fees/agreements/<int:pk>/return/", agreement_acts.send_back, name="agreement-return"),
    path("fees/agreements/<int:pk>/force/", agreement_acts.force, name="agreement-force"),
    path("fees/agreements/<int:pk>/end/", agreement_acts.terminate, name="agreement-end"),
    path("fees/ceilings/", ceilings.index, name="ceilings"),
    path("fees/ceilings/import/", include(sheets.paths(jobs.CEILINGS))),
    path("fees/waivers/", ceilings.waivers, name="waivers"),
    path("fees/waivers/new/", ceilings.grant, name="waiver-new"),
    path("fees/payments/", payments.index, name="payments"),
    path("fees/payments/<uuid:reference>/receipt/", payments.receive, name="payment-receipt"),
    path("fees/payments/<uuid:reference>/back/", payments.pay_back, name="payment-back"),
    path("fees/claims/", claims.index, name="claims"),
    path("fees/claims/import/", include(sheets.paths(jobs.LIST))),
    path("fees/claims/verify/", claims.verify_all, name="claims-verify"),
    path("fees/claims/<int:pk>/", claims.show, name="claim"),
    path("fees/claims/<int:pk>/proof/", claims.proof, name="claim-proof"),
    path("fees/claims/<int:pk>/verify/", claims.verify, name="claim-verify"),
    path("fees/claims/<int:pk>/refuse/", claims.refuse, name="claim-refuse"),
    path("fees/claims/<int:pk>/uphold/", claims.uphold, name="claim-uphold"),
    path("fees/claims/<int:pk>/dismiss/", claims.dismiss, name="claim-dismiss"),
    path("fees/mine/", own_claims.index, name="own-claims"),
    path("fees/mine/new/", own_claims.lodge, name="own-claim-new"),
    path("fees/mine/<int:pk>/proof/", own_claims.proof, name="own-proof"),
    path("fees/mine/<int:pk>/appeal/", own_claims.appeal, name="own-claim-appeal"),
]
