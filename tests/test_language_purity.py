"""The judge of language purity sees each language in each other one, and lets names and loans pass."""
import pytest

from tests.language_purity import Catalogue, Stranger, judge, strangers

TEXTS = {
    "sv": [
        "Vi bjuder in till ett seminarium om hur biblioteken kan nå fler.",
        "Skicka din anmälan senast den 21 februari.",
        "Hit kommer du lättast med buss från stationen.",
        "Mer om oss och dina rättigheter",
        "Föreläsare är Aino Määttä och Will Saarinen.",
    ],
    "fi": [
        "Kutsumme sinut seminaariin, jossa pohditaan, miten kirjastot tavoittavat useampia.",
        "Ilmoittaudu viimeistään 21. helmikuuta.",
        "Perille pääset helpoimmin bussilla asemalta.",
        "Lisää meistä sekä sinun oikeuksistasi",
        "Puhujina ovat Åsa Lindgård ja Will Ekström.",
    ],
    "en": [
        "We invite you to a seminar on how libraries can reach more people.",
        "Send your registration by 21 February.",
        "The bus from the station is the easiest way to get here.",
        "More about us and your rights",
        "The speakers are Åsa Lindgård and Aino Määttä.",
    ],
}
PAIRS = [(page, other) for page in TEXTS for other in TEXTS if page != other]


@pytest.fixture
def catalogue() -> Catalogue:
    words = Catalogue()
    words.add(sv="Anmälan", fi="Ilmoittautuminen", en="Registration")
    words.add(sv="Namn", fi="Nimi", en="Name")
    words.add(sv="Program", fi="Ohjelma", en="Programme")
    words.add(sv="Online", fi="Verkossa", en="Online")
    words.add(sv="Kultur och hälsa", fi="Kulttuuri ja hyvinvointi", en="Culture and health")
    words.add(sv="%(count)s platser kvar", fi="%(count)s paikkaa jäljellä", en="%(count)s places left")
    return words


def page_of(language: str, *body: str, head: str = "") -> str:
    texts = "".join(f"<p>{text}</p>" for text in TEXTS[language])
    return (
        f'<!doctype html><html lang="{language}"><head><title>{TEXTS[language][3]}</title>{head}</head>'
        f"<body><main>{texts}{''.join(body)}</main></body></html>"
    )


def found(language: str, body: str, catalogue: Catalogue, head: str = "") -> list[tuple[str, str]]:
    return [(one.text, one.belongs_to) for one in strangers(page_of(language, body, head=head), catalogue)]


@pytest.mark.parametrize("language", TEXTS)
def test_a_page_in_one_language_has_no_strangers(language, catalogue):
    assert strangers(page_of(language), catalogue) == []


@pytest.mark.parametrize(("language", "other"), PAIRS)
@pytest.mark.parametrize("number", range(5))
def test_a_sentence_in_another_language_is_a_stranger(language, other, number, catalogue):
    planted = TEXTS[other][number]
    assert (planted, other) in found(language, f"<p>{planted}</p>", catalogue)


@pytest.mark.parametrize(("language", "other"), PAIRS)
def test_a_sentence_in_its_own_lang_element_is_none(language, other, catalogue):
    assert found(language, f'<p lang="{other}">{TEXTS[other][0]}</p>', catalogue) == []


@pytest.mark.parametrize(("language", "other"), PAIRS)
def test_a_text_under_the_wrong_lang_is_a_stranger_too(language, other, catalogue):
    planted = TEXTS[language][0]
    assert (planted, language) in found(language, f'<p lang="{other}">{planted}</p>', catalogue)


@pytest.mark.parametrize(("language", "label", "other"), [
    ("sv", "Nimi", "fi"), ("sv", "Name", "en"), ("fi", "Namn", "sv"),
    ("fi", "Program", "sv"), ("en", "Ohjelma", "fi"), ("fi", "Registration", "en"),
])
def test_a_single_word_is_known_by_the_catalogue(language, label, other, catalogue):
    assert (label, other) in found(language, f"<label>{label}</label>", catalogue)


def test_a_word_that_two_languages_share_is_at_home_in_both(catalogue):
    assert found("sv", "<p>Online</p>", catalogue) == []
    assert ("Online", "en") in found("fi", "<p>Online</p>", catalogue)


def test_a_heading_of_the_catalogue_is_known_with_its_star_and_colon(catalogue):
    assert ("Namn: *", "sv") in found("fi", "<label>Namn: *</label>", catalogue)


def test_a_sentence_with_a_number_in_it_is_known_by_the_catalogue(catalogue):
    assert found("fi", "<p>12 paikkaa jäljellä</p>", catalogue) == []
    assert ("12 platser kvar", "sv") in found("fi", "<p>12 platser kvar</p>", catalogue)


@pytest.mark.parametrize("body", [
    '<img src="a.png" alt="{}">',
    '<a href="/" title="{}">1</a>',
    '<nav aria-label="{}"></nav>',
    '<input placeholder="{}">',
    '<input type="submit" value="{}">',
    "<button>{}</button>",
    "<select><option>{}</option></select>",
    "<noscript>{}</noscript>",
])
def test_whatever_is_shown_or_read_aloud_is_judged(body, catalogue):
    assert ("Anmälan", "sv") in found("fi", body.format("Anmälan"), catalogue)
    assert found("fi", body.format("Ilmoittautuminen"), catalogue) == []


@pytest.mark.parametrize("head", [
    "<title>{}</title>",
    '<meta name="description" content="{}">',
    '<meta property="og:title" content="{}">',
])
def test_what_search_engines_and_tabs_show_is_judged(head, catalogue):
    assert ("Kultur och hälsa", "sv") in found("fi", "", catalogue, head=head.format("Kultur och hälsa"))


@pytest.mark.parametrize("body", [
    '<input type="hidden" value="Anmälan">',
    '<input type="text" value="Anmälan">',
    "<script>Anmälan</script>",
    "<style>Anmälan</style>",
    "<!-- Anmälan -->",
    '<meta name="viewport" content="Anmälan">',
    '<a href="https://example.org/och/att/som">1</a>',
    "<p>och.att@som.example</p>",
    "<p>gallring@arkivet.example</p>",
])
def test_what_nobody_reads_is_not_judged(body, catalogue):
    assert found("fi", body, catalogue) == []


@pytest.mark.parametrize("name", [
    "Anna Lindgren", "Bo Ek", "Matti Määttänen", "Aino Saarinen-Virtanen", "Will Smith", "An Nguyen",
    "Åsa Öberg", "Teemu Yli-Jyrä", "Ida af Ekenstam", "KLS-2F7Q", "Zoom", "070-123 45 67", "10–12",
])
@pytest.mark.parametrize("language", TEXTS)
def test_names_and_numbers_tell_nothing(language, name, catalogue):
    assert found(language, f"<p>{name}</p>", catalogue) == []


@pytest.mark.parametrize(("language", "date", "other"), [
    ("fi", "torsdag 20.11.2026", "sv"),
    ("fi", "20 mars 2027", "sv"),
    ("fi", "20 November 2026", "en"),
    ("sv", "20. marraskuuta 2026", "fi"),
    ("sv", "Thursday 19.00", "en"),
    ("sv", "May 9", "en"),
    ("en", "9 maj", "sv"),
    ("en", "perjantaina", "fi"),
])
def test_a_date_in_another_language_is_a_stranger(language, date, other, catalogue):
    assert (date, other) in found(language, f"<time>{date}</time>", catalogue)


def test_people_who_are_called_like_a_month_are_no_dates(catalogue):
    assert found("fi", "<p>Maj Mars, August Berg</p>", catalogue) == []


def test_a_term_of_an_institution_needs_its_own_element(catalogue):
    bare = "Tiedoista tulee yleinen asiakirja (allmän handling)."
    marked = 'Tiedoista tulee yleinen asiakirja (<span lang="sv">allmän handling</span>).'
    assert (bare, "sv") in found("fi", f"<p>{bare}</p>", catalogue)
    assert found("fi", f"<p>{marked}</p>", catalogue) == []


def test_a_sentence_cut_by_emphasis_is_read_as_a_whole(catalogue):
    body = "<p>Hit <em>kommer</em> du <strong>lättast</strong> med <a href='/'>buss</a></p>"
    assert ("Hit kommer du lättast med buss", "sv") in found("fi", body, catalogue)


def test_one_foreign_sentence_among_many_is_found(catalogue):
    text = f"{TEXTS['fi'][0]} {TEXTS['fi'][2]} {TEXTS['sv'][2]} {TEXTS['fi'][1]}"
    assert (text, "sv") in found("fi", f"<p>{text}</p>", catalogue)


def test_a_text_around_which_no_language_is_declared_is_reported(catalogue):
    assert strangers("<p>Hej</p>", catalogue) == [
        Stranger("Hej", "p", "", "", "no language is declared around it")
    ]


def test_a_region_does_not_change_the_language(catalogue):
    assert found("fi", '<p lang="sv-FI">Anmälan</p>', catalogue) == []


def test_a_language_that_the_catalogue_does_not_know_is_not_judged(catalogue):
    assert found("fi", '<p lang="se">Anmälan och mer</p>', catalogue) == []


def test_a_mail_is_judged_line_by_line(catalogue):
    mail = "\n".join([*TEXTS["fi"], "Med vänlig hälsning från oss"])
    assert judge("\n".join(TEXTS["fi"]), "fi", catalogue) == []
    assert [other for other, _ in judge(mail, "fi", catalogue)] == ["sv"]


def test_an_untranslated_message_belongs_to_english(tmp_path):
    file = tmp_path / "django.po"
    file.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Search"\nmsgstr "Sök"\n\nmsgid "Menu"\nmsgstr ""\n\n'
        '#, fuzzy\nmsgid "Help"\nmsgstr "Hjälp"\n',
        encoding="utf-8",
    )
    read = Catalogue().read_po(file, target="sv")
    assert judge("Sök", "sv", read) == []
    assert [judge(text, "sv", read)[0][0] for text in ("Search", "Menu", "Help")] == ["en", "en", "en"]
