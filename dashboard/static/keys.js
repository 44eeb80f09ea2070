/* Konferensläge: the arrow keys, and a presenter's remote control (Page Up and Page Down). */
const PATIENCE = 5000; // milliseconds for the server to answer a key
let place = 1;
let asked = null; // the slide of the last key that is not answered yet
let pressed = 0;
let turn = null;

export default function ({ data, setTriggerValue }) {
  if (asked === data.place || performance.now() - pressed > PATIENCE) asked = null;
  if (asked === null) place = data.place; // the answer to an earlier key must not take back a later one
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
    place = asked = to; // a key pressed again before the server has answered goes on from here
    pressed = performance.now();
    setTriggerValue("turned", to);
  };
  document.addEventListener("keydown", turn);
  const mine = turn;
  return () => document.removeEventListener("keydown", mine);
}
