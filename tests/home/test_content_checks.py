"""The checks of the preview look at what an editor can mend, and speak in our words."""
from home.content_checks import ContentChecks


def test_the_checks_know_the_empty_words_and_have_a_sentence_for_every_rule(rf):
    configuration = ContentChecks().get_axe_configuration(rf.get("/"))
    [words] = [each["options"]["words"] for each in configuration["spec"]["checks"] if each["id"] == "link-words"]
    assert {"här", "tästä", "here"} <= set(words)
    assert set(configuration["options"]["runOnly"]) == set(configuration["messages"])
    assert configuration["context"]["include"] == ["main"]
