"""Everything that may become of a registration, told as what people do."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from events import timers
from events.models import Registration
from events.models.seating import move
from events.moves import Move
from tests.events.visiting import NOW, come, limited, own_link, post


@dataclass
class Scene:
    """The seminar, she who registers in one language, and those who come before her."""

    client: Any
    page: Any
    served: Any
    clock: Any

    def set(self, **settings: Any) -> None:
        self.page = limited(self.page, **settings)

    def comes(self, name: str = "Maja Ström", **given: Any) -> Registration:
        return come(self.page, self.served, name, **given)

    def presses(self, act: str, address: str = "maja@example.org") -> None:
        link = next(filter(None, map(own_link, reversed(post(address)))))
        assert self.client.post(f"{link}{act}/").status_code == 303

    def another(self) -> None:
        """Somebody else takes the only place."""
        self.comes("Anna Ek")

    def another_leaves(self) -> None:
        """And gives it up."""
        self.presses("cancel", "anna@example.org")

    def decides(self, her: Registration, how: Move) -> None:
        """The organiser does, at the desk."""
        her.refresh_from_db()
        move(her, how, now=timezone.now())

    def waits_until(self, moment: Any) -> None:
        self.clock.move_to(moment, tick=False)
        timers.look_after_queues(timezone.now())


Story = Callable[[Scene], Registration]


def sent(scene: Scene) -> Registration:
    return scene.comes()


def sent_with_verification(scene: Scene) -> Registration:
    scene.set(verifies_address=True)
    return scene.comes()


def never_verified(scene: Scene) -> Registration:
    her = sent_with_verification(scene)
    post()
    assert her.until
    scene.waits_until(her.until)
    return her


def sent_again(scene: Scene) -> Registration:
    scene.comes()
    post()
    return scene.comes(title="Chef")


def verified(scene: Scene) -> Registration:
    her = sent_with_verification(scene)
    scene.presses("verify")
    return her


def sent_when_full(scene: Scene) -> Registration:
    scene.set(capacity=1)
    scene.another()
    return scene.comes()


def verified_when_full(scene: Scene) -> Registration:
    scene.set(capacity=1, verifies_address=True)
    scene.another()
    her = scene.comes()
    scene.presses("verify")
    return her


def sent_for_approval(scene: Scene) -> Registration:
    scene.set(needs_approval=True)
    return scene.comes()


def verified_for_approval(scene: Scene) -> Registration:
    scene.set(needs_approval=True, verifies_address=True)
    her = scene.comes()
    scene.presses("verify")
    return her


def approved(scene: Scene) -> Registration:
    her = sent_for_approval(scene)
    post()
    scene.decides(her, Move.APPROVE)
    return her


def rejected(scene: Scene) -> Registration:
    her = sent_for_approval(scene)
    post()
    scene.decides(her, Move.REJECT)
    return her


def promoted(scene: Scene) -> Registration:
    her = sent_when_full(scene)
    post()
    scene.another_leaves()
    return her


def offered(scene: Scene) -> Registration:
    scene.set(capacity=1, promotion="offer")
    scene.another()
    her = scene.comes()
    post()
    scene.another_leaves()
    return her


def accepted(scene: Scene) -> Registration:
    her = offered(scene)
    scene.presses("accept")
    return her


def declined(scene: Scene) -> Registration:
    her = offered(scene)
    scene.presses("decline")
    return her


def let_the_offer_lapse(scene: Scene) -> Registration:
    her = offered(scene)
    post()
    her.refresh_from_db()
    scene.waits_until(her.until)
    return her


def not_placed(scene: Scene) -> Registration:
    her = sent_when_full(scene)
    post()
    scene.waits_until(NOW.replace(day=26, hour=9, minute=5))
    return her


def cancelled(scene: Scene) -> Registration:
    her = sent(scene)
    scene.presses("cancel")
    return her


def left_the_list(scene: Scene) -> Registration:
    her = sent_when_full(scene)
    scene.presses("cancel")
    return her


def withdrew_before_approval(scene: Scene) -> Registration:
    her = sent_for_approval(scene)
    scene.presses("cancel")
    return her


def withdrew_before_verification(scene: Scene) -> Registration:
    her = sent_with_verification(scene)
    scene.presses("cancel")
    return her


def cancelled_for_her(scene: Scene) -> Registration:
    her = sent(scene)
    post()
    scene.decides(her, Move.CANCEL_FOR_HER)
    return her


def cancelled_for_her_on_the_list(scene: Scene) -> Registration:
    her = sent_when_full(scene)
    post()
    scene.decides(her, Move.CANCEL_FOR_HER)
    return her
