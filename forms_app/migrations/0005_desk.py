import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HANDLING = [("received", "Received"), ("handled", "Handled"), ("archived", "Archived")]


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0004_building"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="SubmissionNote",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("text", models.CharField(help_text="For example: Called back, brings a colleague. The note is a part of the record: she may ask to read it. Nothing sensitive, such as health or diet.", max_length=1000, verbose_name="note")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by")),
                ("submission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="forms_app.submission", verbose_name="submission")),
            ],
            options={"verbose_name": "note on a submission", "verbose_name_plural": "notes on submissions", "ordering": ["at"]},
        ),
        migrations.CreateModel(
            name="HandlingChange",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("act", models.UUIDField(db_index=True, verbose_name="act")),
                ("before", models.CharField(choices=HANDLING, max_length=10, verbose_name="state before")),
                ("after", models.CharField(choices=HANDLING, max_length=10, verbose_name="state after")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by")),
                ("submission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="handling_changes", to="forms_app.submission", verbose_name="submission")),
            ],
            options={
                "verbose_name": "change of state",
                "verbose_name_plural": "changes of state",
                "ordering": ["at"],
                "constraints": [models.CheckConstraint(condition=models.Q(("before__in", ["received", "handled", "archived"]), ("after__in", ["received", "handled", "archived"])), name="forms_app_handling_change_is_known")],
            },
        ),
        migrations.CreateModel(
            name="StaffEntry",
            fields=[
                ("submission", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="entry", serialize=False, to="forms_app.submission", verbose_name="submission")),
                ("channel", models.CharField(choices=[("telephone", "Telephone"), ("visit", "Visit"), ("letter", "Letter"), ("email", "E-mail"), ("list", "List from another system")], help_text="What came by letter or e-mail is a document received; what you take down on the telephone or at a visit is drawn up by us.", max_length=10, verbose_name="How did it come?")),
                ("came_at", models.DateTimeField(help_text="The retention period is counted from then.", verbose_name="When did it come?")),
                ("notice_given", models.CharField(choices=[("read", "Read aloud"), ("sent", "Sent to her"), ("handed", "Handed over"), ("earlier", "Given by the system she registered in")], help_text="Everybody is told what becomes of her data before they are stored.", max_length=10, verbose_name="How was the notice given?")),
                ("why_closed", models.CharField(blank=True, help_text="For example: Called in time, we were not there. No names.", max_length=200, verbose_name="Why after the last day?")),
                ("at", models.DateTimeField(verbose_name="entered")),
                ("by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="by")),
            ],
            options={
                "verbose_name": "entry by staff",
                "verbose_name_plural": "entries by staff",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("channel__in", ["telephone", "visit", "letter", "email", "list"])), name="forms_app_staffentry_channel_is_known"),
                    models.CheckConstraint(condition=models.Q(("notice_given__in", ["read", "sent", "handed", "earlier"])), name="forms_app_staffentry_notice_is_known"),
                ],
            },
        ),
    ]
