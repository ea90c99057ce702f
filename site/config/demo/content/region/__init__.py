"""Region Granskär, an invented Swedish region: its events and pages, written in Swedish."""
from __future__ import annotations

from config.demo.content import pictures
from config.demo.content.region import events, network, pages, projects, statement

BODY = "region-granskar"
TITLE = "Region Granskär"
#: The page put forward on the start page.
FEATURE = "vassbaten"
SKY = (pictures.PAPER, pictures.SAND)
OTHER_LANGUAGE = "fi"
#: Title, lead and address of the list of events.
INDEX = ("Evenemang", "Det som händer hos oss den närmaste tiden.", "evenemang")
PROJECT_INDEX = ("Projekt", "Det vi prövar tillsammans med andra under några år.", "projekt")
LEAD = "Seminarier, samtal och verkstäder för dig som arbetar med kultur, bibliotek och delaktighet i Granskär."

CONTROLLER_NAMES = {
    "sv": "Kulturnämnden i Region Granskär",
    "fi": "Region Granskärin kulttuurilautakunta",
    "en": "The Culture Committee of Region Granskär",
}

PEOPLE = {
    "ylva": {
        "name": "Ylva Ternström",
        "role": "Utvecklare, bibliotek och unga",
        "telephone": "+46 40 628 04 12",
        "email": "ylva.ternstrom@example.org",
    },
    "josef": {
        "name": "Josef Halvarsgård",
        "role": "Samordnare för husets program",
        "telephone": "+46 40 628 04 37",
        "email": "josef.halvarsgard@example.org",
    },
}

PLACES = {
    "biblioteket": {
        "name": "Granskärs stadsbibliotek",
        "street_address": "Strandgatan 8",
        "postal_code": "290 99",
        "city": "Granskär",
        "rooms": "Sal Vassen, andra våningen",
        "map_url": "https://www.example.org/karta/stadsbiblioteket",
        "directions": "Tre minuter till fots från busstationen. Följ kajen åt norr.",
        "step_free": "yes",
        "hearing_loop": "yes",
        "accessible_toilet": "yes",
        "access_note": "Hissen finns till höger innanför entrén.",
    },
    "fyrhuset": {
        "name": "Fyrhuset",
        "street_address": "Lotsplatsen 2",
        "postal_code": "290 98",
        "city": "Granskär",
        "rooms": "Entréscenen, bottenvåningen",
        "map_url": "https://www.example.org/karta/fyrhuset",
        "directions": "Buss 4 till Lotsplatsen.",
        "step_free": "yes",
        "hearing_loop": "no",
        "accessible_toilet": "yes",
    },
    "sjobodarna": {
        "name": "Sjöbodarna i Lommarhamn",
        "street_address": "Hamnvägen 11",
        "postal_code": "290 97",
        "city": "Lommarhamn",
        "rooms": "Nätboden, rakt in från kajen",
        "map_url": "https://www.example.org/karta/sjobodarna",
        "directions": "Båtbussen lägger till utanför. Parkering finns vid kyrkan.",
        "step_free": "yes",
        "hearing_loop": "yes",
        "accessible_toilet": "no",
        "access_note": "Närmaste tillgängliga toalett finns i hamnkontoret, hundra meter bort.",
    },
}

AUDIENCES = {"bibliotek": "Bibliotekspersonal", "kultur": "Kulturarbetare", "alla": "Alla som är nyfikna"}

EVENTS = (*events.EVENTS, network.NETWORK)
EVALUATIONS = ()
PAGES = pages.PAGES
PROJECTS = projects.PROJECTS
STATEMENT = statement.STATEMENT
