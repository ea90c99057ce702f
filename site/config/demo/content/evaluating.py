"""An anonymous evaluation of the demo's programme, and what invented people have thought of it."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db.models import F
from wagtail.models import Locale

from config.demo.content.dates import FRIDAY, weekday_in
from config.demo.content.event_pages import question
from config.demo.content.keys import fixed
from config.demo.content.pages import add, publish
from config.demo.content.specs import EvaluationSpec
from config.demo.content.world import World
from events.models import ProgrammePage
from forms_app.evaluations import answering, batches, hiding, review
from forms_app.models import EvaluationAnswer, EvaluationPage, EvaluationReview, FormVersion

#: Language, the step of the scale, whether heard, what worked (numbers of options), and two texts.
OPINIONS: tuple[tuple[str, int, int, tuple[int, ...], str, str], ...] = (
    ("fi", 5, 0, (1, 2), "Kysyn ensin, mitä asiakas itse ehdottaa.", ""),
    ("fi", 4, 0, (0, 1), "Lomakkeemme alkaa kiellolla. Se muuttuu.", "Enemmän aikaa pareittain."),
    ("sv", 4, 1, (1,), "Att vänta tre sekunder till innan jag svarar.", "Materialet kunde ha skickats i förväg."),
    ("fi", 3, 1, (0, 3), "", "Sali oli kylmä."),
    ("fi", 5, 0, (1, 2, 3), "Kierroksen oman oven läpi teemme koko tiimin kanssa.", ""),
    ("fi", 2, 2, (3,), "", "Puolet puheenvuoroista meni samoille ihmisille."),
    ("sv", 5, 0, (0, 1, 2), "Vår skylt i entrén talar bara till dem som redan hittar.", ""),
    ("fi", 4, 0, (1,), "Otso Kivelänrannan esimerkki odotushuoneesta jäi mieleen.", ""),
    ("fi", 3, 1, (2,), "Sanan ”normaali” poistan ainakin omista kirjeistäni.", "Yksi harjoitus vähemmän."),
    ("fi", 4, 0, (1, 2), "", ""),
    ("fi", 5, 0, (0, 1), "Sovimme jo, kuka kirjoittaa ensimmäisen luonnoksen.", ""),
)
#: Names that whoever looked through the texts has hidden, and how many answers nobody has looked through yet.
HIDDEN = ("Otso Kivelänrannan",)
UNREAD = 2


def evaluation(spec: EvaluationSpec, world: World, today: date) -> EvaluationPage:
    """A published evaluation, which the module of its programme names as its own."""
    programme = ProgrammePage.objects.get(translation_key=fixed(spec.of), locale=world.locale)
    page = EvaluationPage(
        title=spec.title,
        slug=spec.key,
        lead=spec.lead,
        closes_on=weekday_in(spec.closes_in_weeks, FRIDAY, today),
        thank_you_text=spec.thank_you,
    )
    page.form_fields = [question(spec.key, number, each, world) for number, each in enumerate(spec.questions)]
    for row in page.form_fields.all():
        row.required = row.field_type == "radio"
    page = publish(add(programme, page, spec.key, world))
    steps = list(programme.modules.all())
    steps[spec.module].evaluation = page
    programme.modules = steps
    publish(programme)
    return page


def evaluate(officer: Any, now: datetime) -> None:
    """Let each of them answer by a link of her own; then their texts are looked through, but for the last ones."""
    page = EvaluationPage.objects.get(locale=F("source_locale"))
    for code, opinion in zip(answering.make_links(page, len(OPINIONS)), OPINIONS, strict=True):
        _answer(page, code, *opinion)
    batches.write_batches(now)
    written = EvaluationAnswer.objects.to(page).select_related("version")
    for answer in [each for each in written if review.texts_of(each)][UNREAD:]:
        EvaluationReview.objects.create(answer=answer, hidden=_hidden(answer), by=officer, on=page_day(page, now))


def page_day(page: EvaluationPage, now: datetime) -> date:
    """The day at the body of ``page``."""
    return now.astimezone(page.zone()).date()


def _answer(
    page: EvaluationPage, code: str, language: str, step: int, heard: int, worked: tuple[int, ...], *texts: str
) -> None:
    seen = page.get_translation_or_none(Locale.objects.get(language_code=language)) or page
    version = FormVersion.objects.keep(seen.form_content(page), page_id=page.pk)
    scale, was_heard, what, *own_words = version.content.asked
    answers: dict[str, Any] = {
        scale.key: scale.options[step - 1].key,
        was_heard.key: was_heard.options[heard].key,
        what.key: [what.options[number].key for number in worked],
        **{each.key: text for each, text in zip(own_words, texts, strict=True)},
    }
    answering.spend(code, version=version, answers=answers)


def _hidden(answer: EvaluationAnswer) -> dict[str, Any]:
    return {
        each.key: hiding.places_of(HIDDEN, text)
        for each, text in review.texts_of(answer)
        if HIDDEN[0] in text
    }
