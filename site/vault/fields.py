"""Model fields whose content is sealed in the database and opened only when it is read.

    class Note(models.Model):
        id = models.UUIDField(primary_key=True, default=uuid4)   # known before the first save
        case = models.ForeignKey(Case, ...)
        text = SealedField(owner="case_id")                      # under the case's own data key

Any JSON value can be stored. `update()`, `bulk_update()` and filters cannot touch a sealed field.
"""

from typing import Any
from uuid import UUID

from django.db import models

from . import keys, sealing


class Envelope(bytes):
    """What stands in the database: sealed bytes, not yet opened."""


class SealedAttribute:
    def __init__(self, field: "BaseSealedField"):
        self.field = field

    def __get__(self, instance: models.Model | None, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Envelope):
            value = instance.__dict__[name] = self.field.open(instance, value)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class BaseSealedField(models.BinaryField[Any, Any]):
    descriptor_class = SealedAttribute

    def contribute_to_class(self, cls: type[models.Model], name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only)
        setattr(cls, self.attname, SealedAttribute(self))

    def place(self, instance: models.Model) -> str:
        """Where the value stands; part of what is authenticated."""
        return f"{instance._meta.label_lower}.{self.name}:{instance.pk}"

    def open(self, instance: models.Model, envelope: bytes) -> Any:
        raise NotImplementedError

    def close(self, instance: models.Model, plain: bytes) -> bytes:
        raise NotImplementedError

    def pre_save(self, model_instance: models.Model, add: bool) -> Envelope | None:
        if self.attname not in model_instance.__dict__:
            model_instance.refresh_from_db(fields=[self.attname])
        value = model_instance.__dict__[self.attname]
        if value is None or isinstance(value, Envelope):
            return value
        return Envelope(self.close(model_instance, sealing.dump(value)))

    def from_db_value(self, value: bytes | memoryview | None, expression: Any, connection: Any) -> Envelope | None:
        return None if value is None else Envelope(bytes(value))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Envelope):
            raise TypeError(f"{self.name} is sealed: it is written by save() and never compared")
        return super().get_db_prep_value(None if value is None else bytes(value), connection, prepared)

    def get_default(self) -> Any:
        # "No default" is a class in Django, and so callable too.
        return self.default() if self.has_default() and callable(self.default) else None

    def value_to_string(self, obj: models.Model) -> str:
        return ""


class SealedField(BaseSealedField):
    """Sealed under the data key of `owner`, the name of the attribute that holds the owner's id."""

    def __init__(self, *args: Any, owner: str, **kwargs: Any):
        self.owner = owner
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "owner": self.owner}

    def data_key(self, instance: models.Model) -> bytes:
        owner: UUID = getattr(instance, self.owner)
        return keys.data_key(owner)

    def open(self, instance: models.Model, envelope: bytes) -> Any:
        return sealing.load(sealing.unseal(self.data_key(instance), envelope, self.place(instance)))

    def close(self, instance: models.Model, plain: bytes) -> bytes:
        return sealing.seal(self.data_key(instance), plain, self.place(instance))


class RingSealedField(BaseSealedField):
    """Sealed under the key ring itself: for what belongs to nobody's case."""

    def open(self, instance: models.Model, envelope: bytes) -> Any:
        return sealing.load(sealing.unseal_with_ring(envelope, self.place(instance)))

    def close(self, instance: models.Model, plain: bytes) -> bytes:
        return sealing.seal_with_ring(plain, self.place(instance))
