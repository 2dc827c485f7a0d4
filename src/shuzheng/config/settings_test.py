"""Settings for the tests: the product's own, in a throw-away place, with cheap passwords."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

_place = Path(tempfile.gettempdir()) / f"shuzheng-tests-{os.getuid()}"
_place.mkdir(mode=0o700, exist_ok=True)
os.environ["SHUZHENG_MODE"] = "demonstration"
os.environ["SHUZHENG_DATA_DIR"] = str(_place)
os.environ["PUBLIC_URL"] = "http://testserver"
os.environ.pop("SHUZHENG_KEY_FILE", None)

from shuzheng.foundation import keyring  # noqa: E402 - the environment is set above

if not (_place / "keys.json").exists():
    try:
        keyring.make(_place / "keys.json")
    except FileExistsError:
        pass

from shuzheng.config.settings import *  # noqa: E402, F403
from shuzheng.config.settings import DATABASES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if "sqlite3" in str(DATABASES["default"]["ENGINE"]):
    DATABASES["default"]["TEST"] = {"NAME": str(_place / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=OFF;",
    }
