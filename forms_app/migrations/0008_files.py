from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0007_evaluations")]

    operations = []
