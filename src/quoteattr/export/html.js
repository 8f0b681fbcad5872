// Makes every .quoteattr on the page pressable. Safe to run any number of times, and on a page that was saved with
// what an earlier run had added. Nothing global is left behind, and nothing is fetched.
(() => {
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const button = (text, onclick) => make("button", { type: "button", textContent: text, onclick });
  const numbers = (element) => (element.dataset.a || "").split(" ").map(Number);

  // The title becomes a description at first use, so that the browser's own tooltip does not show as well.
  const lines = (element) => {
    if (element.title) {
      element.setAttribute("aria-description", element.title);
      element.removeAttribute("title");
    }
    return (element.getAttribute("aria-description") || "").split("\n");
  };

  function view(root) {
    const text = root.querySelector(".qa-text");
    const badges = [...text.querySelectorAll("sup.qa-no")].sort((a, b) => a.dataset.a - b.dataset.a);
    const badgeOf = new Map(badges.map((badge) => [Number(badge.dataset.a), badge]));
    const chapters = [...text.querySelectorAll(".qa-chapter")];
    let chosen = null; // the button of the speaker whose quotations alone are shown
    let shown = badges; // the badges of what is shown, in order
    let now = -1; // the place in it
    let anchor = null; // what the box tells about
    let pinned = false;
    let opener = null; // where the focus goes when the box is closed
    let timer = 0;

    // ------------------------------------------------------------------------------------------- the box
    const box = make("div", { className: "qa-why", hidden: true, tabIndex: -1 });
    box.setAttribute("role", "dialog");
    box.setAttribute("aria-label", "Why");

    function row(line) {
      const code = make("code", { textContent: line.slice(line.indexOf(":") + 2) });
      const copy = button("Copy", () => {
        getSelection().selectAllChildren(code);
        const copied = () => (copy.textContent = "Copied");
        if (navigator.clipboard) navigator.clipboard.writeText(code.textContent).then(copied, () => {});
        else if (document.execCommand("copy")) copied();
      });
      copy.setAttribute("aria-label", `Copy the row ${code.textContent}`);
      return make("div", { className: "qa-row" }, code, copy);
    }

    function fill(element) {
      const [name, ...rest] = lines(element);
      const reasons = rest.filter((line) => /^[+−] /.test(line));
      const rows = rest.filter((line) => line.startsWith("correct: "));
      const plain = rest.filter((line) => !reasons.includes(line) && !rows.includes(line));
      const said = (tag, line) => make(tag, { textContent: line, dir: "auto" });
      box.replaceChildren(make("p", {}, make("strong", { textContent: name, dir: "auto" })));
      box.append(...plain.map((line) => said("p", line)));
      const weighed = (line) => (line[0] === "−" ? "less sure: " : "") + line.slice(2);
      if (reasons.length) box.append(make("ul", {}, ...reasons.map((line) => said("li", weighed(line)))));
      box.append(...rows.map(row));
    }

    function show(element, at = element) {
      clearTimeout(timer);
      if (anchor !== element) fill(element);
      anchor = element;
      box.hidden = false;
      const whole = root.getBoundingClientRect();
      const rects = [...at.getClientRects()];
      const place = rects[rects.length - 1] || at.getBoundingClientRect();
      // above: over the whole of what is told about, not only over its number
      const top = Math.min(place.top, element.previousElementSibling?.getBoundingClientRect().top ?? place.top);
      const below = place.bottom + box.offsetHeight + 12 < innerHeight || top < box.offsetHeight + 12;
      const left = Math.min(place.left - whole.left, whole.width - box.offsetWidth - 8);
      box.style.left = `${Math.max(8, left)}px`;
      box.style.top = `${(below ? place.bottom + 6 : top - box.offsetHeight - 6) - whole.top}px`;
    }

    function hide() {
      clearTimeout(timer);
      pinned = false;
      anchor = opener = null;
      box.hidden = true;
    }
    const later = (action) => {
      clearTimeout(timer);
      timer = setTimeout(action, 150);
    };
    function enter(element, at) {
      opener = at;
      show(element, at);
      pinned = true;
      box.focus();
    }
    const leave = () => pinned || later(hide);
    const subject = (target) => {
      const over = target.closest?.("[data-a], .qa-cast button");
      return !over || !root.contains(over) ? null : over.dataset.a ? badgeOf.get(numbers(over)[0]) : over;
    };

    root.addEventListener("pointerover", (event) => {
      if (pinned || event.pointerType === "touch") return;
      const found = subject(event.target);
      if (box.contains(event.target)) clearTimeout(timer);
      else if (found) later(() => show(found, event.target.isConnected ? event.target : found));
      else leave();
    });
    root.addEventListener("pointerleave", leave);
    text.addEventListener("click", (event) => {
      const found = subject(event.target);
      if (!found || !getSelection().isCollapsed) return pinned && hide();
      found.focus({ preventScroll: true });
      show(found, event.target);
      pinned = true;
    });
    root.addEventListener("focusin", ({ target }) => {
      if (badges.includes(target)) mark(shown.indexOf(target));
      if (badges.includes(target) || target.matches(".qa-cast button:focus-visible")) show(target);
    });
    root.addEventListener("focusout", (event) => {
      if (!box.contains(event.relatedTarget)) hide();
    });
    text.addEventListener("scroll", () => pinned || hide());

    // ------------------------------------------------------------------------- from quotation to quotation
    const status = make("span", { role: "status" });
    const previous = button("‹ Previous", () => go(now < 0 ? shown.length - 1 : now - 1));
    const next = button("Next ›", () => go(now + 1));
    const about = button("About", () => enter(chosen, about));
    const everyone = button("Show everyone", () => choose(null));

    function mark(place) {
      for (const element of text.querySelectorAll(".qa-now")) element.classList.remove("qa-now");
      for (const badge of badges) if (badge.tabIndex === 0) badge.tabIndex = -1;
      now = place;
      const current = shown[now] || shown[0];
      if (current) current.tabIndex = 0;
      if (shown[now]) shown[now].classList.add("qa-now");
      tell();
    }
    function tell() {
      const whose = chosen ? ` by ${chosen.querySelector(".qa-name").textContent}` : "";
      const count = `${shown.length} quotation${shown.length === 1 ? "" : "s"}`;
      status.textContent = shown[now] ? `${now + 1} of ${count}${whose}` : `${count}${whose}`;
      previous.disabled = next.disabled = !shown.length;
      about.hidden = everyone.hidden = !chosen;
    }
    function go(place) {
      const badge = shown[(place + shown.length) % shown.length];
      badge.scrollIntoView({ block: "center" });
      mark(shown.indexOf(badge));
      badge.focus({ preventScroll: true });
      // parts that were out of sight take their true height only now
      requestAnimationFrame(() => {
        badge.scrollIntoView({ block: "center" });
        show(badge);
      });
    }
    text.addEventListener("keydown", (event) => {
      const place = shown.indexOf(event.target);
      if (place < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: shown.length - 1 }[event.key];
      if (to !== undefined) go(to);
      else if (event.key === "Enter" || event.key === " ") enter(event.target, event.target);
      else return;
      event.preventDefault();
      event.stopPropagation(); // a notebook has keys of its own
    });
    root.addEventListener("keydown", (event) => {
      if (box.contains(event.target)) event.stopPropagation();
      if (event.key !== "Escape" || box.hidden) return;
      event.stopPropagation();
      if (box.contains(document.activeElement)) (opener || anchor).focus({ preventScroll: true });
      hide();
    });

    // -------------------------------------------------------------------------------------- the cast
    function choose(line) {
      hide();
      chosen?.setAttribute("aria-pressed", "false");
      chosen = line === chosen ? null : line;
      chosen?.setAttribute("aria-pressed", "true");
      for (const element of text.querySelectorAll(".qa-on")) element.classList.remove("qa-on");
      text.classList.toggle("qa-only", Boolean(chosen));
      shown = badges;
      if (chosen) {
        const label = chosen.parentNode.dataset.s;
        shown = badges.filter((badge) => badge.textContent === label);
        const theirs = new Set(shown.map((badge) => Number(badge.dataset.a)));
        for (const element of text.querySelectorAll("[data-a]"))
          if (numbers(element).some((number) => theirs.has(number))) element.classList.add("qa-on");
        const colour = /qa-(c\d|none)/.exec(chosen.querySelector(".qa-no").className)[1];
        text.style.setProperty("--chosen", `var(--${colour})`);
      }
      mark(-1);
    }
    for (const line of root.querySelectorAll(".qa-cast li")) {
      let press = line.querySelector("button");
      if (!press) {
        press = make("button", { type: "button", title: line.title }, ...line.childNodes);
        line.removeAttribute("title");
        line.append(press);
      }
      press.setAttribute("aria-pressed", "false");
      press.onclick = () => choose(press);
    }

    // ------------------------------------------------------------------------------------- at the start
    for (const old of root.querySelectorAll(".qa-bar, .qa-why")) old.remove();
    badges.forEach((badge, number) => {
      badge.setAttribute("role", "button");
      badge.setAttribute("aria-label", `Quotation ${number + 1}, speaker ${badge.textContent}`);
      badge.tabIndex = -1;
    });
    const bar = make("div", { className: "qa-bar" }, previous, next, status, about, everyone);
    if (chapters.length) {
      const jump = make("select", {}, make("option", { textContent: "Chapters", value: "" }));
      jump.setAttribute("aria-label", "Go to a chapter");
      jump.append(...chapters.map((one, value) => make("option", { textContent: one.dataset.title, value })));
      jump.onchange = () => {
        const chapter = chapters[jump.value];
        if (!chapter) return;
        const behind = (badge) => chapter.compareDocumentPosition(badge) & Node.DOCUMENT_POSITION_FOLLOWING;
        const first = shown.findIndex(behind);
        mark(-1);
        now = (first < 0 ? shown.length : first) - 1; // Next goes on from here
        chapter.scrollIntoView();
        requestAnimationFrame(() => chapter.scrollIntoView());
      };
      next.after(jump);
    }
    if (badges.length || chapters.length) text.before(bar);
    root.append(box);
    root.dataset.live = "";
    choose(null);
  }

  for (const root of document.querySelectorAll(".quoteattr")) {
    if (root.quoteattrView) continue; // an attribute would be saved with the page, this is not
    root.quoteattrView = true;
    view(root);
  }
})();
