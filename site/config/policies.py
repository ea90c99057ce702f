"""What a browser may load and do on each face of the site (Content Security Policy).

The directives stand in a fixed order, so that every process sends the same bytes.
"""
from __future__ import annotations

PUBLIC = "; ".join((
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self'",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
))
# The picture with the code for an authenticator app is part of the page itself.
ACCOUNT = PUBLIC.replace("img-src 'self'", "img-src 'self' data:")
# Wagtail writes a few scripts and styles into its pages and previews pages in a frame; it needs no eval.
ADMIN = "; ".join((
    "default-src 'none'",
    "script-src 'self' 'unsafe-inline'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "media-src 'self'",
    "font-src 'self' data:",
    "connect-src 'self'",
    "frame-src 'self'",
    "worker-src 'self' blob:",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'self'",
    "frame-ancestors 'self'",
))
