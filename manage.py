"""Django's own commands (migrate, makemigrations, shell) for those who develop."""

import os
import sys

from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "oogcontact.project.settings")
    execute_from_command_line(sys.argv)
