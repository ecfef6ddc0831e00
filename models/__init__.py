"""Tables, views and queries. `models.base` names the metadata that every table registers in, so it comes first."""

from models import base as base
