/* Konferensläge: the arrow keys, and a presenter's remote control (Page Up and Page Down). */
let place = 1;
let turn = null;

export default function ({ data, setTriggerValue }) {
  place = data.place;
  if (turn) document.removeEventListener("keydown", turn);
  turn = (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    const to = {
      ArrowRight: place + 1, PageDown: place + 1, ArrowLeft: place - 1, PageUp: place - 1, Home: 1, End: data.last,
    }[event.key];
    if (event.key === "Escape") setTriggerValue("leave", true);
    if (to === undefined) return;
    event.preventDefault();
    if (to < 1 || to > data.last || to === place) return;
    place = to; // a key pressed again before the server has answered goes on from here
    setTriggerValue("turned", to);
  };
  document.addEventListener("keydown", turn);
  const mine = turn;
  return () => document.removeEventListener("keydown", mine);
}
