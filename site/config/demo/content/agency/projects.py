"""Osallisuusvirasto's projects, written in Finnish."""
from __future__ import annotations

from config.demo.content import drawings
from config.demo.content.specs import Picture, ProjectSpec

PROJECTS = (
    ProjectSpec(
        key="samalta-viivalta",
        title="Samalta viivalta: rasisminvastainen työ osaksi arkea",
        lead=(
            "Hankkeessa kymmenen organisaatiota muuttaa rekrytointinsa, palautekäytäntönsä ja asiakastyönsä niin, että "
            "kenenkään ei tarvitse varautua torjuntaan."
        ),
        organisation_unit="Yhdenvertaisuusyksikkö",
        begins_in_months=-10,
        ends_in_months=20,
        last_payment_in_months=26,
        goals=(
            "<p>Hankkeen jälkeen</p><ul><li>mukana olevat organisaatiot tunnistavat rakenteita, jotka sulkevat ihmisiä "
            "ulos, ja osaavat purkaa niitä</li><li>rasismia kokeneilla ammattilaisilla on oma vertaisverkosto</li>"
            "<li>hyvät käytännöt ovat kaikkien saatavilla kahdella kielellä</li></ul>"
        ),
        implementation=(
            "<p>Organisaatiot osallistuvat vuoden mittaiseen valmennukseen. Se räätälöidään niiden omiin tilanteisiin, ja "
            "jokaisella on oma ohjaaja.</p><p>Vertaisverkosto kokoontuu joka toinen kuukausi. Sen tapaamisista ei pidetä "
            "pöytäkirjaa, ja osallistujat päättävät itse, mitä he kertovat eteenpäin.</p>"
        ),
        partners=(
            ("Tervetuloa kylään ry", "https://www.example.org/tervetuloa"),
            ("Rantakylän kunta", ""),
            ("Työelämän tutkimusseura", ""),
        ),
        fundings=(
            ("Euroopan unioni", "turvapaikka-, maahanmuutto- ja kotouttamisrahasto", "co_funded"),
            ("Osallisuusvirasto", "omarahoitus", ""),
        ),
        results=(
            (
                "Opas: rekrytointi, joka ei karsi turhaan",
                "Kahdeksan käytäntöä, joita on kokeiltu kolmessa kunnassa. Opas täydentyy hankkeen ajan.",
                "https://www.example.org/viiva/opas",
            ),
        ),
        contacts=("helmi", "otso"),
        links=(
            ("Hankkeen oma verkkosivusto", "https://www.example.org/viiva"),
            ("Vertaisverkoston yhteystiedot", "https://www.example.org/viiva/verkosto"),
        ),
        events=("palvelut", "kuntapaiva"),
        picture=Picture(
            "tilkut",
            drawings.quilt,
            alt="Piirretty tilkkupeitto narulla kahden koivun välissä. Jokainen tilkku on erivärinen.",
            caption="Peitto lämmittää, kun jokainen tilkku on ommeltu toiseen.",
        ),
        paragraphs=(
            "<p>Hanke jatkaa työtä, joka alkoi verkkokoulutuksesta. Koulutuksen kävi yli tuhat ammattilaista, ja moni "
            "heistä kysyi saman kysymyksen: mitä teen maanantaina? Tässä hankkeessa vastataan siihen.</p>",
        ),
        in_english=True,
    ),
    ProjectSpec(
        key="selva-paatos",
        title="Selvä päätös",
        lead="Sata päätöspohjaa kirjoitettiin uudelleen niiden kanssa, jotka saavat päätöksiä postissa.",
        organisation_unit="Viestintä ja kieli",
        begins_in_months=-40,
        ends_in_months=-8,
        goals="<p>Jokainen virastosta lähtevä päätös on sellainen, että saaja tietää kerran luettuaan, mitä siitä seuraa.</p>",
        implementation=(
            "<p>Päätöspohjat luettiin ääneen ihmisten kotona, kirjastoissa ja vastaanottokeskuksissa. Kohdat, joissa "
            "lukija pysähtyi, kirjoitettiin uudelleen.</p>"
        ),
        partners=(("Selkeän kielen keskus", ""),),
        fundings=(("Osallisuusvirasto", "kehittämismääräraha", ""),),
        results=(
            ("Sata uutta päätöspohjaa", "Pohjat ovat vapaasti käytettävissä.", "https://www.example.org/selva/pohjat"),
            ("Kolmanneksen vähemmän soittoja", "Puhelinvaihteeseen tulevat kysymykset vähenivät vuodessa.", ""),
        ),
        contacts=("otso",),
        picture=Picture(
            "kirje",
            drawings.open_letter,
            alt="Piirretty kirje nousee kuoresta. Siinä on otsikko ja kolme lyhyttä riviä.",
        ),
    ),
)
