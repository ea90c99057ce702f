"""Osallisuusvirasto's events, written in Finnish."""
from __future__ import annotations

from config.demo.content import drawings, pictures
from config.demo.content.dates import FRIDAY, MONDAY, THURSDAY, TUESDAY, WEDNESDAY
from config.demo.content.specs import EventSpec, OccasionSpec, Picture, access_follow_ups

EVENTS = (
    EventSpec(
        key="palvelut",
        title="Palvelut, joihin pääsee sisään",
        lead=(
            "Kuka jää jonosta pois, kun palvelu siirtyy verkkoon? Seminaarissa katsotaan ovia, jotka ovat jääneet "
            "kiinni, ja niitä, jotka on saatu auki."
        ),
        kind="seminar",
        audiences=("viranomaiset", "kunnat"),
        target_group="Palvelujen suunnittelijat ja asiakaspalvelun esihenkilöt",
        preparation="Mieti etukäteen yksi palvelutilanne, jossa asiakas on jäänyt ilman apua.",
        included="Lounas paikan päällä osallistuville",
        contacts=("helmi",),
        occasions=(
            OccasionSpec(weeks=7, weekday=WEDNESDAY, start="09:30", end="15:00", place="talo", room="Sali Kaiku",
                         mode="hybrid", join_link="https://www.example.org/kokous/palvelut"),
        ),
        appearances=(
            ("Irja Tammenoksa", "Tutkimusprofessori", "speaker"),
            ("Samir Haapalehto", "Palvelumuotoilija", "speaker"),
            ("Helmi Rauhasalo", "Osallisuusvirasto", "moderator"),
        ),
        links=(("Tutkimus: ovet auki ja kiinni", "https://www.example.org/ovet/tutkimus"),),
        questions=(
            ("name",),
            ("organisation",),
            ("email",),
            ("radio", "Miten osallistut?", ("Paikan päällä", "Etänä")),
            ("diet",),
            ("access",),
            *access_follow_ups(5),
        ),
        picture=Picture(
            "ovet",
            pictures.open_doors,
            alt="Neljä eri korkuista piirrettyä ovea. Luiska johtaa niistä jokaiselle.",
            caption="Sama luiska vie kaikille oville, jos se suunnitellaan ajoissa.",
        ),
        paragraphs=(
            "<p>Kun asioiminen siirtyy puhelimeen tai tietokoneelle, osa ihmisistä lakkaa asioimasta. Heitä ei näy "
            "tilastoissa, koska he eivät ole missään jonossa. Tutkimusryhmä on kahden vuoden ajan etsinyt heidät "
            "käsiinsä ja kysynyt, mikä ovi jäi kiinni.</p>",
            "<p>Aamupäivällä kuullaan tulokset. Iltapäivällä jokainen pöytä korjaa yhden palvelupolun yhdessä "
            "ihmisten kanssa, jotka ovat sen kulkeneet.</p>",
        ),
        sections=(
            (
                "Päivän jälkeen osaat",
                "<ul><li>löytää kohdat, joissa asiakas katoaa</li><li>kysyä niiltä, joita et tavoita lomakkeella</li>"
                "<li>perustella esihenkilöllesi, miksi puhelinpalvelu kannattaa säilyttää</li></ul>",
            ),
        ),
        simple=(
            "Monet palvelut ovat nykyään netissä. Kaikki eivät osaa tai voi käyttää niitä. Seminaarissa puhutaan siitä, "
            "miten palvelu toimii kaikille. Seminaari on maksuton."
        ),
        in_english=True,
    ),
    EventSpec(
        key="selkokieli",
        title="Aamukahvit: selkokieltä virastosta",
        lead="Kolme lyhyttä puheenvuoroa päätöksistä, jotka ymmärtää kerralla. Kahvi on valmiina yhdeksältä.",
        kind="talk",
        audiences=("viranomaiset", "jarjestot"),
        occasions=(OccasionSpec(weeks=2, weekday=FRIDAY, start="09:00", end="10:00", place="talo"),),
        appearances=(
            ("Veera Lumikero", "Selkokielen asiantuntija", "speaker"),
            ("Otso Kivelänranta", "Osallisuusvirasto", "host"),
        ),
        contacts=("otso",),
        picture=Picture(
            "ikkunat",
            pictures.windows,
            alt="Piirretty talo hämärässä, ikkunoissa on valot. Joissakin ikkunoissa näkyy ihmisiä.",
        ),
        paragraphs=(
            "<p>Päätös on annettu vasta, kun se on ymmärretty. Kuulemme, miten yksi virasto kirjoitti sata "
            "päätöspohjaansa uudelleen ja mitä puhelinvaihteessa sen jälkeen tapahtui.</p>",
        ),
        quote=("Soittoja tuli kolmannes vähemmän, ja ne olivat mukavampia.", "Veera Lumikero", "selkokielen asiantuntija"),
    ),
    EventSpec(
        key="kuuleminen",
        title="Kurssi: kuuleminen, joka kuulee",
        lead="Kaksi päivää, joiden aikana suunnittelet oman kuulemisesi alusta loppuun.",
        kind="course",
        audiences=("kunnat", "viranomaiset"),
        target_group="Valmistelijat kunnissa ja virastoissa",
        included="Kurssiaineisto ja lounaat",
        cost="120 euroa",
        contacts=("otso",),
        opens_in_weeks=4,
        occasions=(
            OccasionSpec(weeks=14, weekday=TUESDAY, start="09:00", end="16:00", place="talo"),
            OccasionSpec(weeks=16, weekday=THURSDAY, start="09:00", end="16:00", place="talo"),
        ),
        appearances=(("Otso Kivelänranta", "Osallisuusvirasto", "leader"),),
        questions=(("name",), ("organisation",), ("email",), ("invoice",), ("diet",)),
        picture=Picture(
            "poyta",
            pictures.round_table,
            alt="Yhdeksän ihmistä pöydän ympärillä, ylhäältä piirrettynä. Pöydällä on erivärisiä kortteja.",
        ),
        in_english=True,
        paragraphs=(
            "<p>Ensimmäisenä päivänä rajataan kysymys, johon halutaan oikeasti vastaus. Toisena päivänä käydään läpi "
            "vastaukset ja kirjoitetaan palaute niille, jotka vastasivat.</p>",
        ),
    ),
    EventSpec(
        key="nuoret",
        title="Nuorten työpaja päätöksenteosta",
        lead="Nuorisovaltuustot ja virkamiehet saman pöydän ääressä: kuka asettaa kysymyksen?",
        kind="workshop",
        mode="external",
        registration_url="https://www.example.org/tyopaja/ilmoittaudu",
        audiences=("jarjestot", "kunnat"),
        occasions=(OccasionSpec(weeks=6, weekday=MONDAY, start="12:00", end="16:00", place="talo"),),
        contacts=("helmi",),
        picture=Picture(
            "vene",
            pictures.reading_boat,
            alt="Piirretty vene, jonka purjeena on avoin kirja. Taustalla matalia kukkuloita ja keltainen aurinko.",
        ),
        paragraphs=("<p>Työpajan järjestää nuorisovaltuustojen liitto, ja siihen ilmoittaudutaan liiton omilla sivuilla.</p>",),
    ),
    EventSpec(
        key="kuntapaiva",
        title="Kuntien osallisuuspäivä",
        lead="Päivä, jona kunnat näyttivät toisilleen, mikä toimi ja mikä ei.",
        kind="conference",
        audiences=("kunnat",),
        occasions=(OccasionSpec(weeks=-9, weekday=WEDNESDAY, start="09:00", end="16:00", place="talo"),),
        contacts=("helmi",),
        questions=(("name",), ("organisation",), ("email",)),
        picture=Picture(
            "majakka",
            pictures.lighthouse,
            alt="Piirretty punaraitainen majakka, jonka valo osuu oikealle. Kuusi ihmistä seisoo sen edessä.",
        ),
        paragraphs=("<p>Paikalla oli väkeä 41 kunnasta. Esitykset löytyvät tilaamalla ne yhteyshenkilöltä.</p>",),
    ),
    EventSpec(
        key="kysely",
        title="Etäkoulutus: kysely, johon jaksaa vastata",
        lead=(
            "Puolitoista tuntia verkossa: mitä kannattaa kysyä, mitä jättää kysymättä ja miten tuloksista "
            "kerrotaan niille, jotka vastasivat."
        ),
        kind="course",
        audiences=("kunnat", "jarjestot", "viranomaiset"),
        target_group="Kaikki, jotka tekevät kyselyjä työssään",
        preparation="Ota esiin viimeisin kysely, jonka olet tehnyt tai johon olet vastannut.",
        contacts=("otso",),
        occasions=(
            OccasionSpec(weeks=4, weekday=TUESDAY, start="13:00", end="14:30", mode="online",
                         join_link="https://www.example.org/kokous/kysely"),
        ),
        appearances=(
            ("Otso Kivelänranta", "Osallisuusvirasto", "leader"),
            ("Ritva Hallakorpi", "Kyselytutkija", "speaker"),
        ),
        questions=(("name",), ("organisation",), ("email",), ("access",), *access_follow_ups(3)),
        thank_you="Kiitos! Osallistumislinkki lähetetään sinulle sähköpostilla ennen koulutusta.",
        picture=Picture(
            "naytto",
            drawings.screen,
            alt="Piirretty tietokoneen näyttö, jossa on neljä puhujaa ruuduissaan. Vieressä on kuppi ja viherkasvi.",
        ),
        paragraphs=(
            "<p>Vastausprosentti laskee joka vuosi, ja silti kyselyjä lähetetään enemmän kuin koskaan. Koulutuksessa "
            "puretaan yksi oikea kysely kysymys kerrallaan ja kootaan se uudelleen puolet lyhyempänä.</p>",
            "<p>Koulutus tekstitetään suorana. Tallennetta ei tehdä, jotta keskustelu pysyy vapaana.</p>",
        ),
        in_english=True,
    ),
)
