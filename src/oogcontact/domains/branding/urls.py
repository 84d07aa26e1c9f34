"""The addresses of branding outside the API."""

from django.urls import path

from oogcontact.domains.branding.http import logo

urlpatterns = [path("media/logos/<slug:token>.<slug:kind>", logo)]
