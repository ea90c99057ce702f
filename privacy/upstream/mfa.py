"""allauth.mfa: the second factor of staff."""
from privacy.contracts import Erase
from privacy.notation import keys, secrets, staff

TABLES = {
    "mfa.Authenticator": {
        **keys("id"),
        **staff("which second factor she has, since when, and when she used it last",
                "user", "type", "created_at", "last_used_at", erase=Erase.DELETE_ROW),
        **secrets("the seed of her one-time codes, or her recovery codes: whoever reads it is her", "data"),
    },
}
