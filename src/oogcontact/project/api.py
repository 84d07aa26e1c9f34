"""The HTTP API: one ninja API that mounts each domain's router."""

from ninja import NinjaAPI

api = NinjaAPI(title="Oogcontact", version="1", docs_url=None)
