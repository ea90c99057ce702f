// Keys of questions and options in the page editor: made once, when a row is added, and never changed.
(() => {
  const letters = "abcdefghjkmnpqrstuvwxyz";
  const signs = letters + "23456789";

  const pick = (from) => from[crypto.getRandomValues(new Uint32Array(1))[0] % from.length];
  const newKey = () => pick(letters.slice(0, 22)) + Array.from({ length: 7 }, () => pick(signs)).join("");
  const fill = (input) => { if (!input.value) input.value = newKey(); };

  class OpaqueKey extends window.StimulusModule.Controller {
    connect() { fill(this.element); }
  }

  class OptionRows extends window.StimulusModule.Controller {
    static targets = ["rows", "row", "blank"];

    rowTargetConnected(row) { fill(row.querySelector("[data-option-key]")); }

    add() {
      this.rowsTarget.append(this.blankTarget.content.cloneNode(true));
      this.rowTargets.at(-1).querySelector("input[type=text]").focus();
    }

    remove(event) {
      event.target.closest("[data-option-rows-target=row]").remove();
      this.element.dispatchEvent(new Event("change", { bubbles: true }));
    }
  }

  class QuestionKind extends window.StimulusModule.Controller {
    static values = { withOptions: String };

    connect() { this.show(); }

    show() {
      const options = this.element.closest("[data-inline-panel-child]")?.querySelector(".question-options");
      if (options) options.hidden = !this.withOptionsValue.split(" ").includes(this.element.value);
    }
  }

  window.wagtail.app.register("question-kind", QuestionKind);
  window.wagtail.app.register("opaque-key", OpaqueKey);
  window.wagtail.app.register("option-rows", OptionRows);
})();
