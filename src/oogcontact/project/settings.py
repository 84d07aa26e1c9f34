"""Django's settings, all read from the environment with defaults that suit one machine."""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

DEBUG = False
DATA_DIR = Path(os.environ.get("DATA_DIR", "data")).resolve()
PORT = int(os.environ.get("PORT", "8000"))
PUBLIC_URL = os.environ.get("PUBLIC_URL", f"http://localhost:{PORT}").rstrip("/")
DEMO = os.environ.get("DEMO", "0") == "1"
WEB_DIST = Path(os.environ.get("WEB_DIST", Path(__file__).parents[3] / "web" / "dist"))


def _secret_key() -> str:
    """Return the key from the environment, or one that is made once and kept in DATA_DIR."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    file = DATA_DIR / "secret_key"
    if not file.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        file.touch(mode=0o600)
        file.write_text(secrets.token_urlsafe(48))
    return file.read_text()


SECRET_KEY = _secret_key()
ALLOWED_HOSTS = [
    urlsplit(PUBLIC_URL).hostname or "localhost",
    *os.environ.get("ALLOWED_HOSTS", "localhost,127.0.0.1").split(","),
]

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "allauth",
    "allauth.account",
    "allauth.headless",
    "allauth.mfa",
    "allauth.usersessions",
    "oogcontact.infra.apps.InfraConfig",
    "oogcontact.domains.audit.apps.DomainConfig",
    "oogcontact.domains.accounts.apps.DomainConfig",
    "oogcontact.domains.contacts.apps.DomainConfig",
    "oogcontact.domains.presence.apps.DomainConfig",
    "oogcontact.domains.rooms.apps.DomainConfig",
    "oogcontact.domains.calls.apps.DomainConfig",
    "oogcontact.domains.connection_test.apps.DomainConfig",
    "oogcontact.domains.administration.apps.DomainConfig",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "oogcontact.domains.accounts.middleware.IdleTimeout",
]

ROOT_URLCONF = "oogcontact.project.urls"
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["django.template.context_processors.request"]},
    }
]


def _database(url: str) -> dict[str, object]:
    """Turn DATABASE_URL (postgresql://user:password@host:port/name; default SQLite in DATA_DIR) into Django's form."""
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "oogcontact.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
                    "PRAGMA mmap_size=134217728; PRAGMA cache_size=-8000;"
                ),
            },
        }
    parts = urlsplit(url)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
    }


DATABASES = {"default": _database(os.environ.get("DATABASE_URL", ""))}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        # It holds the rate limits: a flood of tries must not push out the counts of others.
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands"), ("en", "English")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [Path(__file__).parents[1] / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_TZ = True

STATIC_URL = "/static/"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"

PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

# Accounts: django-allauth without its pages; the rules are those of the accounts domain (docs/architecture.md).
AUTHENTICATION_BACKENDS = ["oogcontact.domains.accounts.sign_in.Backend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "oogcontact.domains.accounts.passwords.FormValidator"},
    {"NAME": "oogcontact.domains.accounts.passwords.CommonValidator"},
    {"NAME": "oogcontact.domains.accounts.passwords.SimilarValidator"},
]
PASSWORD_RESET_TIMEOUT = 3600
DEMO_PASSWORD = "Welkom-2026!"  # noqa: S105 - shown on the sign-in page of a demonstration
# How long a device may be idle is the organisation's policy (accounts/middleware.py); this is the longest one.
SESSION_COOKIE_AGE = 90 * 86400
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PUBLIC_URL.startswith("https:")
HEADLESS_ONLY = True
HEADLESS_CLIENTS = ("browser",)
HEADLESS_FRONTEND_URLS = {
    "account_confirm_email": PUBLIC_URL + "/e-mail-bevestigen/{key}",
    "account_reset_password": PUBLIC_URL + "/wachtwoord-vergeten",
    "account_reset_password_from_key": PUBLIC_URL + "/wachtwoord/{key}",
    "account_signup": PUBLIC_URL + "/inloggen",
}
ACCOUNT_ADAPTER = "oogcontact.domains.accounts.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username", "password1*"]
# An account starts from a mailed invitation, so its address is known to be right.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_CONFIRMATION_EXPIRE_DAYS = 1
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USER_DISPLAY = "oogcontact.domains.accounts.sign_in.user_display"
# Wrong passwords are counted by accounts/tries.py; `login_failed` is left for wrong codes of the second factor.
# Many people can share one address, so the limits by address are wide.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "5/15m/key",
    "reset_password": "60/h/ip,5/h/key",
    "reset_password_from_key": "60/h/ip",
    "confirm_email": "1/m/key",
}
MFA_ADAPTER = "oogcontact.domains.accounts.sign_in.TwoFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Oogcontact"
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODE_COUNT = 10
# A wish to change the address, not confirmed yet, must not stand in the way of a second factor.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# Behind a reverse proxy: how many proxies may be believed about the client's address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TRUSTED_PROXIES", "0"))
