"""What holds for a part of the site, as public pages and forms in memory say it."""

from typing import Any

from django.db import models, transaction

from privacy import generation


class Remembered(models.Model):
    """Who answers, and how long what is sent is kept: once it is written anew, nothing remembered counts any more."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write the row; with it, a new generation begins."""
        super().save(*args, **kwargs)
        transaction.on_commit(generation.begin)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete the row; with it, a new generation begins."""
        transaction.on_commit(generation.begin)
        return super().delete(*args, **kwargs)
