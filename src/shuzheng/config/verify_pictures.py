"""The codes in a picture or on the pages of a PDF, read in a process of its own.

What a newcomer gets wrong: a code is nobody's statement until its signature was judged, and a paper
shows one certificate beside others' codes, so everything that is no code of ours is passed over.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from shuzheng.credentials.core import compact, envelope, pictures

PROGRAM = Path(__file__).with_name("picture_process.py")
PDF = "pdf"
MEMORY, SECONDS = 2 << 30, 60
SHARPEST = 3_000
"""Points of the longer side: twelve to a millimetre of A4, six to a module of our codes."""


def codes(data: bytes) -> list[str]:
    """Return the digits of each code in a picture or PDF, once each.

    Refuses a picture that is too large, too heavy or damaged, and one without a code.
    """
    kind = pictures.kind(data)
    longest = min(pictures.longest_side(data), SHARPEST) if kind else SHARPEST
    texts = _texts(data, kind or PDF, longest)
    found = [digits for text in texts if (digits := compact.find(text.encode()))]
    if not found:
        raise pictures.NoCode if kind else pictures.NoCodeInPdf(name=envelope.CREDENTIAL_NAME)
    return list(dict.fromkeys(found))


def _texts(data: bytes, kind: str, longest: int) -> list[str]:
    with TemporaryDirectory(prefix="shuzheng-") as folder:
        (Path(folder) / "picture").write_bytes(data)
        limits = (str(longest), str(MEMORY), str(SECONDS))
        try:
            # A fixed program and a folder of ours: nothing of the file reaches the command line.
            done = subprocess.run(  # noqa: S603
                [sys.executable, "-I", str(PROGRAM), folder, kind, *limits],
                capture_output=True,
                timeout=2 * SECONDS,
                check=True,
            )
        except subprocess.SubprocessError:
            raise pictures.PictureTooHeavy from None
    found: list[str] | None = json.loads(done.stdout)
    if found is None:
        raise pictures.BrokenPicture if kind != PDF else envelope.BrokenPdf
    return found
