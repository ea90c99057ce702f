import django.core.validators
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("forms_app", "0007_evaluations")]

    operations = [
        migrations.AddField(
            model_name='formfield',
            name='most_files',
            field=models.PositiveSmallIntegerField(default=1, help_text='How many files may be sent along, at most three. Counts only for that kind of question.', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3)], verbose_name='most files'),
        ),
        migrations.AddField(
            model_name='submission',
            name='quarantined_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='set aside as suspicious'),
        ),
        migrations.AlterField(
            model_name='formfield',
            name='field_type',
            field=models.CharField(choices=[('Ready-made questions', [('name', 'Name'), ('title', 'Title'), ('organisation', 'Organisation'), ('email', 'E-mail'), ('telephone', 'Telephone'), ('diet', 'Special diet'), ('access', 'Access needs'), ('invoice', 'Invoice details'), ('next_time', 'Tell me about next time'), ('statement', 'Statement to agree to')]), ('Own questions', [('singleline', 'One line of text'), ('multiline', 'Several lines of text'), ('number', 'Number'), ('date', 'Date'), ('dropdown', 'Choose one from a list'), ('radio', 'Choose one of a few'), ('checkboxes', 'Choose several'), ('checkbox', 'Yes or no'), ('persons', 'Number of persons'), ('file', 'Files to send along'), ('heading', 'Heading between questions'), ('hidden', 'Hidden value set by the site')])], default='singleline', help_text='A ready-made question comes with its words, its length and its protection of data.', max_length=16, verbose_name='kind of question'),
        ),
        migrations.CreateModel(
            name='SubmittedFile',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=16, verbose_name='question key')),
                ('kind', models.CharField(choices=[('pdf', 'PDF'), ('jpeg', 'JPEG'), ('png', 'PNG'), ('docx', 'Word (.docx)'), ('odt', 'OpenDocument (.odt)'), ('txt', 'TXT')], max_length=8, verbose_name='kind of file')),
                ('size', models.PositiveIntegerField(verbose_name='size in bytes')),
                ('sha256', models.CharField(max_length=64, verbose_name='checksum')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='forms_app.submission', verbose_name='submission')),
            ],
            options={
                'verbose_name': 'file sent along',
                'verbose_name_plural': 'files sent along',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['pdf', 'jpeg', 'png', 'docx', 'odt', 'txt'])), name='forms_app_file_kind_is_known'), models.CheckConstraint(condition=models.Q(('size__gt', 0)), name='forms_app_file_is_not_empty')],
            },
        ),
    ]
