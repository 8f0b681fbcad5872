// Joins the two sides of every .quoteattr-verify: a quotation of the draft opens its card, an opened card shows its
// quotation. Safe to run any number of times; nothing global is left behind, nothing is fetched.
(() => {
  function view(root) {
    const cards = [...root.querySelectorAll(".qv-card")];
    const cardOf = new Map(cards.map((card) => [card.dataset.n, card]));
    const pieces = [...root.querySelectorAll(".qv-q")];

    function show(number) {
      for (const piece of pieces) {
        const now = piece.dataset.n === number;
        piece.classList.toggle("qv-now", now);
        if (piece.tabIndex === 0) piece.setAttribute("aria-expanded", String(now));
      }
    }
    function open(number) {
      for (const card of cards) card.open = card.dataset.n === number;
      show(number);
      const card = cardOf.get(number);
      card.scrollIntoView({ block: "nearest" });
      card.querySelector("summary").focus({ preventScroll: true });
    }

    const seen = new Set();
    for (const piece of pieces) {
      const number = piece.dataset.n;
      piece.addEventListener("click", (event) => {
        if (!getSelection().isCollapsed) return;
        event.stopPropagation();
        open(number);
      });
      if (seen.has(number) || piece.parentElement.closest(".qv-q")) continue; // one stop for a quotation
      seen.add(number);
      piece.tabIndex = 0;
      piece.setAttribute("role", "button");
      piece.setAttribute("aria-expanded", "false");
      const verdict = cardOf.get(number).querySelector(".qv-verdict").textContent;
      piece.setAttribute("aria-description", verdict);
      piece.addEventListener("keydown", (event) => {
        if (event.target !== piece || (event.key !== "Enter" && event.key !== " ")) return;
        event.preventDefault();
        event.stopPropagation(); // a notebook has keys of its own
        open(number);
      });
    }
    for (const card of cards) {
      const piece = pieces.find((one) => one.dataset.n === card.dataset.n);
      card.addEventListener("toggle", () => {
        if (!card.open) return;
        show(card.dataset.n);
        piece?.scrollIntoView({ block: "nearest" });
      });
      card.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        pieces.find((one) => one.dataset.n === card.dataset.n && one.tabIndex === 0)?.focus();
      });
    }
    root.dataset.live = "";
    const first = cards.find((card) => card.open);
    if (first) show(first.dataset.n);
  }

  for (const root of document.querySelectorAll("div.quoteattr-verify")) {
    if (root.quoteattrView) continue; // an attribute would be saved with the page, this is not
    root.quoteattrView = true;
    view(root);
  }
})();
