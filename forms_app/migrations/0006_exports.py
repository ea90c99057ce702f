import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("forms_app", "0005_desk"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        migrations.swappable_dependency(settings.WAGTAIL_PAGE_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Export',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('order', models.JSONField(verbose_name='what was ordered')),
                ('state', models.CharField(choices=[('waiting', 'Waiting to be made'), ('ready', 'Ready to be fetched'), ('failed', 'Could not be made')], default='waiting', max_length=10, verbose_name='state')),
                ('ordered_at', models.DateTimeField(verbose_name='ordered')),
                ('submissions', models.PositiveIntegerField(verbose_name='submissions to read')),
                ('done', models.PositiveIntegerField(default=0, verbose_name='submissions read')),
                ('rows', models.PositiveIntegerField(default=0, verbose_name='rows')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='attempts')),
                ('next_attempt_at', models.DateTimeField(verbose_name='next attempt')),
                ('problem', models.CharField(blank=True, max_length=60, verbose_name='last problem')),
                ('lease', models.UUIDField(null=True, verbose_name='held by')),
                ('leased_until', models.DateTimeField(null=True, verbose_name='held until')),
                ('read_at', models.DateTimeField(null=True, verbose_name='answers read')),
                ('expires_at', models.DateTimeField(db_index=True, null=True, verbose_name='expires')),
                ('fetched', models.PositiveIntegerField(default=0, verbose_name='times fetched')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ordered by')),
                ('page', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.WAGTAIL_PAGE_MODEL, verbose_name='page')),
            ],
            options={
                'verbose_name': 'export',
                'verbose_name_plural': 'exports',
                'ordering': ['-ordered_at'],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['waiting', 'ready', 'failed'])), name='forms_app_export_state_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('expires_at__isnull', True), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('expires_at__isnull', False)), _connector='OR'), name='forms_app_export_expires_when_done'), models.CheckConstraint(condition=models.Q(models.Q(('lease__isnull', True), ('leased_until__isnull', True)), models.Q(('lease__isnull', False), ('leased_until__isnull', False)), _connector='OR'), name='forms_app_export_lease_is_whole')],
            },
        ),
    ]
