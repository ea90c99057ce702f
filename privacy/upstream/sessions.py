"""django.contrib.sessions: only those who sign in have a session; public pages set no cookie."""
from privacy.contracts import Erase
from privacy.notation import secrets, staff

TABLES = {
    "sessions.Session": {
        **secrets("opens her session to whoever holds it", "session_key"),
        **staff(
            "her account number, when and how she signed in, and messages not yet shown; signed and "
            "unreadable without the site's key, dead at its date; holds nothing that her account lacks",
            "session_data", erase=Erase.EXPIRES, exported=False,
        ),
        **staff("when the session ends", "expire_date", erase=Erase.EXPIRES),
    },
}
