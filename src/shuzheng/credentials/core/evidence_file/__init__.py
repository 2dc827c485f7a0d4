"""The evidence file: the whole history of one certificate with its proofs, for disputes and courts.

Specified in `docs/evidence-file.md`, so that a stranger can check it. It is packed and unpacked in
`archive`, written and read in `record`, and judged in `judging`: twelve numbered checks, none of
which needs the platform. What a newcomer gets wrong: the seal says that the file is as it left the
platform, and nothing more; that what it says is *true* is proved by the public log alone.
"""

from __future__ import annotations

from shuzheng.credentials.core.evidence_file.archive import is_one, pack
from shuzheng.credentials.core.evidence_file.judging import judge
from shuzheng.credentials.core.evidence_file.report import FileReport

__all__ = ["FileReport", "is_one", "judge", "pack"]
