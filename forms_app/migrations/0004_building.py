from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0003_persons")]

    operations = []
