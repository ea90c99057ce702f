import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("privacy", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name='Disclosure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('export', 'Answers downloaded as a file')], max_length=10, verbose_name='kind')),
                ('at', models.DateTimeField(db_index=True, verbose_name='at')),
                ('by', models.UUIDField(null=True, verbose_name='by')),
                ('given_to', models.CharField(choices=[('self', 'Myself or my colleagues, for this event'), ('organisation', 'An organisation outside ours'), ('anonymous', 'Somebody who did not say who she is')], max_length=12, verbose_name='given to')),
                ('recipient', models.CharField(blank=True, max_length=120, verbose_name='organisation')),
                ('purpose', models.CharField(choices=[('attendance', 'The list at the door'), ('badges', 'Name badges'), ('catering', 'Food and drink')], max_length=12, verbose_name='purpose')),
                ('columns', models.JSONField(default=list, verbose_name='columns by key')),
                ('special', models.BooleanField(default=False, verbose_name='with sensitive data')),
                ('rows', models.PositiveIntegerField(verbose_name='rows')),
                ('group', models.UUIDField(verbose_name='form or event')),
                ('keep_until', models.DateField(db_index=True, verbose_name='kept until')),
                ('activity', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.processingactivity', verbose_name='activity')),
                ('controller', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.controller', verbose_name='controller')),
            ],
            options={
                'verbose_name': 'disclosure',
                'verbose_name_plural': 'disclosures',
                'indexes': [models.Index(fields=['group', 'at'], name='disclosure_of_group')],
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['export'])), name='disclosure_kind_known'), models.CheckConstraint(condition=models.Q(('purpose__in', ['attendance', 'badges', 'catering'])), name='disclosure_purpose_known'), models.CheckConstraint(condition=models.Q(models.Q(('given_to', 'organisation'), models.Q(('recipient', ''), _negated=True)), models.Q(('given_to__in', ['self', 'anonymous']), ('recipient', '')), _connector='OR'), name='disclosure_recipient_named_if_organisation')],
            },
        ),
    ]
