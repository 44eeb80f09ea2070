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
/* Underlag: the contents of a document lead to its headings, within the sheet that scrolls. */
{
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(".mk-doc-contents a");
    if (!link) return;
    event.preventDefault();
    const sheet = link.closest(".mk-document");
    const heading = sheet.querySelector(`${link.getAttribute("href")} :is(h3, h4, h5, h6)`);
    if (!heading) return;
    heading.setAttribute("tabindex", "-1");
    heading.focus({ preventScroll: true });
    sheet.scrollTop += heading.getBoundingClientRect().top - sheet.getBoundingClientRect().top - 16;
  });
}
/* The slider over the years of map and spread: every year is in the charts already, and the server is asked nothing. */
{
  const STEP = 1100; // milliseconds that a year is shown; one with a break twice as long
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let playing = 0; // the timer of the next year

  const parts = (within) => {
    const box = within.closest(".mk-years");
    const find = (name) => box.querySelector(name);
    return {
      box, steps: JSON.parse(box.dataset.steps), slider: find(".mk-year"), now: find(".mk-year-now"),
      said: find(".mk-year-said"), play: find(".mk-play"), choose: find(".mk-year-choose"),
    };
  };

  function draw(box, year) {
    const part = box.closest("[class*=st-key-mk-part-]");
    for (const chart of part.querySelectorAll(".js-plotly-plot")) {
      const menu = chart._fullLayout?.updatemenus?.[0];
      const button = chart.querySelector(".updatemenu-button");
      if (!menu || !button) continue;
      menu.buttons[0].args[0] = [String(year)];
      button.dispatchEvent(new MouseEvent("click"));
    }
  }

  function show(within) {
    const { box, steps, slider, now, said, choose } = parts(within);
    const place = Number(slider.value);
    const [year, text] = steps[place];
    slider.setAttribute("aria-valuetext", year);
    now.textContent = year;
    said.textContent = text;
    choose.hidden = place === Number(box.dataset.shown);
    choose.textContent = `Visa hela sidan för ${year}`;
    draw(box, year);
  }

  function stop() {
    clearTimeout(playing);
    playing = 0;
    document.querySelectorAll(".mk-play").forEach((button) => { button.textContent = "Spela upp"; });
  }

  function next(box) {
    const { steps, slider, said } = parts(box);
    const place = Number(slider.value);
    if (!box.isConnected || still.matches || place >= steps.length - 1) {
      stop();
      if (box.isConnected) document.getElementById("mk-live").textContent = `${steps[place][0]}. ${said.textContent}`;
      return;
    }
    slider.value = place + 1;
    show(box);
    playing = setTimeout(next, steps[place + 1][2] ? 2 * STEP : STEP, box);
  }

  function play(button) {
    if (playing) {
      stop();
      return;
    }
    if (still.matches) return; // nothing moves by itself; the slider does the same
    const { box, steps, slider } = parts(button);
    if (Number(slider.value) >= steps.length - 1) slider.value = 0;
    show(box);
    button.textContent = "Stoppa";
    playing = setTimeout(next, STEP, box);
  }

  function choose(button) {
    const { box, steps, slider } = parts(button);
    const year = String(steps[Number(slider.value)][0]);
    const address = new URL(location.href);
    if (year === box.dataset.usual) address.searchParams.delete("ar");
    else address.searchParams.set("ar", year);
    history.pushState(history.state, "", address);
    dispatchEvent(new PopStateEvent("popstate", { state: history.state })); // the framework asks for what it says
  }

  document.addEventListener("input", (event) => {
    if (!event.target.matches?.(".mk-year")) return;
    stop();
    show(event.target);
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest?.(".mk-play, .mk-year-choose");
    if (!button) return;
    if (button.matches(".mk-play")) play(button);
    else choose(button);
  });
  still.addEventListener("change", stop);
}
