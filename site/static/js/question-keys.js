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
    static values = { withOptions: String, boxes: String };

    connect() { this.show(); }

    show() {
      const options = this.element.closest("[data-inline-panel-child]")?.querySelector(".question-options");
      if (options) options.hidden = !this.withOptionsValue.split(" ").includes(this.element.value);
    }
  }

  class QuestionCondition extends window.StimulusModule.Controller {
    static targets = ["groups", "none", "group", "box"];
    static values = { ticked: String, tickedWords: String };

    // Questions above are added, renamed and moved while this one is folded away.
    connect() { this.element.closest("details")?.addEventListener("toggle", () => this.list()); }

    list() {
      const ticked = new Set([...this.groupsTarget.querySelectorAll("input:checked")].map((box) => box.value));
      const groups = this.earlier().filter(({ key, options }) => key && options.length);
      this.groupsTarget.replaceChildren(...groups.map((question) => this.group(question, ticked)));
      this.noneTarget.hidden = groups.length > 0;
    }

    earlier() {
      const found = [];
      let row = this.element.closest("[data-inline-panel-child]");
      while ((row = row.previousElementSibling)) {
        const field = (name) => row.querySelector(`[name$="-${name}"]`);
        if (field("clean_name") && !field("DELETE")?.value) found.unshift(this.read(row, field));
      }
      return found;
    }

    read(row, field) {
      const kind = field("field_type");
      const is = (value) => kind.dataset[value].split(" ").includes(kind.value);
      const options = [...row.querySelectorAll("[data-option-rows-target=row]")]
        .map((option) => [...option.querySelectorAll("input")].map((input) => input.value))
        .filter(([key, words]) => key && words.trim());
      return {
        key: field("clean_name").value,
        label: field("label").value || kind.selectedOptions[0].text,
        options: is("questionKindBoxesValue") ? [[this.tickedValue, this.tickedWordsValue]]
          : is("questionKindWithOptionsValue") ? options : [],
      };
    }

    group({ key, label, options }, ticked) {
      const group = this.groupTarget.content.firstElementChild.cloneNode(true);
      group.querySelector("legend").textContent = label;
      group.append(...options.map(([option, words]) => {
        const box = this.boxTarget.content.firstElementChild.cloneNode(true);
        const input = box.querySelector("input");
        input.value = `${key}:${option}`;
        input.toggleAttribute("checked", ticked.has(input.value));
        box.querySelector("span").textContent = words;
        return box;
      }));
      return group;
    }
  }

  window.wagtail.app.register("question-condition", QuestionCondition);
  window.wagtail.app.register("question-kind", QuestionKind);
  window.wagtail.app.register("opaque-key", OpaqueKey);
  window.wagtail.app.register("option-rows", OptionRows);
})();
