"""What a staff view is given: by then the middleware has seen to it that somebody is signed in."""

from django.http import HttpRequest

from .models import User


class StaffRequest(HttpRequest):
    user: User
