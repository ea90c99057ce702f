"""django.contrib.auth: the accounts of staff. Visitors have none."""
from privacy.contracts import Erase
from privacy.notation import keys, links, secrets, staff, technical

TABLES = {
    "auth.User": {
        **keys("id"),
        **staff(
            "who she is and how she is reached; goes with the account when she leaves",
            "username", "first_name", "last_name", "email", erase=Erase.DELETE_ROW,
        ),
        **staff("when she signed in last and since when she has an account",
                "last_login", "date_joined", erase=Erase.DELETE_ROW),
        **staff("what the account may do", "is_superuser", "is_staff", "is_active", erase=Erase.DELETE_ROW),
        **secrets("a hash; handing it out would weaken the sign-in and tell her nothing", "password"),
    },
    "auth.User_groups": {
        **keys("id"),
        **staff("which roles she holds", "user", "group", erase=Erase.DELETE_ROW),
    },
    "auth.User_user_permissions": {
        **keys("id"),
        **staff("which rights she was given on her own", "user", "permission", erase=Erase.DELETE_ROW),
    },
    "auth.Group": {**keys("id"), **technical("names a role", "name")},
    "auth.Group_permissions": {**keys("id"), **links("group", "permission")},
    "auth.Permission": {
        **keys("id"),
        **links("content_type"),
        **technical("names a right that the software knows", "name", "codename"),
    },
}
