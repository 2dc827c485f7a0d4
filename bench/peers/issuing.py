"""cert-issuer issues unsigned credentials on its mock chain: `issuing UNSIGNED_DIR WORK_DIR`.

As a user runs it (`cert-issuer -c conf.ini`), through its own entry point: it reads the unsigned
files, validates and canonicalises each (URDNA2015), anchors the Merkle root, and writes each signed
file with its proof. Its log lines are switched off, and the one context it does not carry is given
as a file, so that it never asks the network.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from importlib.metadata import version
from pathlib import Path

from bench.telling import tell

CONTEXT_URL = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
CONTEXT = Path(__file__).with_name("achievement-context.json")


def main() -> None:
    """Issue every file of a folder and say how long it took."""
    unsigned, work = Path(sys.argv[1]), Path(sys.argv[2])
    issued = work / "issued"
    for folder in ("keys", "signed", "issued"):
        (work / folder).mkdir(parents=True, exist_ok=True)
    (work / "keys" / "key.txt").write_text("none: the mock chain signs no transaction", "utf-8")
    sys.argv = [
        "cert-issuer",
        "--chain=mockchain",
        "--issuing_address=mock",
        "--verification_method=did:web:zs.example.cn:organisations:E1#key-1",
        f"--usb_name={work / 'keys'}",
        "--key_file=key.txt",
        "--no_safe_mode",
        f"--unsigned_certificates_dir={unsigned}",
        f"--signed_certificates_dir={work / 'signed'}",
        f"--blockchain_certificates_dir={issued}",
        f"--work_dir={work / 'work'}",
        "--context_urls",
        CONTEXT_URL,
        "--context_file_paths",
        str(CONTEXT),
    ]
    from cert_issuer import config, issue_certificates  # noqa: PLC0415 - reads sys.argv

    parsed = config.get_config()
    logging.disable(logging.WARNING)
    began = time.perf_counter()
    issue_certificates.main(parsed)
    seconds = time.perf_counter() - began
    files = sorted(issued.glob("*.json"))
    if len(files) != len(list(unsigned.glob("*.json"))):
        raise SystemExit("not everything was issued")
    for file in files:
        proof = json.loads(file.read_text(encoding="utf-8"))["proof"]
        if not proof["proofValue"]:
            raise SystemExit(f"{file.name} has no proof")
    tell(seconds=seconds, count=len(files), version=version("cert-issuer"))


if __name__ == "__main__":
    main()
