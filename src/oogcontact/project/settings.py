"""Django's settings, all read from the environment with defaults that suit one machine."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from oogcontact.project.logs import configuration

DEBUG = False
DATA_DIR = Path(os.environ.get("DATA_DIR", "data")).resolve()
PORT = int(os.environ.get("PORT", "8000"))
# Where the server listens: only this machine, until a reverse proxy or `HOST=0.0.0.0` says otherwise.
HOST = os.environ.get("HOST", "localhost")
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
    "oogcontact.domains.branding.apps.DomainConfig",
    "oogcontact.domains.contacts.apps.DomainConfig",
    "oogcontact.domains.presence.apps.DomainConfig",
    "oogcontact.domains.rooms.apps.DomainConfig",
    "oogcontact.domains.calls.apps.DomainConfig",
    "oogcontact.domains.connection_test.apps.DomainConfig",
    "oogcontact.domains.administration.apps.DomainConfig",
    "oogcontact.domains.telephony.apps.DomainConfig",
    "oogcontact.domains.conferences.apps.DomainConfig",
    "oogcontact.domains.room_telephones.apps.DomainConfig",
    "oogcontact.domains.desk.apps.DomainConfig",
    "oogcontact.domains.appointments.apps.DomainConfig",
    "oogcontact.domains.waiting_room.apps.DomainConfig",
    "oogcontact.domains.room_links.apps.DomainConfig",
    "oogcontact.domains.website_button.apps.DomainConfig",
]

MIDDLEWARE = [
    "oogcontact.project.middleware.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    # Looks at the Host header before anything is done.
    "django.middleware.common.CommonMiddleware",
    "oogcontact.project.middleware.BodyLimit",
    "oogcontact.project.middleware.OneErrorShape",
    "oogcontact.project.middleware.Csrf",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "oogcontact.project.middleware.UserLanguage",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "oogcontact.domains.accounts.middleware.IdleTimeout",
]

ROOT_URLCONF = "oogcontact.project.urls"
APPEND_SLASH = False
CSRF_FAILURE_VIEW = "oogcontact.project.errors.csrf_failure"
# A browser names the origin that it sees, also when a proxy in front speaks TLS and names another host to us.
CSRF_TRUSTED_ORIGINS = [PUBLIC_URL]
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 86400
# A body above this is refused before a view sees it (bridge.py); a photo may be 10 MB in a form.
MAX_BODY = 1024 * 1024
#: The public IP address in front of this host when that is behind a 1:1 NAT: the connection test offers it.
CONNECTION_TEST_ADDRESS = os.environ.get("CONNECTION_TEST_ADDRESS", "")
MAX_PHOTO_BODY = 12 * 1024 * 1024
# A little more than the largest logo, so that this one is refused in words of its own (branding/images.py).
MAX_LOGO_BODY = 2 * 1024 * 1024
# A little more than the largest recording, so that this one is refused in words of its own (audio/wav.py).
MAX_SOUND_BODY = 32 * 1024 * 1024
# The bridge has counted already; Django's own limit of 2.5 MB would refuse a recording of 15 seconds.
DATA_UPLOAD_MAX_MEMORY_SIZE = None
# Addresses of reverse proxies whose X-Forwarded-For and -Proto are believed, parted by commas; none by default.
TRUST_PROXY = os.environ.get("TRUST_PROXY", "")
AUTH_USER_MODEL = "accounts.User"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "DIRS": [Path(__file__).parent / "templates"],
        "OPTIONS": {"context_processors": []},
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
SESSION_ENGINE = "oogcontact.infra.session_store"
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
# Nobody unknown is mailed, but the same work is done for him (accounts/sign_in_mail.py).
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_USER_DISPLAY = "oogcontact.domains.accounts.sign_in.user_display"
# Wrong passwords are counted by accounts/tries.py; `login_failed` is left for wrong codes of the second factor.
# Many people can share one address, so the limits by address are wide.
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "change_password": "5/15m/user",
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
# The server has put the client's address right already, when TRUST_PROXY names a reverse proxy.
ALLAUTH_TRUSTED_PROXY_COUNT = 0

# Mail: EMAIL_URL=smtp://user:password@host:port?tls=starttls|tls|none for a real server; else files in DATA_DIR/mail.
MAIL_DIR = DATA_DIR / "mail"
MAIL_DOMAIN = urlsplit(PUBLIC_URL).hostname or "localhost"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", f"Oogcontact <oogcontact@{MAIL_DOMAIN}>")
EMAIL_BACKEND = "oogcontact.infra.mail_files.EmailBackend"
EMAIL_TIMEOUT = 30
if _email_url := os.environ.get("EMAIL_URL", ""):
    _email = urlsplit(_email_url)
    _tls = dict(parse_qsl(_email.query)).get("tls", "starttls" if _email.username else "none")
    EMAIL_BACKEND = "oogcontact.infra.mail_server.EmailBackend"
    EMAIL_HOST = _email.hostname or "localhost"
    EMAIL_PORT = _email.port or {"tls": 465, "starttls": 587}.get(_tls, 25)
    EMAIL_HOST_USER = unquote(_email.username or "")
    EMAIL_HOST_PASSWORD = unquote(_email.password or "")
    EMAIL_USE_SSL = _tls == "tls"
    EMAIL_USE_TLS = _tls == "starttls"

# SMS: a gateway that takes JSON (docs/operating.md); else files in DATA_DIR/sms, which reach nobody.
SMS_DIR = DATA_DIR / "sms"
SMS_URL = os.environ.get("SMS_URL", "")
SMS_TOKEN = os.environ.get("SMS_TOKEN", "")

# Calendars elsewhere are fetched from public addresses over https only; tests and closed networks may allow the rest.
FETCH_PRIVATE = os.environ.get("FETCH_PRIVATE", "0") == "1"

# Telephones: SIP over UDP and TCP on SIP_PORT, over TLS on SIP_TLS_PORT when there is a certificate.
SIP_BIND = os.environ.get("SIP_BIND", "127.0.0.1")
SIP_PORT = int(os.environ.get("SIP_PORT", "5060"))
SIP_PUBLIC_ADDRESS = os.environ.get("SIP_PUBLIC_ADDRESS", "")
SIP_TLS_PORT = int(os.environ.get("SIP_TLS_PORT", "5061"))
SIP_TLS_CERTIFICATE = os.environ.get("SIP_TLS_CERTIFICATE", "")
SIP_TLS_KEY = os.environ.get("SIP_TLS_KEY", "")
SIP_TLS_AUTHORITY = os.environ.get("SIP_TLS_AUTHORITY", "")
RTP_PORTS = os.environ.get("RTP_PORTS", "10000-19999")
MAX_CALLS = int(os.environ.get("MAX_CALLS", "2500"))
# The first trunk, for an organisation that has none: sip:user:password@host:port;transport=tls, without user a peer.
SIP_TRUNK = os.environ.get("SIP_TRUNK", "")
DEMO_TRUNK_PORT = int(os.environ.get("DEMO_TRUNK_PORT", "5062"))

LOGGING = configuration(os.environ.get("LOG_LEVEL", "INFO"))
