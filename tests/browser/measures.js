// What a tape measure says of the page at hand. Each function returns what is wrong, a line for each place.
(() => {
  const FOCUSABLE = "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']";
  const LANDMARKS = { banner: "body > header", main: "main", contentinfo: "body > footer" };
  // WCAG 2.2, 1.4.12.
  const SPACING = `* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`;
  const SEEN = ["outlineStyle", "outlineWidth", "outlineColor", "boxShadow", "borderColor", "backgroundColor"];

  const name = (element) =>
    `<${element.localName}${element.className ? ` class="${element.className}"` : ""}> ${(element.textContent || "").trim().slice(0, 40)}`;
  const drawn = (element) => element.checkVisibility({ visibilityProperty: true });
  const hidden = (element) => element.closest(".visually-hidden, .trap, .skip");
  const all = (selector) => [...document.querySelectorAll(selector)].filter(drawn);
  const controls = () => all(FOCUSABLE).filter((element) => !element.disabled && element.tabIndex >= 0);

  return {
    // One h1, first of all, and no level left out on the way down.
    headings() {
      const found = all("h1, h2, h3, h4, h5, h6");
      const levels = found.map((heading) => Number(heading.localName[1]));
      const wrong = found.filter((_heading, at) => at && levels[at] > levels[at - 1] + 1);
      const first = levels.indexOf(1);
      if (levels.filter((level) => level === 1).length !== 1 || !document.querySelector("main h1")) wrong.push(document.body);
      if (found.slice(0, first).some((heading) => heading.closest("main") && !heading.closest("[role=alert]"))) wrong.push(found[0]);
      return wrong.map((element) => `heading: ${name(element)}`);
    },

    // One header, one main part, one foot; navigations that are told apart by their names.
    landmarks() {
      const wrong = Object.entries(LANDMARKS)
        .filter(([, selector]) => document.querySelectorAll(selector).length !== 1)
        .map(([landmark]) => `landmark: ${landmark}`);
      const names = all("nav").map((nav) => nav.getAttribute("aria-label") || nav.getAttribute("aria-labelledby"));
      if (names.some((each) => !each) || new Set(names).size < names.length) wrong.push(`landmark: nav ${names}`);
      return wrong;
    },

    // Whatever takes the focus shows it.
    focus() {
      const wrong = [];
      for (const element of controls()) {
        const look = () => SEEN.map((property) => getComputedStyle(element)[property]).join("|");
        element.blur();
        const before = look();
        element.focus({ focusVisible: true, preventScroll: true });
        const style = getComputedStyle(element);
        const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
        if (document.activeElement !== element || (!outlined && look() === before)) wrong.push(element);
      }
      document.activeElement.blur();
      return wrong.map((element) => `focus: ${name(element)}`);
    },

    // Controls of forms are 44 pixels high, with the label that belongs to them where they are small; axe sees to 24 pixels.
    targets() {
      return all("input:not([type=hidden]), select, textarea, button, .button, summary").filter((element) => {
        if (hidden(element)) return false;
        const row = ["checkbox", "radio"].includes(element.type) ? element.closest(".choice") || element : element;
        return row.getBoundingClientRect().height < 43.9;
      }).map((element) => `target: ${name(element)}`);
    },

    // Nothing is wider than the window.
    reflow() {
      const over = document.documentElement.scrollWidth - window.innerWidth;
      return over > 0 ? [`reflow: ${over} pixels too wide at ${window.innerWidth}`] : [];
    },

    // Whatever glides into the size or the colours that the window has just got is there.
    settle() {
      document.getAnimations().forEach((each) => each.effect.getComputedTiming().endTime < Infinity && each.finish());
    },

    // Nothing in the main part ends outside the window, unless one can push it there; Wagtail's minimap waits there.
    cutOff() {
      this.settle();
      const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
      const within = (element) => element && (scrolls(element) || within(element.parentElement));
      return all("main *").filter((element) => {
        const { right, width } = element.getBoundingClientRect();
        return width && right > window.innerWidth + 1 && !hidden(element) && !element.closest(".w-minimap") && !within(element.parentElement);
      }).map((element) => `cut off: ${name(element)}`);
    },

    // With the widest spacing of text a reader may choose, nothing is cut off.
    spacing() {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(SPACING);
      const before = [...document.adoptedStyleSheets];
      document.adoptedStyleSheets = [...before, sheet];
      const cut = all("body *").filter((element) => {
        if (hidden(element) || element.closest("svg") || !element.clientHeight) return false;
        const { overflowX, overflowY } = getComputedStyle(element);
        const boxed = element.matches(".button, input, select, summary, .date-tile");
        const beyond = [element.scrollWidth > element.clientWidth + 1, element.scrollHeight > element.clientHeight + 1];
        return [overflowX, overflowY].some((kept, at) => beyond[at] && (["hidden", "clip"].includes(kept) || (boxed && at)));
      });
      const found = [...cut.map((element) => `spacing: ${name(element)}`), ...this.reflow().map((each) => `spacing, ${each}`)];
      document.adoptedStyleSheets = before;
      return found;
    },

    // Letters twice as large, as a reader may set them in her browser.
    largeText() {
      const { style } = document.documentElement;
      style.fontSize = `${2 * parseFloat(getComputedStyle(document.documentElement).fontSize)}px`;
      const found = this.reflow().map((each) => `large text, ${each}`);
      style.fontSize = "";
      return found;
    },

    // Bytes as the browser reads them, by what asked for them, and how many requests; the page itself not counted.
    weight() {
      const found = performance.getEntriesByType("resource").map((each) => [new URL(each.name), each.decodedBodySize]);
      const bytes = (ending) =>
        found.filter(([url]) => ending.test(url.pathname)).reduce((sum, [, size]) => sum + size, 0);
      return {
        styles_and_scripts: bytes(/\.(css|js)$/), fonts: bytes(/\.woff2?$/), requests: found.length,
        fonts_asked_for: new Set(found.map(([url]) => url.pathname).filter((path) => /\.(woff2?|ttf|otf)$/.test(path))).size,
      };
    },

    // How much has moved by itself since the page began to show, the font and the pictures being there.
    async shift() {
      await document.fonts.ready;
      await Promise.all([...document.images].filter((image) => image.loading !== "lazy").map((image) => image.decode()));
      return new Promise((resolve) => {
        let sum = 0;
        const observer = new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) sum += entry.value;
        });
        observer.observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(sum), 50));
      });
    },

    pictures() {
      return [...document.images].filter((image) => !image.getAttribute("width") || !image.getAttribute("height"))
        .map((image) => `picture without width and height: ${image.getAttribute("src")}`);
    },
  };
})()
