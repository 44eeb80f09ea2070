/* A table that is filled in takes keys: whoever comes to it with Tab stands in its first cell that can be written in.

The framework hears no key while the pointer has last been seen beside the table, so it is told that it is on it. */
{
  const GRID = "canvas[data-testid=data-grid-canvas]";
  const SOON = 60, LATER = 400; // milliseconds: for the table to draw itself again, and for its cells to say which is chosen
  const TRIES = 5;
  let isTab = false;
  const gridOf = (target) => target instanceof Element ? target.closest(GRID) : null;
  const hasChosen = (grid) => grid.querySelector("[aria-selected=true]") !== null;

  function point(grid) { // at its first row, as a pointer that has come there
    const { left, top } = grid.getBoundingClientRect();
    const at = { clientX: left + 50, clientY: top + 50, bubbles: true, pointerType: "mouse" };
    grid.dispatchEvent(new PointerEvent("pointermove", at));
  }

  function choose(grid, tries) {
    if (tries === 0 || gridOf(document.activeElement) !== grid) return;
    const chosen = grid.querySelector("td[aria-selected=true]"), row = chosen?.parentElement;
    if (chosen ? !chosen.matches("[aria-readonly=true]") : hasChosen(grid)) return;
    const next = row ? row.querySelector("[aria-readonly=false]") : grid.querySelector("td");
    point(grid); // first the row's number: a cell that was the last is not chosen twice
    setTimeout(() => next?.focus(), SOON);
    setTimeout(() => choose(grid, tries - 1), LATER);
  }

  document.addEventListener("keydown", (event) => {
    isTab = event.key === "Tab";
    if (isTab) document.querySelectorAll(".dvn-scroller").forEach((frame) => { frame.tabIndex = -1; }); // takes no keys
  }, true);
  document.addEventListener("pointerdown", () => { isTab = false; }, true); // who presses a cell has chosen it
  document.addEventListener("focusin", ({ target, relatedTarget }) => {
    const grid = gridOf(target);
    if (!grid || !isTab || gridOf(relatedTarget) === grid) return;
    isTab = false;
    choose(grid, TRIES);
  }, true);
  addEventListener("pointermove", ({ isTrusted, target }) => { // a pointer that is pushed takes no keys from who writes
    const grid = isTrusted && gridOf(document.activeElement);
    if (grid && gridOf(target) !== grid) setTimeout(point, 0, grid); // once the framework has heard of it
  });
}
