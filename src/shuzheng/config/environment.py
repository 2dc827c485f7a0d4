"""What the environment says, checked once at start.

Every setting an operator may change is an environment variable named here. A bad value stops the
start with a sentence that names the variable: a platform that guesses is worse than one that waits.
"""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, unquote, urlsplit

from shuzheng.foundation import keyring
from shuzheng.kernel.refusals import Refusal
from shuzheng.reminders.core.gateway import Gateway
from shuzheng.transparency.core import asking

if TYPE_CHECKING:
    from collections.abc import Mapping


LONGEST_LABEL = 32
"""Characters of a token's label (PKCS#11 CK_TOKEN_INFO)."""

HOURS = 24
DIGEST_HOUR = 7
"""From which hour of the province on the digest of a day leaves, if nobody says otherwise."""


class BadSetting(ValueError):  # noqa: N818 - read by an operator as a sentence
    """An environment variable that the platform cannot start with."""


class Mode(StrEnum):
    """How much the installation is trusted with."""

    DEMONSTRATION = "demonstration"
    PRODUCTION = "production"


@dataclass(frozen=True, slots=True)
class Environment:
    """The environment, read and checked."""

    mode: Mode
    province: str
    data_dir: Path
    key_file: Path
    database: Mapping[str, object]
    public_url: str
    hosts: tuple[str, ...]
    mail_from: str
    upload_megabytes: int
    verification_per_minute: int
    loopback_per_minute: int
    witnesses: tuple[asking.Witness, ...]
    witness_quorum: int
    token: keyring.Token | None
    keys_in_token: bool
    digest_hour: int
    sms_gateway: Gateway | None
    messenger_gateway: Gateway | None

    @property
    def is_production(self) -> bool:
        """Whether real people's data is at stake."""
        return self.mode is Mode.PRODUCTION


def read(environ: Mapping[str, str], root: Path) -> Environment:
    """Read `environ`; paths that are not given lie under `root`/var. Raises BadSetting."""
    mode = _mode(environ.get("SHUZHENG_MODE", "demonstration"))
    data_dir = Path(environ.get("SHUZHENG_DATA_DIR") or root / "var").absolute()
    public_url = _public_url(environ.get("PUBLIC_URL", ""), mode)
    host = urlsplit(public_url).hostname or ""
    hosts = [host] if host else []
    witnesses = _witnesses(environ.get("SHUZHENG_WITNESSES", ""))
    token = _token(environ)
    if mode is Mode.DEMONSTRATION:
        hosts += ["localhost", "127.0.0.1", "[::1]", "testserver"]
    return Environment(
        mode=mode,
        province=environ.get("SHUZHENG_PROVINCE", "anhui"),
        data_dir=data_dir,
        key_file=Path(environ.get("SHUZHENG_KEY_FILE") or data_dir / "keys.json").absolute(),
        database=_database(environ.get("DATABASE_URL", ""), data_dir, mode),
        public_url=public_url,
        hosts=tuple(hosts),
        mail_from=environ.get("SHUZHENG_MAIL_FROM", "noreply@localhost"),
        upload_megabytes=_whole(environ, "SHUZHENG_UPLOAD_MEGABYTES", 50),
        verification_per_minute=_whole(environ, "SHUZHENG_VERIFICATION_PER_MINUTE", 60),
        loopback_per_minute=_whole(environ, "SHUZHENG_LOOPBACK_PER_MINUTE", 600),
        witnesses=witnesses,
        witness_quorum=_quorum(environ.get("SHUZHENG_WITNESS_QUORUM", ""), len(witnesses)),
        token=token,
        keys_in_token=_in_token(environ.get("SHUZHENG_SIGNING_KEYS", ""), token),
        digest_hour=_hour(environ.get("SHUZHENG_DIGEST_HOUR", "")),
        sms_gateway=_gateway(environ, "SHUZHENG_SMS_URL", "SHUZHENG_SMS_SECRET_FILE"),
        messenger_gateway=_gateway(
            environ, "SHUZHENG_MESSENGER_URL", "SHUZHENG_MESSENGER_SECRET_FILE"
        ),
    )


def _mode(text: str) -> Mode:
    try:
        return Mode(text)
    except ValueError:
        raise BadSetting(
            f"SHUZHENG_MODE is {text!r}; it must be one of: {', '.join(Mode)}"
        ) from None


def _whole(environ: Mapping[str, str], name: str, default: int) -> int:
    text = environ.get(name, "")
    if not text:
        return default
    if not text.isascii() or not text.isdigit() or int(text) == 0:
        raise BadSetting(f"{name} is {text!r}; it must be a whole number above 0")
    return int(text)


def _witnesses(path: str) -> tuple[asking.Witness, ...]:
    """Read the file that names the witnesses: a JSON list of objects with `key` and `url`."""
    if not path:
        return ()
    try:
        return asking.read(json.loads(Path(path).read_text(encoding="utf-8")))
    except OSError as error:
        why = str(error.strerror)
    except ValueError:
        why = "it is not JSON"
    except Refusal as refusal:
        why = str(refusal)
    raise BadSetting(f"SHUZHENG_WITNESSES names {path}: {why}")


def _quorum(text: str, witnesses: int) -> int:
    if not witnesses and not text:
        return 0
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= witnesses:
        raise BadSetting(
            f"SHUZHENG_WITNESS_QUORUM is {text!r}; it must say how many of the {witnesses}"
            " witnesses in SHUZHENG_WITNESSES have to see a checkpoint"
        )
    return int(text)


def _token(environ: Mapping[str, str]) -> keyring.Token | None:
    """Read where the token is: all three variables, or none."""
    names = [f"SHUZHENG_PKCS11_{name}" for name in ("MODULE", "TOKEN", "PIN_FILE")]
    module, label, pin_file = (environ.get(name, "") for name in names)
    if not module and not label and not pin_file:
        return None
    for name in names:
        if not environ.get(name):
            raise BadSetting(f"{name} is missing: {', '.join(names)} belong together")
    if not Path(module).is_file():
        raise BadSetting(f"SHUZHENG_PKCS11_MODULE names {module}: there is no such file")
    if len(label) > LONGEST_LABEL:
        raise BadSetting(f"SHUZHENG_PKCS11_TOKEN has more than {LONGEST_LABEL} characters")
    try:
        return keyring.Token(Path(module), label, keyring.read_pin(Path(pin_file)))
    except keyring.NoKeys as error:
        raise BadSetting(str(error)) from None


def _in_token(text: str, token: keyring.Token | None) -> bool:
    if text not in {"", "file", "token"}:
        raise BadSetting(f"SHUZHENG_SIGNING_KEYS is {text!r}; it must be file or token")
    if text == "token" and token is None:
        raise BadSetting("SHUZHENG_SIGNING_KEYS is token; name one (SHUZHENG_PKCS11_MODULE, …)")
    return text == "token"


def _hour(text: str) -> int:
    if not text:
        return DIGEST_HOUR
    if not text.isascii() or not text.isdigit() or int(text) >= HOURS:
        raise BadSetting(f"SHUZHENG_DIGEST_HOUR is {text!r}; it must be an hour from 0 to 23")
    return int(text)


def _gateway(environ: Mapping[str, str], address: str, secret: str) -> Gateway | None:
    """Read where messages for telephones go: an address and the file of its secret, or neither."""
    url, path = environ.get(address, ""), environ.get(secret, "")
    if not url and not path:
        return None
    if not url or not path:
        raise BadSetting(f"{address} and {secret} belong together: one of them is missing")
    parts = urlsplit(url)
    here = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    odd = parts.query or parts.fragment or parts.username or parts.password
    if odd or not (
        parts.hostname and (parts.scheme == "https" or (parts.scheme == "http" and here))
    ):
        raise BadSetting(
            f"{address} must look like https://gateway.example/send (http on this machine only)"
        )
    try:
        return Gateway(url, keyring.read_private(Path(path), "secret file"))
    except keyring.NoKeys as error:
        raise BadSetting(str(error)) from None


def _public_url(text: str, mode: Mode) -> str:
    if not text:
        if mode is Mode.PRODUCTION:
            raise BadSetting("PUBLIC_URL is required in production: certificates carry it for ever")
        return "http://127.0.0.1:8000"
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise BadSetting(f"PUBLIC_URL is {text!r}; it must look like https://host.example")
    if mode is Mode.PRODUCTION:
        _require_host_name(parts.hostname, parts.scheme)
    return text.rstrip("/")


def _require_host_name(host: str, scheme: str) -> None:
    if scheme != "https":
        raise BadSetting("PUBLIC_URL must begin with https:// in production")
    try:
        ipaddress.ip_address(host)
    except ValueError:
        if "." in host:
            return
    raise BadSetting(
        f"PUBLIC_URL names {host!r}; production needs a host name, because issuers' identifiers"
        " (did:web) are made from it and can never be changed"
    )


def _database(url: str, data_dir: Path, mode: Mode) -> dict[str, object]:
    if not url or url.startswith("sqlite:"):
        if mode is Mode.PRODUCTION and not url:
            raise BadSetting("DATABASE_URL is required in production (postgresql://…)")
        path = unquote(urlsplit(url).path) if url else str(data_dir / "shuzheng.sqlite3")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": path,
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA cache_size=-65536;"
                ),
            },
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise BadSetting("DATABASE_URL must begin with postgresql:// or sqlite:///")
    return {
        "ENGINE": "shuzheng.foundation.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or dict(parse_qsl(parts.query)).get("host", ""),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": 600,
        "CONN_HEALTH_CHECKS": True,
        # Only what `foundation.prepared` asks is prepared; other statements bind at our end.
        "OPTIONS": {"prepare_threshold": 0},
    }
