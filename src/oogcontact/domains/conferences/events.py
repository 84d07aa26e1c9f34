"""What happens to conference accounts, for the conferences that go on."""

from uuid import UUID

from oogcontact.infra.ports import Port

#: An account is gone.
account_removed: Port[UUID] = Port()

#: An organisation has changed its own prompts.
prompts_changed: Port[UUID] = Port()
