"""What the button tells inside the process: its settings have changed, so the pages that carry it must hear of it."""

from dataclasses import dataclass

from oogcontact.infra.ports import Port


@dataclass(frozen=True)
class ButtonChanged:
    """A button was made, changed or removed; told after the commit."""

    public_id: str


button_changed: Port[ButtonChanged] = Port()
