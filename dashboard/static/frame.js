/* What the framework leaves out of the frame: landmarks, what is read aloud, copied links, printing, whole charts on paper. */
{
  const PARTS = { ".st-key-mk-header": "banner", ".st-key-mk-body": "main", ".st-key-mk-footer": "contentinfo" };
  const RESTED = "[data-testid=stApp][data-test-script-state=notRunning]";
  const all = (selector) => document.querySelectorAll(selector);
  const set = (part, name, value) => part.getAttribute(name) === value || part.setAttribute(name, value);
  const AIR = 12; // pixels between the bar of choices and what is come to below it
  const ANSWERS = 700; // milliseconds that a browser may take to copy; some ask first, and some never answer
  const TOLD = 250; // milliseconds from when a field is left until it has told the server what was typed
  let told = null; // what was read aloud last
  let waiting = 0;
  let receipt = null; // the one that was shown last
  let said = null; // as above, of what stands at the button that was pressed
  let pressed = null; // the button that the pointer went down on, and where
  let sought = location.hash.slice(1); // the key of a chart, or of a part of the page
  let titled = null; // the page that was read last, and the name over it
  let asked = ""; // the page and the part of it that the address asked for last

  function mark() {
    for (const [selector, role] of Object.entries(PARTS)) all(selector).forEach((part) => set(part, "role", role));
    all(".st-key-mk-body").forEach((part) => set(part, "tabindex", "-1"));
    all("[data-testid=stMain]").forEach((part) => {
      set(part, "tabindex", "-1");
      set(part, "role", "presentation"); // the doors and the foot stand within it
    });
    all(".st-key-mk-nav").forEach((part) => {
      set(part, "role", "navigation");
      set(part, "aria-label", "Sidor");
    });
    const doors = [...all(".st-key-mk-nav a, .st-key-mk-tools [data-testid=stPageLink-NavLink], .st-key-mk-footer a")];
    const leadsTo = (door) => door.getAttribute("href").split("?")[0].split("/").pop();
    const here = location.pathname.split("/").pop();
    const open = doors.find((door) => leadsTo(door) === here) ?? doors[0]; // shown also where no page stands
    for (const door of doors) {
      if (door === open) set(door, "aria-current", "page");
      else door.removeAttribute("aria-current");
    }
    all(".st-key-mk-more summary").forEach((more) => { // who stands on a page under Mer sees that in the bar too
      if (open?.closest(".st-key-mk-more")) set(more, "aria-current", "true");
      else more.removeAttribute("aria-current");
    });
    all("[data-testid=stIconMaterial]").forEach((icon) => set(icon, "aria-hidden", "true"));
    const bench = document.querySelector(".st-key-mk-bench");
    const bar = bench?.offsetHeight ? bench : bench?.querySelector("[data-testid=stElementContainer]:has(.mk-contents)");
    document.documentElement.classList.toggle("mk-has-bar", Boolean(bench));
    const { style } = document.documentElement, high = `${(bar?.offsetHeight ?? 0) + AIR}px`;
    if (style.getPropertyValue("--bar") !== high) style.setProperty("--bar", high);
    all(".js-plotly-plot .svg-container").forEach(fit);
    all("[data-testid=stExpanderDetails]:has(.st-key-mk-focus)").forEach(use);
  }

  function use(held) { // a fold that style.css shows without its head is shut all the same: the framework lets nobody in
    const fold = held.closest("details"), head = fold.querySelector("summary");
    held.inert = !fold.open && getComputedStyle(head).display !== "none";
  }

  function fit(chart) { // paper scales what was drawn: no event tells of it everywhere, so it is always ready
    const layers = chart.querySelectorAll(":scope > .main-svg");
    const [width, height] = ["width", "height"].map((side) => parseFloat(layers[0]?.getAttribute(side)));
    if (!(width > 0 && height > 0)) return;
    const isHome = chart.closest(":is(.st-key-mk-mapped, .st-key-mk-focus) [class*=st-key-map-hemma]");
    chart.style.setProperty("--paper", `${width} / ${height}`);
    chart.style.setProperty("--high", `${height}px`);
    for (const layer of layers) {
      set(layer, "viewBox", `0 0 ${width} ${height}`);
      if (isHome) set(layer, "preserveAspectRatio", "xMidYMid slice"); // in a box of its land's form (style.css)
      set(layer, "role", "presentation"); // the chart has a name
    }
  }

  function tell() {
    const said = document.querySelector(RESTED) && document.querySelector(".mk-announce")?.textContent;
    if (!said || said === told) return;
    if (told !== null) document.getElementById("mk-live").textContent = said;
    told = said;
  }

  function look() {
    waiting = 0;
    mark();
    tell();
    begin();
    goTo();
    hand();
    show();
  }

  async function copy(link) {
    const live = document.getElementById("mk-live");
    const label = (link.dataset.label ??= link.textContent);
    const whole = document.querySelector(".st-key-mk-header .mk-copy"); // a chart's link is the page's with its part
    const address = link.hash && whole ? whole.href + link.hash : link.href, isText = link.dataset.copies === "text";
    const copied = isText ? link.closest("div").querySelector(".mk-cite").textContent : address;
    const what = isText ? "Texten" : "Länken";
    const write = async () => navigator.clipboard.writeText(copied); // there is no clipboard at all over plain http
    let isShown = false;
    const offer = () => {
      if (!isShown) byHand(what, copied);
      isShown = true;
    };
    const waits = setTimeout(offer, ANSWERS);
    try {
      await write();
    } catch {
      offer();
      return;
    } finally {
      clearTimeout(waits);
    }
    document.getElementById("mk-by-hand").close(); // it may have been let later
    live.textContent = `${what} är kopierad`;
    link.textContent = "Kopierad"; // shorter than what it says otherwise: nothing wraps
    setTimeout(() => { link.textContent = label; }, 4000);
  }

  function byHand(what, copied) { // shown, and chosen, to be copied by hand: no page is left
    const box = document.getElementById("mk-by-hand"), field = box.querySelector("textarea");
    box.querySelector("label").textContent = `${what} kunde inte kopieras. Här är den, redan markerad:`;
    field.value = copied;
    if (!box.open) box.showModal();
    field.select();
    field.scrollTop = 0;
  }

  function begin() { // what a page is about was chosen anew: it is read from its start, but where a bar of choices stays
    const heading = document.querySelector(`${RESTED} .st-key-mk-body h1`);
    if (!heading) return;
    const name = heading.textContent + (new URLSearchParams(location.search).get("fraga") ?? ""); // what is asked is a page
    const isNew = titled && titled.page === location.pathname && titled.name !== name;
    titled = { page: location.pathname, name };
    if (isNew && !all(".st-key-mk-bench").length) document.querySelector("[data-testid=stMain]").scrollTop = 0;
  }

  function goTo() { // the part of the page that the address names, once it is there; not again as one chooses there
    const named = new URLSearchParams(location.search).get("avsnitt"), asks = `${location.pathname} ${named ?? ""}`;
    if (asks !== asked && (named || asked)) sought = named ? `mk-part-${named}` : "";
    asked = asks;
    const part = sought && document.querySelector(`${RESTED} .st-key-${CSS.escape(sought)}`);
    if (!part) return;
    sought = "";
    const heading = part.querySelector("h2");
    if (!part.matches("[class*=st-key-mk-part-]") || !heading) part.scrollIntoView({ block: "center" });
    else {
      set(heading, "tabindex", "-1");
      heading.focus({ preventScroll: true });
      heading.scrollIntoView({ block: "start" });
    }
  }

  function hand() { // what a press did, where the form that was pressed is shut and the page stands elsewhere
    const given = document.querySelector(`${RESTED} [class*="st-key-mk-receipt-"]`);
    if (!given || given === receipt) return;
    receipt = given;
    set(given, "tabindex", "-1");
    given.focus({ preventScroll: true });
    given.scrollIntoView({ block: "center" });
  }

  function show() { // how a press went, where that came to stand below or above what is seen
    const given = document.querySelector(`${RESTED} [class*="st-key-mk-told-"]`);
    if (!given || given === said) return;
    said = given;
    const { top, bottom } = given.getBoundingClientRect();
    if (top < 0 || bottom > innerHeight) given.scrollIntoView({ block: "center" });
  }

  // A field that is left tells what was typed, and the page may move before the pointer is up: the press takes all the same.
  document.addEventListener("pointerdown", ({ target, clientX, clientY }) => {
    const button = target.closest?.("[data-testid=stMain] button");
    pressed = button && { button, clientX, clientY };
  }, true);
  document.addEventListener("pointerup", ({ target, clientX, clientY }) => {
    const was = pressed;
    pressed = null;
    if (!was?.button.isConnected || was.button.contains(target)) return;
    if (Math.hypot(clientX - was.clientX, clientY - was.clientY) < 5) was.button.click();
  }, true);

  // It tells so a moment later. A finger's press on a link is over by then, and the page where it was typed would come back.
  let typedIn = null, leftAt = -TOLD;
  document.addEventListener("input", ({ target }) => { typedIn = target; });
  document.addEventListener("focusout", ({ target }) => {
    if (target !== typedIn) return;
    typedIn = null;
    leftAt = performance.now();
  });

  // A question is asked with Enter however many lines it takes: the framework has Ctrl+Enter for a field of several.
  document.addEventListener("keydown", (event) => {
    const { key, shiftKey, ctrlKey, metaKey, isComposing, target } = event;
    if (key !== "Enter" || shiftKey || ctrlKey || metaKey || isComposing || !target.matches(".st-key-mk-ask textarea")) return;
    event.preventDefault();
    event.stopPropagation();
    target.dispatchEvent(new KeyboardEvent("keydown", { key, code: "Enter", ctrlKey: true, bubbles: true }));
  }, true);

  // What is kept while it is typed: the framework sends a field when it is left, and a reload leaves none.
  const KEPT = "[class*=st-key-mk-kept-] input", PAUSE = 500; // milliseconds without a letter
  let unsent = 0;
  document.addEventListener("input", ({ target }) => {
    if (!target.matches(KEPT)) return;
    clearTimeout(unsent);
    const leave = new FocusEvent("focusout", { bubbles: true }); // which it is not: whoever types goes on
    unsent = setTimeout(() => target.dispatchEvent(leave), PAUSE);
  });

  addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href]:not([target=_blank], [href^='#'])");
    if (!link || performance.now() - leftAt > TOLD || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    leftAt = -TOLD;
    setTimeout(() => follow(link), TOLD);
  }, true);

  function follow(link) { // what was typed may have drawn the page anew meanwhile: the same way stands there as another link
    const href = link.getAttribute("href");
    const there = link.isConnected ? link : [...all("a[href]")].find((one) => one.getAttribute("href") === href);
    if (there) there.click();
    else location.assign(link.href);
  }

  const isFitted = (chart) => {
    const width = parseFloat(chart.querySelector(".main-svg")?.getAttribute("width"));
    return !chart.checkVisibility() || !(Math.abs(width - chart.clientWidth) > 2);
  };
  async function print() { // each chart is drawn in the paper's width first: scaled down its words would be too small
    const page = document.documentElement.classList, latest = performance.now() + 4000;
    if (page.contains("mk-paper")) return;
    page.add("mk-paper");
    do await new Promise((done) => { setTimeout(done, 150); });
    while (performance.now() < latest && ![...all("[data-testid=stPlotlyChart]")].every(isFitted));
    window.print();
    page.remove("mk-paper");
  }

  addEventListener("beforeprint", () => document.documentElement.classList.add("mk-scaled"));
  addEventListener("afterprint", () => document.documentElement.classList.remove("mk-scaled"));

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key !== "p") return;
    event.preventDefault();
    print();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest?.(".mk-print")) print();
    event.target.closest?.("#mk-by-hand button")?.closest("dialog").close();
    const link = event.target.closest?.(".mk-copy, .mk-skip");
    if (!link) return;
    event.preventDefault();
    if (link.matches(".mk-skip")) document.querySelector(".st-key-mk-body")?.focus();
    else copy(link);
  });
  let shutAt = 0;
  const shut = () => { // it takes its time: pressed again meanwhile, as by a focus and a press, it would stay open
    const summary = document.querySelector(".st-key-mk-more details[open] > summary");
    if (!summary || performance.now() - shutAt < 600) return;
    shutAt = performance.now();
    summary.click();
  };
  document.addEventListener("click", (event) => { // also where a link in it was followed
    if (!event.target.closest?.(".st-key-mk-more summary")) shut();
    else if (event.isTrusted) shutAt = 0; // opened anew by who reads: what follows may shut it, however soon
  });
  const isInMenu = (part) => { // on a narrow screen doors of the bar stand in it too
    const room = part.closest?.(".st-key-mk-nav > *");
    return part.closest?.(".st-key-mk-more") || (room && getComputedStyle(room).position === "absolute");
  };
  document.addEventListener("focusin", (event) => { if (!isInMenu(event.target)) shut(); });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.activeElement?.closest?.(".st-key-mk-more")) return;
    shut();
    document.querySelector(".st-key-mk-more summary").focus();
  });
  // Tab out of a day that is typed shuts its calendar, which lies over what is filled in next, and tells the day.
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Tab" || event.shiftKey || !event.target.matches?.("[data-testid=stDateInputCalendarButton]")) return;
    event.target.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
  });
  addEventListener("resize", () => { waiting ||= setTimeout(look, 100); });
  document.addEventListener("DOMContentLoaded", () => {
    new MutationObserver((changes) => {
      waiting ||= setTimeout(look, 100);
      // At once, before it is painted: what is drawn anew within the frame of the drawing before is cut off on paper.
      changes.forEach(({ target }) => target.matches(".main-svg") && fit(target.parentElement));
    }).observe(document.body, {
      subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-script-state", "width", "height"],
    });
  });
}
