"""What happens to appointments by itself: reminders, and what became of mails and text messages."""

from oogcontact.domains.appointments import actions, keeping, reminders
from oogcontact.infra import deadlines, mail, sms


def register() -> None:
    """Begin to remind, to delete what is old, and to listen to the queues of mail and SMS."""
    keeping.register()
    deadlines.register("appointments.reminders", reminders.Reminders().run_due)
    mail.state_changed.register(actions.mail_happened)
    sms.state_changed.register(actions.sms_happened)
