"""wagtail.users: how a colleague likes her admin."""
from privacy.contracts import Erase
from privacy.notation import keys, staff

TABLES = {
    "wagtailusers.UserProfile": {
        **keys("id"),
        **staff("whose settings they are, and her picture",
                "user", "avatar", erase=Erase.DELETE_ROW),
        **staff("which mails she wants",
                "submitted_notifications", "approved_notifications", "rejected_notifications",
                "updated_comments_notifications", erase=Erase.DELETE_ROW),
        **staff("language, time zone and looks of her admin; more contrast and keyboard shortcuts may "
                "tell how she sees and works",
                "preferred_language", "current_time_zone", "theme", "contrast", "density",
                "keyboard_shortcuts", erase=Erase.DELETE_ROW),
        **staff("which hints she has closed", "dismissibles", erase=Erase.DELETE_ROW),
    },
}
