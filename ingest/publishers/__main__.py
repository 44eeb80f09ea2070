"""Writes docs/utgivare.md: every entry that may be changed, as it stands beside the code."""

import json
import sys
from pathlib import Path

from ingest import publishers
from malkollen.texts.swedish import listed

HEAD = """# Utgivarna

Det som läsarna litar på hos varje utgivare: adresser, sökvägar, tabellers id, koder, titlar, gränser och licenser.
Skrivs av `python -m ingest.publishers`; ett test håller den lika med filerna i `ingest/publishers/`.

Byter en utgivare namn på något behövs ingen ny version: lägg samma post i `publishers.toml` i datamappen, så gäller
den i stället. Adresser kan också stå i miljön eller i `.env` (namnen står i [drift.md](drift.md#inställningar)). Till
exempel, när SCB går vidare i en annan tabell:

```toml
[scb.tables.population]
id = "TAB5557"
```

**Fel i filen.** En post som inte finns här, eller som är av fel slag, avvisas med rad och namn och stoppar bara den
utgivarens hämtningar: övriga utgivare läses in som vanligt, och de siffror som redan är inlästa står kvar. En tabell
som ingen utgivare heter stoppar ingen. Kan filen inte läsas som TOML hämtas ingenting förrän den är rättad.

**Nycklar.** En nyckel skickas bara till adresserna här, till den adress som miljön anger, eller dit
`MALKOLLEN_NOBIL_KEY_HOST` och `MALKOLLEN_TRAFIKLAB_KEY_HOST` säger; aldrig till en adress som bara `publishers.toml`
anger.

Tabeller som får fler koder än de har: {extendable}.
"""


def page() -> str:
    """The page, whole."""
    extendable = [f"`{name}.{table}`" for name in publishers.NAMES for table in publishers.ours(name)["extendable"]]
    parts = [HEAD.format(extendable=listed(extendable))]
    for name in publishers.NAMES:
        lines = [f"{entry} = {_value(value)}" for entry, value in publishers.entries(name)]
        parts.append("\n".join([f"\n## {name}\n", "```", *lines, "```", ""]))
    return "".join(parts)


def _value(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def main() -> None:
    """Writes the page to the file named, or prints it."""
    if len(sys.argv) > 1:
        Path(sys.argv[1]).write_text(page(), encoding="utf-8")
    else:
        sys.stdout.write(page())


if __name__ == "__main__":
    main()
