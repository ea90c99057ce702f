from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0006_exports")]

    operations = []
