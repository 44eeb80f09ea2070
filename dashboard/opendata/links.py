"""Where readers find a page, a file or an image: under the server's own address, or beside each other as files."""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

DATA, IMAGES, FEED = "data", "bild", "nytt.xml"


@dataclass(frozen=True)
class Links:
    """Addresses of a running server.

    Attributes:
        base: its address without a slash last; empty where addresses begin at its root.
        edition: the fixed version that is read; empty for what holds now.
    """

    base: str = ""
    edition: str = ""

    @property
    def has_images(self) -> bool:
        """Whether any chart can be asked for as an image."""
        return True

    def data(self, name: str = "") -> str:
        """A file of open data; their index without a name."""
        folder = f"{DATA}/utgava/{quote(self.edition)}" if self.edition else DATA
        return f"{self.base}/{folder}/{quote(name)}"

    def of_edition(self, name: str) -> "Links":
        """The same of a fixed version."""
        return Links(self.base, name)

    def page(self, path: str = "", **query: str) -> str:
        """A page with what is chosen on it."""
        chosen = query | ({"utgava": self.edition} if self.edition else {})
        return f"{self.base}/{path}" + (f"?{urlencode(chosen)}" if chosen else "")

    def image(self, name: str, **query: str) -> str:
        """An image of a chart."""
        chosen = query | ({"utgava": self.edition} if self.edition else {})
        return f"{self.base}/{IMAGES}/{name}" + (f"?{urlencode(chosen)}" if chosen else "")

    def feed(self) -> str:
        """What is new."""
        return f"{self.base}/{FEED}"
