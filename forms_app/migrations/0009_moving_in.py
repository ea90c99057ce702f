import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0008_files")]

    operations = [
        migrations.CreateModel(
            name="MovedIn",
            fields=[
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="moved_in", serialize=False, to="forms_app.submission", verbose_name="submission")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="digest of the row")),
                ("system", models.CharField(choices=[("lyyti", "Lyyti"), ("magnet", "Magnet"), ("webropol", "Webropol"), ("excel", "A list in Excel"), ("other", "Another system")], max_length=10, verbose_name="system")),
                ("since", models.DateField(blank=True, null=True, verbose_name="in that system since")),
                ("notice_on", models.DateField(blank=True, null=True, verbose_name="notice given on")),
                ("notice", models.CharField(max_length=200, verbose_name="which notice was given")),
            ],
            options={
                "verbose_name": "origin of a submission that was moved in",
                "verbose_name_plural": "origins of submissions that were moved in",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("system__in", ["lyyti", "magnet", "webropol", "excel", "other"])), name="forms_app_movedin_system_is_known"),
                    models.CheckConstraint(condition=models.Q(("notice", ""), _negated=True), name="forms_app_movedin_tells_of_the_notice"),
                ],
            },
        ),
    ]
