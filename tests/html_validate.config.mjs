// What html-validate asks of every page: all it recommends, for whole documents and for accessibility too.
// Each exception has a reason.
export default {
  root: true,
  extends: ["html-validate:recommended", "html-validate:document", "html-validate:a11y"],
  rules: {
    // Templates indent what they include; a reader meets no line ends.
    "no-trailing-whitespace": "off",
    // A summary of errors stands before the h1 of its page; measures.js asks for that h1 everywhere else.
    "heading-level": ["error", { minInitialRank: "h2" }],
    // A telephone number keeps together by a class of ours; it is copied with common spaces.
    "tel-non-breaking": ["error", { ignoreClasses: ["nobreak"] }],
    // The browser checks what comes from elsewhere; what comes from this very site needs no checksum.
    "require-sri": ["error", { target: "crossorigin" }],
    // A page is called what its editor calls it, and the body's name comes last: only what no tab can show is too long.
    "long-title": ["error", { maxlength: 120 }],
    // Several choices under one name are HTML's own way, and Django's; brackets in names are PHP's.
    "form-dup-name": ["error", { shared: ["radio", "checkbox", "submit", "button", "reset"] }],
  },
};
