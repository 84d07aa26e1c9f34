"""The addresses of accounts outside the API."""

from django.urls import path

from oogcontact.domains.accounts.http import photo

urlpatterns = [path("media/photos/<slug:token>/<int:side>.webp", photo)]
