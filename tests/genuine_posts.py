"""Posts as people write them: invented, in the languages and scripts that live in Sweden and Finland."""
from __future__ import annotations

_NAMES = (
    "Maj Lind", "ÅSA ÖHRN-LINDQVIST", "Heli Metsä", "Jukka-Pekka Välimäki", "Áilu Niillas-Ánde Vars", "Máret Ánne Sárá",
    "محمد الأحمد", "فاطمة حسن", "Олександр Шевченко", "Анна-Мария Петрова", "Ελένη Παπαδοπούλου", "Γιώργος Νικολάου",
    "李小龙", "Nguyễn Thị Ánh", "Þórdís Guðmundsdóttir", "Søren Kjærgård", "Zoë O'Connor", "Seán Mac Giolla Bhríde",
    "Ronald McDonald-MacLeod", "X Æ", "Jean-Luc d’Aramitz", "Maria del Carmen Núñez y Pérez", "Łukasz Żółkiewski",
    "İbrahim Çelik", "Ayşe Gül", "Bo", "Li", "anna svensson", "MATTI VIRTANEN", "Dr. phil. Eva v. Essen",
)  # fmt: skip
_TEXTS = (
    "", "Tack!", "Nej.", "Kiitos, nähdään!", "See you there.",
    "Vi läser mer om er på https://www.lovkojan.example/om-oss/verksamhet och ser fram emot dagen. Vi blir två.",
    "Lisätietoja toiminnastamme: https://kuoro.metsola.example ja https://kartta.metsola.example. Tulemme "
    "linja-autolla ja tarvitsemme paikan pyörätuolille.",
    "Hej!\nJag kan tyvärr inte vara med på förmiddagen. Går det bra att komma efter lunch? Annars avstår jag.\n\n"
    "Med vänlig hälsning\nMaj Lind\nProjektledare\nLövkojans kulturförening\n<mailto:maj.lind@lovkojan.example>\n"
    "www.lovkojan.example\n040-123 45 67",
    "I would like to know whether the talk is recorded, since two of my colleagues in Oulu cannot travel. We used your "
    "material last year (https://material.example/2026/guide.pdf) and found it very good.",
    "JAG HAR TRASIG CAPS LOCK MEN VILL GÄRNA KOMMA. RING MIG OM DET ÄR FULLT.",
    "Buorre beaivi! Mun háliidan oassálastit. Boađán Kárášjogas.",
    "Vi har läst rapporten noga. På sidan 14 står att bidraget minskar, på sidan 27 att det ökar. Vilket gäller? "
    "Underlaget finns hos https://rapport.example, och vi har skrivit om det på https://lovkojan.example/blog. "
    * 3,
)
_ORGANISATIONS = (
    "Lövkojans kulturförening", "Metsolan kuoro ry", "", "-", "KULTURNÄMNDEN", "lovkojan.example",
    "Åbo Akademi / LiU IT", "www.lovkojan.example", "iKulturNord AB", "Региональная библиотека",
)  # fmt: skip
_INVOICE = "Lövkojans kulturförening\nBox 12\n123 45 Älvmark\nReferens: 4711\nfaktura@lovkojan.example"

#: What each person answers, by the kind of the question.
GENUINE: list[dict[str, str]] = [
    {
        "name": _NAMES[number % len(_NAMES)],
        "title": ("", "Bibliotekarie", "tuottaja", "ORDFÖRANDE")[number % 4],
        "organisation": _ORGANISATIONS[number % len(_ORGANISATIONS)],
        "email": f"person.{number}@lovkojan.example",
        "diet": ("", "Vegetariskt", "nej", "gluteeniton")[number % 4],
        "multiline": _TEXTS[(number // 3) % len(_TEXTS)],
        "invoice": _INVOICE if number % 5 == 0 else "",
    }
    for number in range(66)
] + [
    {"name": "", "email": "bara.en.adress@mail.example"},
    {"name": "Maj Lind", "email": "maj@mail.example", "multiline": _TEXTS[5]},
    {"name": "maj.lind@mail.example", "email": "maj.lind@mail.example"},
    {"name": "Maj Lind", "title": "Maj Lind", "organisation": "Privatperson", "email": "maj@mail.example"},
    {"name": "Maj Lind", "email": "maj@mail.example", "organisation": "Ingen", "diet": "Ingen", "multiline": "Ingen"},
    {"name": "Heli Metsä (Хели Мется)", "email": "heli@mail.example", "multiline": _TEXTS[8]},
]
