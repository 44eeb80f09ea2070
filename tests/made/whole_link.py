"""What the link to a page says in full, as *Kopiera länk* gives it; the address itself holds only what was chosen."""

import html
import re
from typing import Any
from urllib.parse import parse_qsl

from streamlit.testing.v1 import AppTest


def whole_link(app: AppTest) -> dict[str, str]:
    """Every choice of the page by its name in the address, the year and the data version too."""
    blocks: Any = app.get("html")
    (link,) = re.findall(r'<a class="mk-copy" href="\?(.*?)">', " ".join(str(block.value) for block in blocks))
    return dict(parse_qsl(html.unescape(link)))
