"""A notice says what is true, in the words of the controller's law and the reader's language."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from forms_app.question_types import TYPES
from privacy import notice_texts, notices, runs
from privacy.contracts import QuestionKind
from privacy.first_run import Body
from privacy.models import NoticeTemplate, RetentionRule
from privacy.notices import NoticeText
from tests.privacy.conftest import add_page, arm, make_body, reread, rule_on

LANGUAGES = ("sv", "fi", "en")
LAWS = [(law, language) for law in ("SE", "FI") for language in LANGUAGES]


@dataclass(frozen=True)
class Question:
    label: Any
    privacy_class: str = "personal"
    kind: str = ""
    required: bool = False


NAME, EMAIL = Question("Namn", kind="name", required=True), Question("E-post", kind="email", required=True)
DIET = Question("Specialkost", "special", "diet")
NEEDS = Question("Tillgänglighetsbehov", "special", "access")
SEMINAR = [NAME, EMAIL, DIET]


def notice(page: Page, language: str, questions: Any = SEMINAR, **given: Any) -> NoticeText:
    return notices.notice_for(reread(page), questions, language, **given)


def first_layer(*given: Any, **more: Any) -> str:
    return " ".join(runs.plain(paragraph) for paragraph in notice(*given, **more).layer1)


def second_layer(page: Page, language: str, *given: Any, **more: Any) -> str:
    sections = notice(page, language, *given, **more).layer2
    return "\n".join(runs.plain(paragraph) for part in sections for paragraph in part["paragraphs"])


def arm_all(body: Body) -> None:
    for number, rule in enumerate(body.rules):
        arm(rule, f"KN 2026/{number}")


def marked(found: Any) -> list[tuple[str, str]]:
    """Every marked run of a notice, wherever it stands."""
    if isinstance(found, dict) and found.keys() == {"text", "lang"}:
        return [(found["lang"], found["text"])]
    inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else []
    return [mark for item in inner for mark in marked(item)]


REFERENCE = {
    ("SE", "sv"): (
        "Kulturnämnden i Region Granvik är personuppgiftsansvarig. Vi använder uppgifterna för att ta emot din "
        "anmälan och genomföra evenemanget, en uppgift av allmänt intresse. Det du skickar in blir en allmän "
        "handling och kan lämnas ut till den som begär det, om uppgifterna inte omfattas av sekretess. Specialkost "
        "är frivilligt att ange och raderas senast 7 dagar efter evenemanget. Övriga uppgifter raderas senast 2 år "
        "efter evenemanget (gallringsbeslut KN 2026/1). Skriv inga andra känsliga uppgifter. Har du skyddade "
        "personuppgifter? Ring +46 10 555 01 00."
    ),
    ("SE", "fi"): (
        "Rekisterinpitäjä on Granvikin alueen kulttuurilautakunta (Kulturnämnden i Region Granvik). Käytämme "
        "tietoja ilmoittautumisesi vastaanottamiseen ja tapahtuman järjestämiseen; tehtävä on yleisen edun "
        "mukainen. Lähettämistäsi tiedoista tulee Ruotsin lain mukaan yleinen asiakirja (allmän handling), ja ne "
        "voidaan antaa sitä pyytävälle, jos ne eivät ole salassa pidettäviä. Erityisruokavalion ilmoittaminen on "
        "vapaaehtoista, ja tieto poistetaan viimeistään 7 päivän kuluttua tapahtumasta. Muut tiedot poistetaan "
        "viimeistään 2 vuoden kuluttua tapahtumasta (päätös KN 2026/1). Älä kirjoita muita arkaluonteisia tietoja. "
        "Jos sinulla on suojatut henkilötiedot, soita numeroon +46 10 555 01 00."
    ),
    ("SE", "en"): (
        "The Culture Committee of Region Granvik is the controller. We use your data to handle your registration "
        "and hold the event, a task in the public interest. What you send becomes a public record (allmän "
        "handling) and may be released to anyone who asks, unless it is confidential. Special diet is voluntary "
        "and is erased within 7 days after the event. Other data are erased within 2 years after the event "
        "(decision no. KN 2026/1). Please write no other sensitive data. Protected identity? Call "
        "+46 10 555 01 00."
    ),
    ("FI", "fi"): (
        "Rekisterinpitäjä on Suvannon virasto. Käytämme tietojasi ilmoittautumisesi vastaanottamiseen ja tapahtuman "
        "järjestämiseen. Käsittely perustuu yleistä etua koskevaan tehtävään. Ilmoittautumisesi on viranomaisen "
        "asiakirja, ja siitä voidaan antaa tietoja julkisuuslain mukaan; terveystiedot ovat salassa pidettäviä. "
        "Erityisruokavalion ilmoittaminen on vapaaehtoista, ja tieto tuhotaan viimeistään 7 päivän kuluttua "
        "tapahtumasta. Muut tiedot tuhotaan viimeistään 2 vuoden kuluttua tapahtumasta. Älä kirjoita muita "
        "arkaluonteisia tietoja. Jos sinulla on turvakielto, ilmoittaudu puhelimitse numerossa +358 9 555 0100."
    ),
    ("FI", "sv"): (
        "Personuppgiftsansvarig är Ämbetsverket Suvanto. Vi använder uppgifterna för att ta emot din anmälan och "
        "genomföra evenemanget. Behandlingen grundar sig på en uppgift av allmänt intresse. Din anmälan är en "
        "myndighetshandling, och uppgifter ur den kan lämnas ut enligt offentlighetslagen; hälsouppgifter är "
        "sekretessbelagda. Det är frivilligt att uppge specialkost. Uppgiften förstörs senast 7 dagar efter "
        "evenemanget. Övriga uppgifter förstörs senast 2 år efter evenemanget. Skriv inga andra känsliga "
        "uppgifter. Har du en spärrmarkering? Anmäl dig per telefon +358 9 555 0100."
    ),
    ("FI", "en"): (
        "Suvanto Agency is the controller. We use your data to handle your registration and hold the event, a task "
        "in the public interest. Your registration is an official document; information in it may be given out "
        "under the Finnish Openness Act, but health data are confidential. Special diet is voluntary and is "
        "destroyed within 7 days after the event. Other data are destroyed within 2 years after the event. Please "
        "write no other sensitive data. Non-disclosure for personal safety? Register by telephone "
        "+358 9 555 0100."
    ),
}


@pytest.mark.parametrize(("law", "language"), LAWS)
def test_the_first_layer_of_an_armed_seminar_reads_as_its_law_says(page: Page, law: str, language: str) -> None:
    arm_all(make_body(page, law))
    assert first_layer(page, language) == REFERENCE[law, language]


@pytest.mark.parametrize(("law", "language"), LAWS)
def test_no_period_is_named_before_the_rules_are_armed(page: Page, law: str, language: str) -> None:
    body = make_body(page, law)
    before = first_layer(page, language) + second_layer(page, language)
    arm_all(body)
    after = first_layer(page, language) + second_layer(page, language)
    for period in ("7 dagar", "7 päivän", "7 days", "2 år", "2 vuoden", "2 years"):
        assert period not in before
    assert sum(after.count(period) for period in ("7 dagar", "7 päivän", "7 days")) == 2
    assert sum(after.count(period) for period in ("2 år ", "2 vuoden", "2 years")) == 2


@pytest.mark.parametrize(
    ("language", "said"),
    [("sv", "Specialkost"), ("fi", "Erityisruokavalion"), ("en", "Special diet")],
)
def test_the_diet_is_spoken_of_only_where_it_is_asked_for(body: Body, page: Page, language: str, said: str) -> None:
    arm_all(body)
    assert said in first_layer(page, language)
    without = first_layer(page, language, [NAME, EMAIL])
    assert said not in without
    assert {"sv": "Uppgifterna raderas", "fi": "Tiedot poistetaan", "en": "Your data are erased"}[language] in without
    assert {"sv": "inga känsliga", "fi": "kirjoita arkaluonteisia", "en": "no sensitive"}[language] in without


def test_each_special_question_has_its_own_sentence(body: Body, page: Page) -> None:
    arm_all(body)
    said = first_layer(page, "sv", [NAME, DIET, NEEDS, Question("Tro", "special")])
    for subject in ("Specialkost", "Tillgänglighetsbehov", "Känsliga uppgifter"):
        assert f"{subject} är frivilligt att ange och raderas" in said


def test_a_required_special_question_is_not_called_voluntary(body: Body, page: Page) -> None:
    required = Question("Specialkost", "special", "diet", required=True)
    assert "frivilligt" not in first_layer(page, "sv", [required])
    arm_all(body)
    assert "Specialkost raderas senast 7 dagar efter evenemanget." in first_layer(page, "sv", [required])
    assert "Erityisruokavalio: tieto poistetaan" in first_layer(page, "fi", [required])


@pytest.mark.parametrize(
    ("armed", "expected"),
    [
        ("privacy_class", "raderas senast 7 dagar efter evenemanget. Övriga uppgifter bevaras tills vi har beslutat"),
        ("record", "frivilligt att ange. Specialkost: bevaras tills vi har beslutat om gallring. Övriga uppgifter ra"),
    ],
)
def test_where_one_rule_is_armed_only_its_period_is_promised(body: Body, page: Page, armed: str, expected: str) -> None:
    arm(rule_on(body, armed))
    assert expected in first_layer(page, "sv")


def test_one_unarmed_rule_among_the_other_answers_withholds_their_promise(body: Body, page: Page) -> None:
    arm_all(body)
    RetentionRule.objects.create(
        activity=body.activity, selector="privacy_class", privacy_class="free_text", anchor="submitted",
        period="P1Y", action="blank",
    )  # fmt: skip
    with_text = [*SEMINAR, Question("Meddelande", "free_text")]
    assert "Övriga uppgifter raderas senast 2 år" in first_layer(page, "sv")
    assert "Övriga uppgifter bevaras tills" in first_layer(page, "sv", with_text)
    details = second_layer(page, "sv", with_text)
    assert "Fritext: bevaras tills vi har beslutat om gallring." in details
    assert "Anmälan i övrigt: raderas senast 2 år efter evenemanget (gallringsbeslut KN 2026/1)." in details


def test_what_is_preserved_is_said_to_be(body: Body, page: Page) -> None:
    rule_on(body, "record").delete()
    RetentionRule.objects.create(activity=body.activity, selector="record", anchor="submitted", action="preserve")
    assert "Uppgifterna bevaras för arkivändamål av allmänt intresse." in first_layer(page, "sv", [NAME])
    assert "Anmälan i övrigt: bevaras för arkivändamål" in second_layer(page, "sv", [NAME])


def test_a_page_without_an_occasion_counts_from_what_it_has(body: Body, page: Page) -> None:
    arm_all(body)
    form = {"last_occasion_end": None, "registration_closed": date(2027, 2, 1)}
    assert "2 år efter att anmälan har stängt" in first_layer(page, "sv", anchors=form)
    assert "2 år efter att du skickade in formuläret" in first_layer(page, "sv", anchors={})
    assert "2 år efter evenemanget" in first_layer(page, "sv", anchors={"last_occasion_end": date(2027, 2, 1)})


def test_a_page_that_is_followed_up_promises_a_period_from_the_last_follow_up(body: Body, page: Page) -> None:
    followed = RetentionRule.objects.create(
        activity=body.activity, selector="record", anchor="last_follow_up", falls_back=False, period="P1Y",
        action="delete",
    )  # fmt: skip
    arm_all(body)
    arm(followed)
    occasion = {"last_occasion_end": date(2027, 2, 1)}
    for known in ({"last_follow_up": None}, {**occasion, "last_follow_up": date(2030, 2, 1)}):
        assert "senast 1 år efter den sista uppföljningen" in first_layer(page, "sv", [NAME], anchors=known)
        assert "senast 1 år efter den sista uppföljningen" in second_layer(page, "sv", [NAME], anchors=known)
    assert "senast 2 år efter evenemanget" in first_layer(page, "sv", [NAME], anchors=occasion)


def test_a_period_to_the_end_of_the_year_says_so(body: Body, page: Page) -> None:
    rule_on(body, "record").delete()
    funded = RetentionRule.objects.create(
        activity=body.activity, selector="record", anchor="final_payment_year_end", falls_back=False,
        period="P5Y6M1D", rounding="year_end", action="delete",
    )  # fmt: skip
    arm(funded)
    said = first_layer(page, "sv", [NAME], anchors={})
    assert "senast 5 år och 6 månader och 1 dag efter utgången av året för den sista utbetalningen, räknat" in said


@pytest.mark.parametrize(("law", "language"), LAWS)
def test_foreign_words_are_marked_with_their_language(page: Page, law: str, language: str) -> None:
    make_body(page, law)
    found = notice(page, language).as_dict()
    assert all(lang != language for lang, _text in marked(found))
    expected = {("SE", "fi"): {"allmän handling", "Kulturnämnden i Region Granvik", "gallring"},
                ("SE", "en"): {"allmän handling"}}.get((law, language), set())  # fmt: skip
    assert expected <= {text for _lang, text in marked(found["layer1"])}


def test_an_untranslated_name_or_purpose_is_marked(body: Body, page: Page) -> None:
    body.controller.names = {"sv": "Kulturnämnden"}
    body.controller.save()
    body.activity.purpose = {"sv": "ordna kursen"}
    body.activity.save()
    found = marked(notice(page, "en").as_dict()["layer1"])
    assert ("sv", "Kulturnämnden") in found
    assert ("sv", "ordna kursen") in found


def test_a_question_in_another_language_is_marked_in_the_list(body: Body, page: Page) -> None:
    @dataclass(frozen=True)
    class Laid:
        value: str
        lang: str

    asked = [Question(Laid("Nimi", "")), Question(Laid("Titel", "sv"))]
    part = next(part for part in notice(page, "fi", asked).layer2 if part["heading"] == "Mitä tietoja kysymme")
    assert part["paragraphs"] == [["Kysymme seuraavat tiedot: Nimi ja ", {"text": "Titel", "lang": "sv"}, "."]]


@pytest.mark.parametrize(("law", "language"), LAWS)
def test_the_second_layer_holds_all_that_the_law_asks_for(page: Page, law: str, language: str) -> None:
    arm_all(make_body(page, law))
    found = notice(page, language)
    assert len(found.layer2) == 12
    assert all(part["heading"] and part["paragraphs"] for part in found.layer2)
    details = second_layer(page, language)
    assert "6.1 e" in details or "6 artiklan 1 kohdan e" in details or "6(1)(e)" in details
    assert "dataskydd@granvik.example" in details or "tietosuoja@suvanto.example" in details
    assert found.version in details
    assert "{" not in details and "[[" not in details


@pytest.mark.parametrize(
    ("law", "language", "said", "never"),
    [
        ("SE", "sv", "klaga hos Integritetsskyddsmyndigheten", "dataombudsmannen"),
        ("SE", "fi", "Integritetsskyddsmyndigheten, IMY", "tietosuojavaltuutetun"),
        ("FI", "sv", "anmälan till dataombudsmannen", "Integritetsskyddsmyndigheten"),
        ("FI", "fi", "tietosuojavaltuutetun käsiteltäväksi", "Integritetsskyddsmyndigheten"),
        ("FI", "fi", "vastustaa", "valitus"),
        ("FI", "sv", "förstörs", "gallr"),
        ("FI", "sv", "motsätta dig", "besvär"),
        ("SE", "sv", "göra invändningar", "portabilitet"),
    ],
)
def test_the_law_is_the_controllers_and_not_the_languages(
    page: Page, law: str, language: str, said: str, never: str
) -> None:
    arm_all(make_body(page, law))
    whole = first_layer(page, language) + second_layer(page, language)
    assert said in whole
    assert never not in whole


def test_a_body_outside_the_law_on_public_records_promises_no_release(page: Page) -> None:
    make_body(page, record_regime="none")
    assert "allmän handling" not in first_layer(page, "sv") + second_layer(page, "sv")


def test_under_consent_its_withdrawal_is_a_right_and_objection_is_not(body: Body, page: Page) -> None:
    assert "invändningar" in second_layer(page, "sv")
    body.activity.legal_basis = "6.1a"
    body.activity.save()
    details = second_layer(page, "sv")
    assert "invändningar" not in details
    assert "återkalla ditt samtycke" in details
    assert "med ditt samtycke" in first_layer(page, "sv")


def test_recipients_processors_transfers_and_statutes_are_named_when_there_are_any(body: Body, page: Page) -> None:
    assert "Vi lämnar inte uppgifterna vidare" in second_layer(page, "sv")
    activity = body.activity
    activity.recipients, activity.processors = {"sv": "Lokalen Ljusgården."}, {"sv": "Brevduvan AB (e-post)."}
    activity.transfers, activity.statute = {"sv": "Schweiz."}, {"sv": "kulturlagen"}
    activity.special_statute = {"sv": "kulturlagen 4 §"}
    activity.save()
    details = second_layer(page, "sv")
    for said in ("Mottagare: Lokalen Ljusgården.", "biträden: Brevduvan AB", "Schweiz.", "av kulturlagen.", "4 §"):
        assert said in details
    assert "Vi lämnar inte uppgifterna vidare" not in details


def test_a_language_without_a_wording_takes_the_controllers_and_says_which(body: Body, page: Page) -> None:
    found = notice(page, "nb")
    assert found.language == "sv"
    assert found.title == "Så behandlar vi dina uppgifter"


def test_a_notice_survives_being_stored_as_json(body: Body, page: Page) -> None:
    found = notice(page, "fi").as_dict()
    assert json.loads(json.dumps(found)) == found
    assert found.keys() >= {"title", "layer1", "layer2", "version", "more", "language"}


def test_the_same_settings_give_the_same_notice(body: Body, page: Page) -> None:
    assert notice(page, "fi") == notice(page, "fi")


def test_a_notice_takes_one_query_beside_its_section(body: Body, page: Page) -> None:
    found = reread(page)
    with CaptureQueriesContext(connection) as queries:
        notices.notice_for(found, SEMINAR, "fi")
    assert len(queries) == 1


def test_an_officers_wording_is_a_new_version_and_is_used(body: Body, page: Page) -> None:
    shipped = notice_texts.latest("SE", "sv")
    assert shipped is not None
    parts = {**shipped.parts, "who": "{controller} ansvarar för dina uppgifter."}
    notice_texts.issue("SE", "sv", parts, issued_on=date(2027, 1, 1))
    assert "Kulturnämnden i Region Granvik ansvarar för dina uppgifter." in first_layer(page, "sv")
    assert notice(page, "sv").version == f"SE-sv-{shipped.version + 1}"
    notice_texts.install()
    assert NoticeTemplate.objects.filter(jurisdiction="SE", language="sv").count() == 2


def test_a_newer_shipped_wording_replaces_an_older_shipped_one_only(db: None) -> None:
    older = notice_texts.latest("FI", "fi")
    assert older is not None and older.shipped
    NoticeTemplate.objects.filter(pk=older.pk).update(parts={**older.parts, "who": "Vanha."})
    notice_texts.install()
    newest = notice_texts.latest("FI", "fi")
    assert newest is not None
    assert (newest.version, newest.parts["who"]) == (older.version + 1, older.parts["who"])


def test_a_wording_that_lacks_a_sentence_takes_the_shipped_one(body: Body, page: Page) -> None:
    notice_texts.issue("SE", "sv", {"title": "Dina uppgifter"}, issued_on=date(2027, 1, 1))
    assert notice(page, "sv").title == "Dina uppgifter"
    assert "är personuppgiftsansvarig" in first_layer(page, "sv")


@pytest.mark.parametrize("parts", [{"who": "{visitor} är ansvarig."}, {"whom": "Vi."}])
def test_a_wording_with_a_placeholder_that_nothing_fills_is_refused(db: None, parts: dict[str, str]) -> None:
    with pytest.raises(ValidationError, match="placeholder"):
        notice_texts.issue("SE", "sv", parts, issued_on=date(2027, 1, 1))


def test_all_wordings_have_the_same_sentences(db: None) -> None:
    names = {pair: {n for n in notice_texts.shipped(*pair) if not n.startswith("label_")} for pair in LAWS}
    assert notice_texts.shipped_pairs() == sorted(LAWS)
    for pair, found in names.items():
        assert found == names["SE", "sv"], pair


def test_another_page_has_its_own_body(body: Body, page: Page) -> None:
    finnish = add_page(Page.get_first_root_node(), "Suvanto")
    make_body(finnish, "FI")
    assert "Ämbetsverket Suvanto" in first_layer(finnish, "sv")
    assert "Kulturnämnden" in first_layer(page, "sv")


def test_the_kinds_that_decide_words_and_periods_are_the_ready_made_questions() -> None:
    meanings = {each.meaning for each in TYPES.values() if each.ready_made}
    assert {str(kind) for kind in QuestionKind} == meanings
