/* A day that is typed counts at once: the framework tells the server only when the field is left or its calendar shut.

What is no day it empties, or reads as another, and says nothing: that is said here, under the field. */
{
  const FIELD = "[data-testid=stDateInputField]", PART = `${FIELD} [role=spinbutton]`, PAUSE = 500; // milliseconds
  const HALF = "Det du skrev är ingen hel dag och räknas inte: skriv år, månad och dag.";
  const typed = new WeakMap(); // the digits typed in a field since it was entered or changed otherwise
  let unsent = 0;

  const partsOf = (field) => [...field.querySelectorAll("[role=spinbutton]")];
  const isFilled = (part) => !part.hasAttribute("data-placeholder");
  const isWhole = (field) => partsOf(field).every(isFilled);
  const shownIn = (field) => partsOf(field).map((part) => part.textContent);

  function say(field, text) {
    const box = field.closest("[data-testid=stDateInput]");
    const said = box.querySelector(":scope > .mk-day-fault") ?? document.createElement("p");
    said.className = "mk-fault mk-day-fault";
    said.setAttribute("role", "alert");
    if (said.textContent !== text) said.textContent = text;
    if (text) box.append(said);
    else said.remove();
  }

  function check(field) {
    const filled = partsOf(field).filter(isFilled).length, shown = shownIn(field), digits = typed.get(field) ?? "";
    if (!isWhole(field)) return say(field, filled ? HALF : "");
    const isOther = digits.length === 8 && digits !== shown.join("");
    return say(field, isOther ? `${digits} är ingen dag i almanackan. Nu står det ${shown.join("-")}: rätta det.` : "");
  }

  function tell(field) {
    clearTimeout(unsent);
    if (!field.isConnected || !isWhole(field)) return;
    check(field);
    // Which it is not: whoever types goes on. With the calendar open the framework wants to know where to.
    const leave = new FocusEvent("focusout", { bubbles: true, relatedTarget: document.body });
    (field.contains(document.activeElement) ? document.activeElement : field).dispatchEvent(leave);
  }

  document.addEventListener("keydown", ({ key, target }) => {
    const field = target.matches?.(PART) && target.closest(FIELD);
    if (!field) return;
    if (/^\d$/.test(key)) typed.set(field, (typed.get(field) ?? "") + key);
    else if (!/^(-|Tab|Enter|Shift)$/.test(key)) typed.delete(field);
  }, true);
  document.addEventListener("keyup", ({ key, target }) => {
    const field = target.matches?.(PART) && target.closest(FIELD);
    if (!field) return;
    clearTimeout(unsent);
    if (key === "Enter") tell(field);
    else unsent = setTimeout(() => tell(field), PAUSE);
  }, true);
  document.addEventListener("focusout", (event) => {
    const field = event.isTrusted && event.target.matches?.(PART) && event.target.closest(FIELD);
    if (!field || field.contains(event.relatedTarget)) return;
    clearTimeout(unsent);
    check(field);
    typed.delete(field);
  }, true);
  document.addEventListener("focusin", ({ target }) => { // also from the calendar, where a day was chosen instead
    const field = target.closest?.(FIELD);
    if (field && !typed.has(field) && isWhole(field)) say(field, "");
  });
}
