"""Settings for the tests: the product's own, in a throw-away place, with cheap passwords."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_place = Path(tempfile.mkdtemp(prefix="shuzheng-tests-"))
atexit.register(shutil.rmtree, _place, ignore_errors=True)
os.environ["SHUZHENG_MODE"] = "demonstration"
os.environ["SHUZHENG_DATA_DIR"] = str(_place)
os.environ["PUBLIC_URL"] = "http://testserver"
for _name in (
    "SHUZHENG_KEY_FILE",
    "SHUZHENG_WITNESSES",
    "SHUZHENG_WITNESS_QUORUM",
    "SHUZHENG_SIGNING_KEYS",
    "SHUZHENG_PKCS11_MODULE",
    "SHUZHENG_PKCS11_TOKEN",
    "SHUZHENG_PKCS11_PIN_FILE",
    "SHUZHENG_DIGEST_HOUR",
    "SHUZHENG_SMS_URL",
    "SHUZHENG_SMS_SECRET_FILE",
    "SHUZHENG_MESSENGER_URL",
    "SHUZHENG_MESSENGER_SECRET_FILE",
):
    os.environ.pop(_name, None)

from shuzheng.foundation import keyring  # noqa: E402 - the environment is set above

keyring.make(_place / "keys.json")
(_place / "static").mkdir()

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
