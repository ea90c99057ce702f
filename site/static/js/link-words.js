// A check of the previewed page: the words of a link must say where it leads. Which words do not comes with the rule.
window.axe.configure({
  checks: [{
    id: "link-words",
    evaluate: (link, { words }) => {
      const said = (link.getAttribute("aria-label") || link.textContent).toLowerCase().replace(/\s+/g, " ");
      return !words.includes(said.replace(/^[ .…:!?>»→–-]+|[ .…:!?>»→–-]+$/g, ""));
    },
  }],
});
