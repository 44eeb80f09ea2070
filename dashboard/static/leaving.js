/* What is typed in a judgement or in the draft and not sent goes with the page: whoever leaves it is asked first. */
{
  const OURS = "[class*=st-key-judgement-], [class*=st-key-draft-]";
  const ASKS = "Det du har skrivit är inte sparat. Vill du lämna sidan ändå?";
  const within = (target, selector) => target instanceof Element && target.closest(selector);
  let isTyped = false;

  const isHere = () => isTyped && document.querySelector(OURS) !== null;
  addEventListener("input", ({ target }) => { if (within(target, OURS)) isTyped = true; }, true);
  addEventListener("click", (event) => {
    const button = within(event.target, "button");
    if (button && within(button, OURS) && !within(button, "[class*=-show]")) isTyped = false; // sent
    const door = within(event.target, "a[href]");
    if (!door || door.target === "_blank" || door.getAttribute("href").startsWith("#") || !isHere()) return;
    if (confirm(ASKS)) isTyped = false;
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  addEventListener("beforeunload", (event) => { if (isHere()) event.preventDefault(); });
}
