"""Pictures: that they are what they say and no larger than a picture is. Nothing is drawn, nothing is changed."""
from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Callable

from PIL import Image, UnidentifiedImageError

from forms_app.files.bad import BadFile

MOST_PIXELS = 50_000_000
#: What broken pictures make the library say.
_BROKEN = (
    OSError, SyntaxError, ValueError, EOFError, LookupError, TypeError, ArithmeticError, struct.error, zlib.error,
)  # fmt: skip


def _picture(kind: str, begins: bytes, ends: bytes) -> Callable[[bytes], None]:
    """A check of one kind of picture: how it begins and ends, what it says of its size, that it is whole."""

    def check(content: bytes) -> None:
        if not content.startswith(begins):
            raise BadFile("content")
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(content), formats=[kind]) as image:
                    width, height = image.size
                    if width * height > MOST_PIXELS:
                        raise BadFile("pixels")
                    image.verify()
        except BadFile:
            raise
        except Image.DecompressionBombError:
            raise BadFile("pixels") from None
        except UnidentifiedImageError:
            raise BadFile("content") from None
        except _BROKEN:
            raise BadFile("broken") from None
        if ends not in content:
            raise BadFile("broken")

    return check


jpeg = _picture("JPEG", b"\xff\xd8\xff", b"\xff\xd9")
png = _picture("PNG", b"\x89PNG\r\n\x1a\n", b"IEND")
