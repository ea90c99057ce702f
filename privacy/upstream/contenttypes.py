"""django.contrib.contenttypes: the list of models."""
from privacy.notation import keys, technical

TABLES = {
    "contenttypes.ContentType": {
        **keys("id"),
        **technical("names a model of the software", "app_label", "model"),
    },
}
