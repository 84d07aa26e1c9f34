"""The QR code with which an authenticator app takes over the secret (ACC-8)."""

from io import BytesIO

import segno
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.http import HttpRequest

from oogcontact.domains.accounts.access import not_found
from oogcontact.domains.accounts.current import user_from


def two_factor_qr(request: HttpRequest) -> str:
    """Return the SVG picture, 4 modules of white around; raises Refusal `not_found` when no secret is on offer."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise not_found()
    url = get_adapter().build_totp_url(user_from(request), secret)
    picture = BytesIO()
    # White of its own: in a dark theme a code without it can not be read.
    segno.make(url, error="m").save(picture, kind="svg", scale=4, border=4, light="#fff", xmldecl=False)
    return picture.getvalue().decode()
