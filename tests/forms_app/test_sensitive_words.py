"""What a question seems to ask about, in each language; and what looks like it and is none of it."""
import pytest

from forms_app.sensitive_words import SPECIAL, Topic, topics_of

SUSPECT = [
    ("sv", "Specialkost", "diet"),
    ("sv", "Har du någon nötallergi?", "diet"),
    ("sv", "Är du laktosintolerant eller vegan?", "diet"),
    ("sv", "Kost", "diet"),
    ("sv", "Behöver du teckenspråkstolk?", "access"),
    ("sv", "Tillgänglighetsbehov", "access"),
    ("sv", "Har du en funktionsnedsättning?", "health"),
    ("sv", "Ange eventuella sjukdomar", "health"),
    ("sv", "Hjärt- eller lungsjukdom", "health"),
    ("sv", "Din hälsa", "health"),
    ("sv", "Religion", "religion"),
    ("sv", "Vilken trosuppfattning har du?", "religion"),
    ("sv", "Etnisk bakgrund", "ethnicity"),
    ("sv", "Sexuell läggning", "orientation"),
    ("sv", "Vilket parti företräder du?", "politics"),
    ("sv", "Partitillhörighet", "politics"),
    ("sv", "Hälsa", "health"),
    ("sv", "Facklig tillhörighet", "union"),
    ("sv", "Är du med i någon fackförening?", "union"),
    ("sv", "Personnummer", "identity"),
    ("sv", "Personnumret (ÅÅÅÅMMDD-XXXX)", "identity"),
    ("sv", "Födelsedatum ååmmdd", "identity"),
    ("sv", "Övrigt", "other"),
    ("sv", "Övriga upplysningar:", "other"),
    ("fi", "Erityisruokavalio", "diet"),
    ("fi", "Onko sinulla pähkinäallergiaa?", "diet"),
    ("fi", "Ruoka-aineallergiat", "diet"),
    ("fi", "Tarvitsetko pyörätuolipaikan?", "access"),
    ("fi", "Terveydentila", "health"),
    ("fi", "Mahdolliset sairaudet", "health"),
    ("fi", "Oletko raskaana?", "health"),
    ("fi", "Uskonto", "religion"),
    ("fi", "Mihin uskontokuntaan kuulut?", "religion"),
    ("fi", "Etninen tausta", "ethnicity"),
    ("fi", "Seksuaalinen suuntautuminen", "orientation"),
    ("fi", "Puoluekanta", "politics"),
    ("fi", "Ammattiliitto", "union"),
    ("fi", "Ammattiyhdistyksen jäsenyys", "union"),
    ("fi", "Henkilötunnus", "identity"),
    ("fi", "Hetu", "identity"),
    ("fi", "Lisätietoja", "other"),
    ("en", "Dietary requirements", "diet"),
    ("en", "Any allergies?", "diet"),
    ("en", "Access needs", "access"),
    ("en", "Do you have a disability?", "health"),
    ("en", "Religion", "religion"),
    ("en", "Ethnic background", "ethnicity"),
    ("en", "Gender identity", "orientation"),
    ("en", "Party membership", "politics"),
    ("en", "Trade union", "union"),
    ("en", "Personal identity number", "identity"),
    ("en", "SSN", "identity"),
    ("en", "Anything else?", "other"),
]
#: Asked in forms of public bodies, or standing in them, without telling of anything that needs care.
HARMLESS = [
    ("sv", "Hälsning till de andra deltagarna"),
    ("sv", "Hälsa gärna till dina kollegor"),
    ("sv", "Kost och logi"),
    ("sv", "Kostnadsställe"),
    ("sv", "Verkstad: kultur och hälsa"),
    ("sv", "Tillgänglighet på webben"),
    ("sv", "Domkyrkan"),
    ("sv", "Fackligt namn på produkten"),
    ("sv", "Fackförvaltning"),
    ("sv", "Facklitteratur eller skönlitteratur?"),
    ("sv", "Sjukhus"),
    ("sv", "Sjuksköterska"),
    ("sv", "Regionens folkhälsostrateg"),
    ("sv", "Religionskunskap"),
    ("sv", "Politiker eller tjänsteperson"),
    ("sv", "Tröstorlek"),
    ("sv", "Personal vid bibliotek"),
    ("sv", "Antal personer"),
    ("sv", "Rast"),
    ("sv", "Roman eller novell"),
    ("sv", "Namn"),
    ("sv", "Vill du veta mer om övrigt material?"),
    ("sv", "Samebyn finns på kartan"),
    ("fi", "Terveyskeskus"),
    ("fi", "Sairaala"),
    ("fi", "Vammaispalvelujen työntekijä"),
    ("fi", "Ammattinimike"),
    ("fi", "Uskonnonopettaja"),
    ("fi", "Ruokailuun osallistuminen"),
    ("fi", "Uskon, että tulen paikalle"),
    ("fi", "Henkilömäärä"),
    ("fi", "Nimi"),
    ("fi", "Lisätietojen antaja"),
    ("en", "Health centre"),
    ("en", "Access to the building"),
    ("en", "Workshop: public health"),
    ("en", "Religious education"),
    ("en", "Third party supplier"),
    ("en", "Name of the organisation"),
    ("en", "Another name"),
    ("nb", "Navn"),
    ("sv", ""),
]


@pytest.mark.parametrize(("language", "text", "topic"), SUSPECT)
def test_a_question_tells_by_its_words_what_it_asks_about(language, text, topic):
    assert Topic(topic) in topics_of(text, language)


@pytest.mark.parametrize(("language", "text"), HARMLESS)
def test_a_harmless_question_is_left_alone(language, text):
    assert topics_of(text, language) == []


def test_every_topic_has_an_example_in_every_language():
    assert {(language, Topic(topic)) for language, _text, topic in SUSPECT} == {
        (language, topic) for language in ("sv", "fi", "en") for topic in Topic
    }


def test_english_words_are_known_in_a_form_in_another_language():
    assert topics_of("Any allergies?", "fi") == [Topic.DIET]
    assert topics_of("Allergies", "nb") == [Topic.DIET]


def test_several_topics_come_in_their_order():
    assert topics_of("Religion och specialkost", "sv") == [Topic.DIET, Topic.RELIGION]


def test_an_identity_number_and_an_invitation_to_write_are_no_special_categories():
    assert set(Topic) - SPECIAL == {Topic.IDENTITY, Topic.OTHER}


def test_telling_not_to_write_a_number_is_no_asking_for_it():
    assert topics_of("Skriv inte personnummer här", "sv") == []
    assert topics_of("Henkilötunnusta ei tarvita", "fi") == []
