"""Osallisuusvirasto's network and its programme with a certificate, written in Finnish."""
from __future__ import annotations

from config.demo.content import drawings
from config.demo.content.dates import TUESDAY, WEDNESDAY
from config.demo.content.specs import (
    EvaluationSpec,
    OccasionSpec,
    Picture,
    ProgrammeSpec,
    SeriesSpec,
    access_follow_ups,
)

NETWORK = SeriesSpec(
    key="koordinaattorit",
    title="Yhdenvertaisuustyön koordinaattorien verkosto",
    lead=(
        "Teetkö yksin työtä, joka kuuluisi koko organisaatiolle? Verkostossa tapaat muut saman tehtävän tekijät ja "
        "ratkot yhden oman pulman loppuun asti."
    ),
    kind="network",
    audiences=("kunnat", "viranomaiset"),
    target_group="Yhdenvertaisuustyöstä vastaavat kunnissa, hyvinvointialueilla ja virastoissa",
    included="Kahvi ja lounas tapaamisissa",
    rhythm="Neljä tapaamista puolentoista vuoden aikana",
    requirements="Organisaatiosi on nimennyt sinut tehtävään, ja esihenkilösi tietää osallistumisesta.",
    commitment="Tuot verkostoon yhden oman pulman, kokeilet siihen ratkaisua ja kerrot muille, miten kävi.",
    next_step="Soitamme sinulle ennen ensimmäistä tapaamista ja sovimme, mistä pulmasta aloitat.",
    contacts=("helmi",),
    occasions=(
        OccasionSpec(weeks=9, weekday=TUESDAY, start="10:00", end="15:00", place="talo",
                     title="Ensimmäinen tapaaminen: pulma pöydälle"),
        OccasionSpec(weeks=18, weekday=WEDNESDAY, start="13:00", end="15:30", mode="online",
                     join_link="https://www.example.org/kokous/verkosto", title="Toinen tapaaminen: kokeilu käyntiin"),
        OccasionSpec(weeks=42, weekday=TUESDAY, precision="month", title="Kolmas tapaaminen: mitä opimme"),
        OccasionSpec(weeks=64, weekday=TUESDAY, precision="term", title="Neljäs tapaaminen: mitä jää käteen"),
    ),
    questions=(("name",), ("title",), ("organisation",), ("email",), ("diet",), ("access",), *access_follow_ups(5)),
    thank_you="Tervetuloa verkostoon! Olemme sinuun yhteydessä ennen ensimmäistä tapaamista.",
    picture=Picture(
        "verkko",
        drawings.net,
        alt="Piirretty verkko kahden pylvään välissä meren rannalla. Jokaisessa solmussa on lyhty.",
    ),
    paragraphs=(
        "<p>Yhdenvertaisuussuunnitelma on useimmissa organisaatioissa jo tehty. Vaikeampaa on saada se näkymään "
        "asiakkaan arjessa. Verkostossa ei käydä läpi suunnitelmia vaan tilanteita, joissa ne ovat jääneet paperille.</p>",
    ),
    in_english=False,
)

PROGRAMME = ProgrammeSpec(
    key="yhdenvertainen-palvelu",
    title="Yhdenvertainen palvelu -sertifikaatti",
    lead=(
        "Kolme puolen päivän koulutusta, yhteinen suunnitelma ja seuranta kolmen vuoden ajan. Sertifikaatin saa "
        "työyhteisö, joka tekee muutoksen eikä vain lupaa sitä."
    ),
    kind="programme",
    audiences=("viranomaiset", "kunnat", "jarjestot"),
    target_group="Työyhteisöt, joissa kohdataan asiakkaita",
    included="Koulutukset, työpajat, ohjaus ja seuranta",
    cost="6 800 euroa työyhteisöltä",
    preparation="Nimetkää yhdyshenkilö ja keskustelkaa johtoryhmässä, miksi haluatte sertifikaatin.",
    contacts=("otso", "helmi"),
    occasions=(),
    modules=(
        (
            "module", "Mistä puhumme, kun puhumme yhdenvertaisuudesta", "Puoli päivää",
            "Tutustumme toisiimme ja sovimme, miten jokainen tulee kuulluksi. Käymme läpi, miten vähemmistöjen oikeudet "
            "ovat muuttuneet ja mitä laki syrjinnästä sanoo.",
        ),
        (
            "module", "Kuka mahtuu meidän ovesta", "Puoli päivää",
            "Kuljemme oman palvelun läpi asiakkaan silmin. Kenelle se on tehty, kuka joutuu pyytämään apua ja mitä hyvä "
            "kohtaaminen silloin on?",
        ),
        (
            "module", "Mihin haluamme päästä", "Puoli päivää",
            "Kokoamme opitun ja kuvaamme, mitä asiakas huomaa vuoden päästä. Siitä työryhmä aloittaa.",
        ),
        (
            "workshop", "Havainnoista tavoitteiksi", "Kolme tuntia",
            "Työryhmä valitsee kolme tavoitetta ja sopii, mistä tietää, että ne on saavutettu.",
        ),
        (
            "workshop", "Tavoitteista teoiksi", "Kolme tuntia",
            "Jokaiselle teolle sovitaan tekijä, aika ja mittari. Tarvittaessa jatkamme etäohjauksessa.",
        ),
    ),
    group_size="4–8 henkeä",
    group_task=(
        "Ryhmässä on eri ammattilaisia ja vähintään yksi esihenkilö. Se kirjoittaa toimintasuunnitelman, jonka "
        "tavoitteet voi mitata."
    ),
    certificate_rule="Sertifikaatti myönnetään, kun olemme yhdessä hyväksyneet toimintasuunnitelman.",
    follow_ups=(
        (6, "Ensimmäinen seuranta", "Katsomme, mitkä teot ovat käynnissä ja mikä on jäänyt jumiin."),
        (18, "Toinen seuranta", "Kysymme asiakkailta ja henkilöstöltä, mikä on muuttunut."),
        (36, "Sertifikaatin uusiminen", "Täydennämme vain sitä, mikä on jäänyt kesken. Koko koulutusta ei tarvitse käydä uudelleen."),
    ),
    evaluation_note="Jokainen kerta arvioidaan lopuksi yhdessä ja sen jälkeen nimettömästi verkossa.",
    other_note=(
        "Osa harjoituksista tehdään puhelimella tai tietokoneella. Niihin osallistutaan nimettömästi, ja jokainen saa "
        "jättää ne väliin. Puolikkaat päivät voi pitää erikseen tai yhdistää yhdeksi pitkäksi ja yhdeksi lyhyeksi päiväksi."
    ),
    questions=(
        ("name",), ("title",), ("organisation",), ("email",), ("telephone",),
        ("dropdown", "Kuinka monta teitä on?", ("Alle 20", "20–50", "Yli 50")),
    ),
    thank_you="Kiitos kiinnostuksesta! Soitamme sinulle viikon kuluessa ja sovimme tapaamisesta.",
    picture=Picture(
        "portaat",
        drawings.stairs,
        alt="Kolme leveää piirrettyä askelmaa ja kaide. Ihmiset auttavat toisiaan ylös kohti keltaista lippua.",
        caption="Kolme askelmaa, ja lippu vasta niiden jälkeen.",
    ),
    paragraphs=(
        "<p>Koulutus ei vielä muuta mitään, jos arki jatkuu ennallaan. Siksi ohjelma alkaa oppimisesta mutta päättyy "
        "tekoihin: työyhteisö tekee oman suunnitelman, ja me palaamme katsomaan, mitä siitä tuli.</p>",
        "<p>Käymme läpi myös lomakkeenne, kirjeenne ja verkkosivunne ja ehdotamme kieltä, jossa jokainen tunnistaa "
        "itsensä.</p>",
    ),
    in_english=True,
)

EVALUATION = EvaluationSpec(
    key="mita-jai-mieleen",
    of="yhdenvertainen-palvelu",
    module=0,
    title="Mitä jäi mieleen ensimmäisestä kerrasta?",
    lead="Viisi kysymystä, kolme minuuttia. Vastaustenne perusteella muutamme toista kertaa.",
    closes_in_weeks=3,
    questions=(
        (
            "radio", "Kuinka paljon koulutuskerrasta oli hyötyä työssäsi?",
            ("1 – ei lainkaan", "2 – vähän", "3 – jonkin verran", "4 – paljon", "5 – erittäin paljon"),
        ),
        ("radio", "Tulitko kuulluksi?", ("Kyllä", "Osittain", "En")),
        ("checkboxes", "Mikä toimi hyvin?", ("Alustukset", "Keskustelut", "Harjoitukset", "Tauot")),
        ("multiline", "Mitä otat mukaan arkeen?", ()),
        ("multiline", "Mitä tekisit toisin?", ()),
    ),
    thank_you="Kiitos! Kerromme toisen kerran aluksi, mitä vastauksista opimme.",
)
