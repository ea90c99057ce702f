"""Osallisuusvirasto, an invented Finnish agency: its events and pages, written in Finnish."""
from __future__ import annotations

from config.demo.content import pictures
from config.demo.content.agency import events, pages, programme, projects, statement

BODY = "osallisuusvirasto"
TITLE = "Osallisuusvirasto"
SKY = (pictures.MIST, pictures.ICE)
OTHER_LANGUAGE = "sv"
#: Title, lead and address of the list of events.
INDEX = ("Tapahtumat", "Seminaarit, kurssit ja aamukahvit, joihin voit vielä tulla.", "tapahtumat")
PROJECT_INDEX = ("Hankkeet", "Mitä kokeilemme yhdessä muiden kanssa muutaman vuoden ajan.", "hankkeet")
LEAD = "Autamme viranomaisia kuulemaan ihmisiä ajoissa. Tule seminaariin, kurssille tai aamukahville."

CONTROLLER_NAMES = {
    "fi": "Osallisuusvirasto",
    "sv": "Delaktighetsverket",
    "en": "The Agency for Participation",
}

PEOPLE = {
    "helmi": {
        "name": "Helmi Rauhasalo",
        "role": "Erityisasiantuntija",
        "telephone": "+358 9 555 0112",
        "email": "helmi.rauhasalo@example.org",
    },
    "otso": {
        "name": "Otso Kivelänranta",
        "role": "Kouluttaja",
        "telephone": "+358 9 555 0147",
        "email": "otso.kivelanranta@example.org",
    },
}

PLACES = {
    "talo": {
        "name": "Osallisuuden talo",
        "street_address": "Majakkakatu 14",
        "postal_code": "00999",
        "city": "Helsinki",
        "country": "FI",
        "rooms": "Sali Kaiku, ensimmäinen kerros",
        "map_url": "https://www.example.org/kartta/osallisuuden-talo",
        "directions": "Raitiovaunulla Majakkatorille, siitä kaksi minuuttia kävellen.",
        "step_free": "yes",
        "hearing_loop": "yes",
        "accessible_toilet": "yes",
        "access_note": "Esteetön sisäänkäynti on sisäpihan puolella, ovella on soittokello.",
    },
}

AUDIENCES = {"viranomaiset": "Viranomaiset", "jarjestot": "Järjestöt", "kunnat": "Kunnat"}

EVENTS = (*events.EVENTS, programme.NETWORK, programme.PROGRAMME)
EVALUATIONS = (programme.EVALUATION,)
PAGES = pages.PAGES
PROJECTS = projects.PROJECTS
STATEMENT = statement.STATEMENT
