/* Konferensläge: the arrow keys, and a presenter's remote control (Page Up and Page Down). Stands in the frame. */
{
  const PATIENCE = 5000; // milliseconds for the server to answer a key
  let asked = null; // the slide of the last key that is not answered yet
  let pressed = 0;
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const shown = document.querySelector(".st-key-mk-slide-bar [data-place]");
    if (!shown) return; // another page
    const place = Number(shown.dataset.place);
    const last = Number(shown.dataset.last);
    if (asked === place || performance.now() - pressed > PATIENCE) asked = null;
    const from = asked ?? place; // a key pressed again before the server has answered goes on from here
    const to = { // the last slide is the end: all of them in order are asked for by their button
      ArrowRight: from + 1, PageDown: from + 1, ArrowLeft: from - 1, PageUp: from - 1, Home: 1, End: last - 1,
    }[event.key];
    if (event.key === "Escape") document.querySelector(".st-key-mk-slide-leave button")?.click();
    if (to === undefined) return;
    event.preventDefault();
    if (to < 1 || to >= last || to === from) return;
    asked = to;
    pressed = performance.now();
    const address = new URL(location.href);
    address.searchParams.set("bild", to);
    history.replaceState(history.state, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state })); // the framework asks for what it says
  });
}
