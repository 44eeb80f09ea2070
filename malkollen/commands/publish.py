"""`malkollen publish`: the pages, documents and data as a site of files, for any web server, intranet or archive."""

import argparse
from datetime import date

from dashboard.content import facts as content
from dashboard.content.data import editions as edition_texts
from dashboard.site import pages, writing
from malkollen.database import storage
from malkollen.editions import editions
from malkollen.errors import EntryError
from malkollen.texts.swedish import number


def publish(arguments: argparse.Namespace) -> int:
    """Writes the site and says what was written."""
    if arguments.edition and arguments.as_of:
        raise EntryError(["--as-of: en fastställd version räknas alltid som dagen den fastställdes; ta bort --as-of"])
    writing.refuse(arguments.to)
    data = storage.data_folder()
    if arguments.edition:
        facts = content.load_edition(data, arguments.edition)
    else:
        facts = content.load(storage.database(), arguments.as_of or date.today())  # noqa: DTZ011 - today is the point
    every = pages.every(facts, edition_texts.since(facts, data))
    published = writing.publish(facts, every, editions.listed(data), arguments.to, data)
    size = number(published.size / 1e6, 1)
    print(f"Publicerad: {arguments.to} ({number(published.pages)} sidor, {number(published.files)} filer, {size} MB)")
    print(f"Öppna {arguments.to / 'index.html'}, eller lägg mappen på en webbserver.")
    return 0
