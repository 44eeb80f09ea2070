/* What is typed in a judgement or in the draft and not saved goes with the page: whoever leaves it is asked first.

A press only sends: what is saved is taken out of its form, or the form itself is, and what is refused stands there.
What is in no form is sent when its field is left, and the server keeps it: of that nobody is asked. */
{
  const OURS = "[class*=st-key-judgement-], [class*=st-key-draft-]";
  const HELD = "textarea, input:checked, input:not([type=radio])";
  const ASKS = "Det du har skrivit är inte sparat. Vill du lämna sidan ändå?";
  const within = (target, selector) => target instanceof Element && target.closest(selector);
  const FORM = "[data-testid=stForm]";
  const keyOf = (target) => [...(within(target, OURS)?.classList ?? [])].find((name) => name.startsWith("st-key-"));
  const isSentByItself = (target) => !within(target, FORM);
  const fieldOf = (key) => document.getElementsByClassName(key)[0];
  const holds = (key) => Boolean(fieldOf(key)?.querySelector(HELD)?.value);
  const isName = (key) => /-who$/.test(key); // kept for the next form, whatever became of this one
  const typed = new Map(); // a field's key: whether it has been sent since
  let here = null; // where it was typed: the history's state, no title, the address

  const isHere = () => document.querySelector(OURS) !== null
    && [...typed].some(([key, isSent]) => !isSent || (holds(key) && !isName(key)));
  addEventListener("input", ({ target }) => {
    const key = keyOf(target);
    if (!key || (isSentByItself(target) && target.type === "radio")) return;
    typed.set(key, false);
    here = [history.state, "", location.href];
  }, true);
  addEventListener("focusout", ({ target }) => { if (isSentByItself(target)) typed.delete(keyOf(target)); }, true);
  addEventListener("click", (event) => {
    for (const [key, isSent] of typed) if (isSent && !holds(key)) typed.delete(key); // saved
    const button = within(event.target, "button");
    if (button && within(button, OURS) && !within(button, "[class*=-show]")) {
      const form = within(button, FORM);
      for (const key of typed.keys()) if (form?.contains(fieldOf(key) ?? null)) typed.set(key, true);
    }
    const door = within(event.target, "a[href]");
    if (!door || door.target === "_blank" || door.getAttribute("href").startsWith("#") || !isHere()) return;
    if (confirm(ASKS)) typed.clear();
    else {
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }, true);
  addEventListener("popstate", (event) => { // back or forward: who stays is where they were, and the framework knows of none
    if (!event.isTrusted || !isHere()) return;
    if (confirm(ASKS)) typed.clear();
    else {
      event.stopImmediatePropagation();
      history.pushState(...here);
    }
  }, true);
  addEventListener("beforeunload", (event) => { if (isHere()) event.preventDefault(); });
}
