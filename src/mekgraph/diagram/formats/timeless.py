"""Office files without the time at which they were written: the same content is the same bytes."""

import datetime
import io
import zipfile
from typing import Final

# The first moment that a ZIP file can tell.
NEVER: Final = datetime.datetime(1980, 1, 1)
FIRST = "[Content_Types].xml"  # where programs look first


def timeless(package: bytes) -> bytes:
    """The same package with its parts in order of name, none of which says when, or on what system, it was written."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w") as new:
        for name in sorted(old.namelist(), key=lambda name: (name != FIRST, name)):
            part = zipfile.ZipInfo(name, NEVER.timetuple()[:6])
            part.create_system = 0
            new.writestr(part, old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
