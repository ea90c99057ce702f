"""The tasks under the desk's own name; what they are stands in ``forms_app.tasks``."""
from forms_app.tasks import Task, tasks_for

__all__ = ["Task", "tasks_for"]
