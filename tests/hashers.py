"""The product's way of hashing passwords, at the least cost: thousands of sign-ins in the tests would take minutes."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class CheapArgon2(Argon2PasswordHasher):
    """Argon2id that is quick to break."""

    time_cost = 1
    memory_cost = 8
    parallelism = 1
