"""Django's registration of the infrastructure's tables."""

from django.apps import AppConfig


class InfraConfig(AppConfig):
    name = "oogcontact.infra"
    label = "infra"
