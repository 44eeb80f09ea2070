/* The workbench: its contents lead to their parts and leave the address alone. Stands in the frame. */
{
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".mk-contents a");
    if (!link) return;
    event.preventDefault();
    const part = document.querySelector(`.st-key-mk-part-${link.getAttribute("href").slice(1)}`);
    const heading = part?.querySelector("h2") ?? part;
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    heading.scrollIntoView({ block: "start", behavior: still ? "auto" : "smooth" });
  });
}
