"""Django's settings, derived from the environment (`config.environment`) and from nothing else."""

from __future__ import annotations

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from shuzheng.config import environment
from shuzheng.foundation import keyring

ROOT = Path(__file__).parents[3]
ENVIRONMENT = environment.read(os.environ, ROOT)
KEYRING = keyring.load(ENVIRONMENT.key_file)

MODE = ENVIRONMENT.mode
IS_PRODUCTION = ENVIRONMENT.is_production
PROVINCE = ENVIRONMENT.province
PUBLIC_URL = ENVIRONMENT.public_url
DATA_DIR = ENVIRONMENT.data_dir
LOG_DIR = DATA_DIR / "log"
LOG_ORIGIN = f"{urlsplit(PUBLIC_URL).netloc}/log"
WITNESSES = ENVIRONMENT.witnesses
WITNESS_QUORUM = ENVIRONMENT.witness_quorum
TOKEN = ENVIRONMENT.token
KEYS_IN_TOKEN = ENVIRONMENT.keys_in_token

SECRET_KEY = KEYRING.secret
DEBUG = False
ALLOWED_HOSTS = list(ENVIRONMENT.hosts)
ROOT_URLCONF = "shuzheng.config.urls"
WSGI_APPLICATION = "shuzheng.config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "shuzheng.foundation",
    "shuzheng.identity",
    "shuzheng.transparency",
    "shuzheng.catalogue",
    "shuzheng.gazette",
    "shuzheng.standing",
    "shuzheng.workforce",
    "shuzheng.pilots",
    "shuzheng.fees",
    "shuzheng.assessment",
    "shuzheng.credentials",
    "shuzheng.reliance",
    "shuzheng.quality",
    "shuzheng.alliances",
    "shuzheng.support",
    "shuzheng.complaints",
    "shuzheng.governance",
    "shuzheng.insight",
    "shuzheng.adjustment",
    "shuzheng.evaluation",
    "shuzheng.reminders",
    "shuzheng.portal",
    "shuzheng.desk",
    "shuzheng.api",
    "shuzheng.demo",
    # After ours: our templates stand in for theirs.
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shuzheng.config.early.EarlyMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "shuzheng.identity.web.capacity.CapacityMiddleware",
    "shuzheng.identity.web.second_factor.SecondFactorMiddleware",
    "shuzheng.foundation.web.refusals.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "shuzheng.foundation.templatetags.ui",
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "shuzheng.foundation.ui.context.shell",
            ],
        },
    }
]
FORM_RENDERER = "shuzheng.foundation.ui.forms.Renderer"

DATABASES = {"default": dict(ENVIRONMENT.database)}

# Language and time: calendar rules run on the province's time, storage on UTC.
LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("Simplified Chinese")), ("en", _("English"))]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Shanghai"

# People and sessions.
AUTH_USER_MODEL = "identity.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher"
    if IS_PRODUCTION
    else "shuzheng.identity.adapters.hashing.LightHasher"
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in (
        ("UserAttributeSimilarityValidator", {}),
        ("MinimumLengthValidator", {"min_length": 10}),
        ("CommonPasswordValidator", {}),
        ("NumericPasswordValidator", {}),
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
LOGOUT_REDIRECT_URL = "/"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "shuzheng.identity.adapters.sign_in.AccountAdapter"
ACCOUNT_FORMS = {"login": "shuzheng.identity.web.sign_in.SignIn"}
# A school's computer room has one address, so a whole class may sign in, and mistype, at once. What
# locks a name after five failures from one place is axes; allauth only slows guessing from many.
ACCOUNT_RATE_LIMITS = {"login": "200/m/ip", "login_failed": "60/m/ip,30/300s/key"}
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "书证通"
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "shuzheng.foundation.web.limiter.visitor_of"
AXES_USERNAME_CALLABLE = "shuzheng.identity.adapters.sign_in.name_of"
AXES_LOCKOUT_TEMPLATE = "identity/locked_out.html"
AXES_RESET_ON_SUCCESS = True
AXES_SENSITIVE_PARAMETERS = ["password", "login", "username"]
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_PRODUCTION
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "shuzheng.foundation.web.refusals.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
REQUIRE_SECOND_FACTOR = IS_PRODUCTION

# Transport and content.
SECURE_SSL_REDIRECT = IS_PRODUCTION
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if IS_PRODUCTION else None
SECURE_HSTS_SECONDS = 31_536_000 if IS_PRODUCTION else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "base-uri": [NONE],
    }
}
UPLOAD_BYTES = ENVIRONMENT.upload_megabytes * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "shuzheng.foundation.files.receiving.BoundedUpload",
]
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20_000
VERIFICATION_PER_MINUTE = ENVIRONMENT.verification_per_minute
LOOPBACK_PER_MINUTE = ENVIRONMENT.loopback_per_minute

# Files that browsers fetch.
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
WHITENOISE_USE_FINDERS = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Work that does not fit into a request.
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Mail leaves through the machine's own relay; the demonstration prints it.
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend"
    if IS_PRODUCTION
    else "django.core.mail.backends.console.EmailBackend"
)
DEFAULT_FROM_EMAIL = ENVIRONMENT.mail_from
EMAIL_TIMEOUT = 20

# Reminders: from which hour on the digest of the day leaves, and the gateways for telephones.
DIGEST_HOUR = ENVIRONMENT.digest_hour
SMS_GATEWAY = ENVIRONMENT.sms_gateway
MESSENGER_GATEWAY = ENVIRONMENT.messenger_gateway

CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "INFO"},
    "loggers": {
        "django.request": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "allauth": {"level": "WARNING"},
    },
}
