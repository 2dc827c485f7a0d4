"""What the scripts of the checks in a browser say, in the reader's language, by the keys they know.

The sentences of the ten checks are those of `core/verifying`, word for word, so they have one
translation; the script judges by the same specification (docs/paper-code.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from shuzheng.catalogue.rules.levels import DIGITS, LABELS
from shuzheng.credentials.core.verifying import Verdict
from shuzheng.credentials.core.verifying.report import HEADLINES, STEP_NAMES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django_stubs_ext import StrOrPromise

CHECKS: Mapping[str, StrOrPromise] = {
    "opened": _("The file could be opened and read."),
    "not_opened": _("The file holds no certificate that can be read."),
    "credential_form": _("It has the form of a certificate of this programme."),
    "misshapen": _("“{place}” is not as a certificate of this programme has it."),
    "no_number": _("This is not a certificate number."),
    "number_of_another": _("The number {number} belongs to another certificate or level."),
    "no_issuer": _("The trust file does not name the issuer ({issuer})."),
    "key_of_nobody": _("The key is none of those that the trust file gives for {name}."),
    "unfit": _("The signature does not fit the document."),
    "no_evidence": _("The file brings no proof from the evidence log."),
    "evidence_unfit": _("The proof from the evidence log does not fit this certificate."),
    "logged": _("Entry {entry} of the evidence log {origin}; unchanged since it was logged."),
    "logged_unseen": _(
        "Entry {entry} of the evidence log {origin}; unchanged since it was logged. None of the"
        " {all} witnesses has seen this checkpoint."
    ),
    "logged_seen": _(
        "Entry {entry} of the evidence log {origin}; unchanged since it was logged. Seen by {count}"
        " of {all} witnesses: {names}."
    ),
    "quorum_missed": _(
        "{count} of {all} witnesses have seen this checkpoint of the evidence log; the trust file"
        " demands {quorum}."
    ),
    "no_place": _("The certificate does not say where its status is published."),
    "read": _("The code could be read."),
    "form": _("It has the form of the code of a certificate."),
    "no_code": _("This is no code of a certificate, or one of a version that is not known here."),
    "wrong_place": _("The code is wrong in “{place}”."),
    "not_reached": _("Cannot be judged because check {number} did not pass."),
    "number": _("{number} has 20 characters, and the check character {check} fits."),
    "issued_by": _("Issued by {name}, which the trust file names."),
    "no_key": _("The trust file names no key that begins with the digest {hint}."),
    "key_in_use": _("The key was in use on {date}, when the certificate was signed."),
    "key_not_in_use": _("The key was not in use on {date}, when the certificate was signed."),
    "key_stolen": _(
        "The key was reported stolen on {date}, and nothing proves that the certificate was logged"
        " before."
    ),
    "signed": _("The signature fits; nothing was changed since it was made."),
    "changed": _("The signature does not fit the code: something in it was changed."),
    "no_log": _("The trust file names no evidence log."),
    "forked": _("The evidence log has shown another content of the same size ({size} entries)."),
    "entry_without_proof": _(
        "Entry {entry} of the evidence log, as the code says; a paper holds no proof."
    ),
    "no_list": _("No signed status list is at hand ({url})."),
    "outside": _(
        "The status list has {size} entries, and the certificate points at number {index}."
    ),
    "revoked": _("Revoked or replaced, according to the list of {date}."),
    "ended_replaced": _("Replaced by a corrected certificate, according to the list of {date}."),
    "ended_fraud_or_misconduct": _(
        "Revoked for fraud or misconduct, according to the list of {date}."
    ),
    "ended_issued_in_error": _(
        "Revoked because it was issued in error, according to the list of {date}."
    ),
    "differs": _(
        "Not revoked, according to the list of {date}. The list of messages of {other} says"
        " otherwise; alone it does not count."
    ),
    "not_revoked": _("Not revoked, according to the list of {date}."),
    "suspended": _("Under enquiry, according to the list of {date}."),
    "not_suspended": _("Not under enquiry, according to the list of {date}."),
    "ran_out": _("The newest status list at hand, of {date}, has run out."),
    "dated_later": _("The status lists at hand are dated later than the day asked about."),
    "to_come": _("It is dated {date}, which is still to come."),
    "over": _("Its term ended on {date}."),
    "term": _("Valid from {date} to {end}."),
    "no_term": _("Valid since {date}, without a term."),
    "sm2_elsewhere": _(
        "Not checked here: browsers do not know SM2. The command checks it, and so does our page."
    ),
}
ADVICE: Mapping[Verdict, StrOrPromise] = {
    Verdict.VALID: _("Compare the name below with the name on the paper."),
    Verdict.STATUS_UNKNOWN: _(
        "Compare the name below with the name on the paper. With a network, fetch the status anew."
    ),
    Verdict.SUSPENDED: _("Its content is genuine; whether it stays in force is being looked into."),
    Verdict.REVOKED: _("Which of the two it is, and since when, our public page says."),
    Verdict.EXPIRED: _("Compare the name below with the name on the paper."),
    Verdict.NOT_YET_VALID: _("See whether the clock of this device is right."),
    Verdict.NOT_TRUSTED: _(
        "Whoever printed the paper, no organisation that this device knows vouches for it. If the "
        "certificate is new, fetch keys and status anew."
    ),
    Verdict.ALTERED: _("What was signed and what the code says are not the same."),
    Verdict.MALFORMED: _("Read the code once more; a crease or a shadow can spoil the reading."),
}
FILE_ADVICE: Mapping[Verdict, StrOrPromise] = {
    Verdict.VALID: _("Below stands what the organisation signed."),
    Verdict.STATUS_UNKNOWN: _(
        "Nobody has stated lately that it is neither revoked nor under enquiry."
    ),
    Verdict.SUSPENDED: ADVICE[Verdict.SUSPENDED],
    Verdict.REVOKED: ADVICE[Verdict.REVOKED],
    Verdict.REPLACED: _("The corrected one has a number of its own; ask the holder for that one."),
    Verdict.EXPIRED: _("Below stands what the organisation signed."),
    Verdict.NOT_YET_VALID: ADVICE[Verdict.NOT_YET_VALID],
    Verdict.NOT_TRUSTED: _("Whoever made the file, no organisation that we know vouches for it."),
    Verdict.ALTERED: _("What was signed and what the file says are not the same."),
    Verdict.MALFORMED: _("The file holds no certificate that can be read."),
}
LINES: Mapping[str, StrOrPromise] = {
    "ready": _("Ready: this page opens without a network"),
    "not_ready": _("Not ready yet"),
    "none_kept": _("None kept yet"),
    "no_trust": _("This device keeps no keys yet. Open this page once with a network."),
    "renewed": _("Keys and status lists were fetched anew."),
    "not_renewed": _("No network, or no answer: what was kept stays."),
    "reading": _("Reading the picture…"),
    "no_picture": _("This file is no picture that the browser can open."),
    "no_camera": _("The camera cannot be used here. Take a picture of the code instead."),
    "nothing_found": _("No code was found in the picture. Move closer, and smooth the paper."),
    "other_code": _("A code was found, but none of a certificate with a signature."),
    "no_code_text": _("This text holds no code of a certificate."),
    "checking": _("Checking the file in this browser…"),
    "checked_here": _("Checked in this browser; nothing was sent."),
    "hand_in": _("This browser cannot open the file by itself. Hand it in with the button."),
    "record_hand_in": _("This is a whole record. Hand it in with the button: it is judged here."),
    "record_elsewhere": _(
        "This is a whole record, which this page does not judge. Hand it in under “Verify”, or use"
        " the command below."
    ),
    "presentation_hand_in": _(
        "This is a presentation. Hand it in with the button: it is judged here."
    ),
    "presentation_elsewhere": _(
        "This is a presentation, which this page does not judge. Hand it in under “Verify”, or use"
        " the command below."
    ),
    "evidence_hand_in": _(
        "This may be an evidence file. Hand it in with the button: it is judged here."
    ),
    "evidence_elsewhere": _(
        "This may be an evidence file, which this page does not judge. Hand it in under “Verify”,"
        " or use the command below."
    ),
    "token_hand_in": _("This may be a token. Hand it in with the button: it is judged here."),
    "token_elsewhere": _(
        "This may be a token, which this page does not judge. Hand it in under “Verify”, or use the"
        " command below."
    ),
    "no_trust_now": _("The keys could not be fetched. Hand the file in with the button."),
}
TERMS: Mapping[str, StrOrPromise] = {
    "holder": _("Holder"),
    "certificate": _("Certificate"),
    "module": _("Module"),
    "standard": _("Standard"),
    "certificate_number": _("Certificate number"),
    "organisation": _("Evaluation organisation"),
    "issued": _("Day of issue"),
}


def spoken() -> dict[str, str]:
    """Return every word in the language that is active."""
    return {
        **{key: str(words) for key, words in {**CHECKS, **LINES}.items()},
        **{f"verdict_{one}": str(_(HEADLINES[one])).rstrip(".。") for one in Verdict},
        **{f"paper_{one}": str(words) for one, words in ADVICE.items()},
        **{f"file_{one}": str(words) for one, words in FILE_ADVICE.items()},
        **{f"step_{step}": str(_(name)) for step, name in STEP_NAMES.items()},
        **{f"term_{key}": str(words) for key, words in TERMS.items()},
        **{f"level_{digit}": str(_(LABELS[level])) for level, digit in DIGITS.items()},
    }
