"""allauth.account: the addresses by which staff sign in and reset a password."""
from privacy.contracts import Erase
from privacy.notation import keys, links, secrets, staff, technical

TABLES = {
    "account.EmailAddress": {
        **keys("id"),
        **staff("her address, beside the one on the account", "user", "email", erase=Erase.DELETE_ROW),
        **staff("whether she has shown that the address is hers, and which one is used",
                "verified", "primary", erase=Erase.DELETE_ROW),
    },
    "account.EmailConfirmation": {
        **keys("id"),
        **links("email_address"),
        **technical("when a link for confirming an address was made and sent", "created", "sent"),
        **secrets("a one-time key in a mailed link; it dies with the address it confirms", "key"),
    },
}
