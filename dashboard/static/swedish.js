/* The framework's own words in Swedish: it has no setting for them. Only whole texts that are known are exchanged. */
{
  // Its calendar follows the browser's language; whoever reads a Swedish page gets Swedish months.
  for (const [name, value] of [["language", "sv-SE"], ["languages", ["sv-SE", "sv"]]])
    Object.defineProperty(navigator, name, { get: () => value, configurable: true });

  const WORDS = {
    "Open": "Öppna", "Dismiss": "Stäng", "Close": "Stäng", "Clear value": "Ta bort valet",
    "No results": "Inga träffar", "No options to select.": "Inget att välja.",
    "Select all": "Välj alla", "Clear all": "Ta bort alla", "Selected values": "Valda",
    "Selectbox": "Lista", "Selectbox options": "Alternativ", "Multiselect": "Lista", "Multiselect options": "Alternativ",
    "Choose an option": "Välj", "Choose options": "Välj", "Choose or add an option": "Välj",
    "Choose date": "Välj dag", "yyyy": "åååå", "Clear date": "Ta bort dagen", "Calendar": "Kalender", "Select...": "Välj",
    "Use arrow keys to navigate dates. Enter to select. Escape to close.":
      "Piltangenterna går mellan dagarna. Retur väljer. Escape stänger.",
    "Sort ascending": "Sortera stigande", "Sort descending": "Sortera fallande", "Autosize": "Anpassa bredden",
    "Pin column": "Lås kolumnen", "Unpin column": "Lås upp kolumnen", "Hide column": "Dölj kolumnen",
    "Copy column name": "Kopiera kolumnens namn", "No options": "Inga träffar", "Empty": "Tomt",
    "Search": "Sök", "Fullscreen": "Helskärm", "Close fullscreen": "Stäng helskärm", "Download as CSV": "Hämta som CSV",
    "Show/hide columns": "Visa eller dölj kolumner", "Add row": "Ny rad", "Delete row(s)": "Ta bort rader",
    "Clear selection": "Släpp markeringen",
    "Upload": "Välj en fil", "Add files": "Lägg till fil", "Drag and drop a file here": "Släpp en fil här",
    "Drag and drop files here": "Släpp filer här", "File Uploader": "Välj fil",
    "Error uploading file": "Filen kom inte fram", "Error deleting file": "Filen kunde inte tas bort",
    "Upload failed": "Filen kom inte fram", "Network error": "Ingen kontakt med servern",
    "Download Button": "Hämta", "Download failed": "Filen kunde inte hämtas. Försök igen.",
    "Connection error": "Ingen kontakt med servern", "Please wait...": "Vänta …", "Running...": "Arbetar …",
    "Connecting to Streamlit server": "Söker kontakt med servern", "Reconnected to server.": "Kontakten är tillbaka.",
    "Connection lost. Please wait for the app to reconnect, then try again.":
      "Kontakten med servern bröts. Vänta tills den är tillbaka och försök igen.",
    "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in your terminal:":
      "Servern svarar inte. Ladda om sidan om en stund.",
    "Error": "Fel", "Page not found": "Sidan finns inte", "Skip to main content": "Hoppa till innehållet",
    "Press Enter to apply": "Retur: använd", "Press Enter to submit form": "Retur: spara",
  };
  // As the page says sizes: a decimal of what is small.
  const sized = (count) => Number(count).toFixed(count < 10 ? 1 : 0).replace(".0", "").replace(".", ",");
  const PATTERNS = [
    [/^Remove (.+)$/, "Ta bort $1"],
    [/^year, (.+)$/, "år, $1"], [/^month, (.+)$/, "månad, $1"], [/^day, (.+)$/, "dag, $1"],
    [/^Select (\d+) matches$/, "Välj $1 träffar"],
    [/^(\d+) options? available\.$/, "$1 att välja på."],
    [/^([\d.]+) ?([KMG]?B) per file(?: • (.+))?$/, "Högst $1 $2 $3"],
    [/^(\d+(?:\.\d+)?) ?([KMG]?)B$/, (_, count, by) => `${sized(count)} ${by === "K" ? "k" : by}${by ? "B" : "byte"}`],
    [/^You can only select up to (\d+) options?\. Remove an option first\.$/, "Högst $1 kan väljas. Ta bort ett först."],
    [/^: Date set outside allowed range\. Please select a date on or before (.+)\.$/, ": välj en dag till och med $1."],
    [/^: Date set outside allowed range\. Please select a date on or after (.+)\.$/, ": välj en dag från och med $1."],
    [/^: Date set outside allowed range\. Please select a date between (.+) and (.+)\.$/, ": välj en dag från $1 till $2."],
    [/^(\S+) files are not allowed\.$/, "Filer av slaget $1 kan inte tas emot."],
  ];
  // A label is markdown, but read aloud as it was sent: with what keeps its signs from meaning something.
  const ESCAPED = /\\([\\`*_[\]<>#|~$:&!/.)+=-])|\u2060/g;
  const SPOKEN = ["aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "title", "placeholder", "alt"];
  // What is written as if it were a text of ours: a button, and what is wrong with a day.
  const THEIRS = "[data-testid=stFileUploaderDropzone], [data-testid=stTooltipErrorContent]";
  const OURS = "[data-testid=stMarkdownContainer], [data-testid=stHtml], script, style, code, svg";

  function swedish(text) {
    const known = text.trim();
    if (!known || known.length > 120) return null;
    if (Object.hasOwn(WORDS, known)) return WORDS[known];
    const [pattern, words] = PATTERNS.find(([one]) => one.test(known)) ?? [];
    return pattern ? known.replace(pattern, words).trim() : null;
  }

  // What kept an address from becoming a link has done so once the text is shown: what is copied is the address itself.
  function exchange(node) {
    const shown = node.data.replaceAll("\u2060", "");
    const ours = node.parentElement?.closest(OURS);
    const words = (ours && !ours.closest(THEIRS) ? null : swedish(shown)) ?? shown;
    if (words !== node.data) node.data = words;
  }

  function speak(part) {
    for (const name of SPOKEN) {
      const said = part.getAttribute(name);
      if (said === null) continue;
      const words = swedish(said) ?? (name === "aria-label" ? said.replace(ESCAPED, "$1") : said);
      if (words !== said) part.setAttribute(name, words);
    }
  }

  function look(part) {
    if (part.nodeType === Node.TEXT_NODE) return exchange(part);
    if (part.nodeType !== Node.ELEMENT_NODE || part.matches("svg, script, style")) return undefined;
    speak(part);
    part.childNodes.forEach(look);
    return undefined;
  }

  document.addEventListener("DOMContentLoaded", () => {
    look(document.body);
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "childList") addedNodes.forEach(look);
        else if (type === "characterData") exchange(target);
        else speak(target);
      }
    }).observe(document.body, {
      subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: SPOKEN,
    });
  });
}
