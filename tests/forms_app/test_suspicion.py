"""Signs of programs: what people write weighs too little, what programs write weighs enough."""
import itertools

import pytest

from forms_app.questions import Question, Words
from forms_app.suspicion import ENOUGH, IN_WORDS, LONG_TEXT, Sign, repeatable, signs, weight_of
from tests.genuine_posts import GENUINE

KINDS = ("name", "title", "organisation", "email", "diet", "multiline", "invoice", "number")
QUESTIONS = tuple(Question(key=kind, type=kind, label=Words(kind), required=False) for kind in KINDS)
PROSE = "Hej, vi vill gärna komma och berätta om vår verksamhet för barn och unga i länet. "


def found(**answers):
    return signs(QUESTIONS, {"name": "Maj Lind", "email": "maj.lind@lovkojan.example", **answers})


def many_links(number):
    return " ".join(f"http://a{n}.example" for n in range(number))


def everywhere(text):
    return {"name": text, "title": text.upper(), "organisation": f" {text}", "multiline": text}


def is_set_aside(**answers):
    return weight_of(found(**answers)) >= ENOUGH


@pytest.mark.parametrize("post", GENUINE, ids=lambda post: str(post["name"])[:30])
def test_no_genuine_post_is_set_aside(post):
    assert weight_of(signs(QUESTIONS, post)) < ENOUGH


def test_there_are_enough_genuine_posts_and_no_two_alike():
    assert len(GENUINE) >= 60
    assert len({str(sorted(post.items())) for post in GENUINE}) == len(GENUINE)


@pytest.mark.parametrize(("sign", "answers", "innocent"), [
    (Sign.LINK_IN_NAME, {"name": "Casino https://casino.example"}, {"name": "Casino Lind"}),
    (Sign.LINK_IN_LINE, {"organisation": "www.pills.example"}, {"organisation": "www.lovkojan.example"}),
    (Sign.MARKUP, {"multiline": "<a href='x'>y</a>"}, {"multiline": "<mailto:maj@lovkojan.example>"}),
    (Sign.MARKUP, {"multiline": "[url=x]y[/url]"}, {"multiline": "[se bilagan]"}),
    (Sign.FOREIGN_LINK, {"multiline": f"{PROSE}http://a.example"}, {"multiline": f"{PROSE}http://www.lovkojan.example"}),
    (Sign.SHORTENED_LINK, {"multiline": "https://bit.ly/abc"}, {"multiline": "https://bit.lysekil.example/abc"}),
    (Sign.MANY_LINKS, {"multiline": many_links(6)}, {"multiline": many_links(3)}),
    (Sign.MOSTLY_LINKS, {"multiline": "Se http://a.example/mer/att/lasa"}, {"multiline": f"{PROSE}http://a.example"}),
    (Sign.SAME_EVERYWHERE, everywhere("Best price"), everywhere("Nej")),
    (Sign.SCRAMBLED, {"title": "RxKqLmZwPtYv"}, {"title": "McDonald-MacLeod IKEA NORDEN"}),
    (Sign.TWO_ALPHABETS, {"name": "Mаj Lind"}, {"name": "Майя Lind-Петрова"}),
])  # fmt: skip
def test_each_sign_is_seen_and_not_where_it_is_not(sign, answers, innocent):
    assert found(**answers)[sign] >= 1
    assert sign not in found(**innocent)
    assert IN_WORDS[sign]


def test_every_sign_has_words():
    assert set(IN_WORDS) == set(Sign)


def test_four_links_weigh_less_than_six():
    weights = [found(multiline=PROSE * 4 + many_links(many)) for many in (3, 4, 6)]
    assert [each.get(Sign.MANY_LINKS, 0) for each in weights] == [0, 1, 3]


def test_a_name_in_two_alphabets_alone_is_never_enough():
    assert not is_set_aside(name="Mаj Lind")


def test_answers_that_are_no_words_and_fields_that_are_empty_say_nothing():
    assert signs(QUESTIONS, {"number": 7, "name": "", "multiline": None}) == {}


def test_free_text_that_can_be_counted_is_long_and_not_such_as_colleagues_share():
    long = "Vi erbjuder er ett mycket fördelaktigt lån redan i dag. " * 2
    assert len(long) > LONG_TEXT
    assert repeatable(QUESTIONS, {"multiline": long}) == repeatable(QUESTIONS, {"multiline": f"  {long.upper()}"}) != ""
    assert repeatable(QUESTIONS, {"multiline": "Tack!"}) == ""
    assert repeatable(QUESTIONS, {"invoice": long}) == ""


SPAM = [
    *({"name": f"{word} {link}", "email": "a@mail.example", "multiline": PROSE}
      for word, link in itertools.product(("Casino", "Pills", "Lån", "Crypto", "Viagra"), (
          "https://x.example", "http://x.example/a", "www.x.example", "HTTPS://X.EXAMPLE", "http://x.example?a=1"))),
    *({"name": "Anna Berg", "email": "a@mail.example", "multiline": f"{words} {markup}"}
      for words, markup in itertools.product(("Hello dear", "Great site", "I read your post", PROSE), (
          "<a href=\"http://x.example\">here</a>", "< a class=b href='http://x.example'>", "[url=http://x.example]x[/url]",
          "[URL]http://x.example[/URL]", "[link=http://x.example]x[/link]", "[x](http://x.example)", "<img src=x>",
          "<script src=//x.example></script>", "<iframe src=x>"))),
    *({"name": "Anna Berg", "email": "a@mail.example", "multiline": f"{words} https://{host}/{path}"}
      for words, host, path in itertools.product(("Best prices", "Earn money"), ("bit.ly", "t.me", "cutt.ly"), "ab")),
    *({"name": "Anna Berg", "email": "a@mail.example",
       "multiline": " ".join(f"https://s{n}.{domain}.example" for n in range(many))}
      for domain, many in itertools.product(("ru", "top", "click"), (6, 9, 30))),
    *({"name": word, "email": "a@mail.example", "title": other, "multiline": "ok"}
      for word, other in itertools.permutations(("RxKqLmZwPt", "hGtRfDeSwQa", "QwErTyUiOpAs"), 2)),
    *({"name": text, "title": text, "organisation": text, "multiline": text, "email": "a@mail.example"}
      for text in ("Cheap loans now", "SEO FOR YOUR SITE", "Дешёвые кредиты", "Edullista lainaa", "Buy followers")),
    *({"name": "Anna Berg", "organisation": f"www.{host}.example", "email": "a@mail.example",
       "multiline": f"{words} http://{host}.example"}
      for words, host in itertools.product(("Hi", "Hello there", "Good day", PROSE), ("pills", "casino", "loans"))),
]  # fmt: skip


def test_there_are_a_hundred_variants_of_spam():
    assert len({str(post) for post in SPAM}) >= 100


@pytest.mark.parametrize("number", range(len(SPAM)))
def test_each_variant_of_spam_is_set_aside(number):
    assert weight_of(signs(QUESTIONS, SPAM[number])) >= ENOUGH, SPAM[number]
