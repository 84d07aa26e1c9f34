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
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "cache"}}

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
