"""Osallisuusvirasto's accessibility statement, written in Finnish."""
from __future__ import annotations

from config.demo.content.specs import StatementSpec

STATEMENT = StatementSpec(
    key="saavutettavuusseloste",
    title="Saavutettavuusseloste",
    lead="Haluamme, että jokainen voi lukea tapahtumistamme ja ilmoittautua itse. Tässä kerromme, mikä toimii ja mitä vielä korjaamme.",
    service="Osallisuusviraston tapahtumat Kallelse-sivustolla",
    status="partly",
    shortcomings=(
        "<ul><li>Tutkimusraportin taulukoita on vaikea lukea ruudunlukijalla. Julkaisemme niiden sisällön myös "
        "tekstinä vuoden loppuun mennessä.</li><li>Kartalle pääsee vain hiirellä. Reittiohje on siksi kirjoitettu "
        "jokaisen tapahtuman sivulle.</li></ul>"
    ),
    not_covered="<p>Ennen 23. syyskuuta 2018 julkaistut PDF-esitteet eivät kuulu lain piiriin. Saat niiden sisällön meiltä pyytämällä.</p>",
    alternatives="<p>Voit ilmoittautua myös puhelimitse. Lähetämme ohjelman pyynnöstä selkokielellä tai isolla tekstillä.</p>",
    how_tested=(
        "<p>Olemme arvioineet sivut itse näppäimistöllä, ruudunlukijalla ja puhelimella sekä WCAG 2.2:n A- ja "
        "AA-tason kriteerien mukaan. Ulkopuolinen asiantuntija on tarkistanut ilmoittautumislomakkeen.</p>"
    ),
    responsible_unit="Viestintä ja kieli",
    feedback_email="saavutettavuus@example.org",
    feedback_telephone="+358 9 555 0100",
)
