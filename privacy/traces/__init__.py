"""The copies that people forget: old versions, logs, comments, translations, the search index, unsaved forms.

``search`` looks through every declared text for names and addresses, ``erase`` removes one confirmed
trace as its column is declared, ``forget_record`` takes what follows a record that is destroyed.
"""

from privacy.traces.erasing import erase
from privacy.traces.finding import Trace, search
from privacy.traces.followers import forget_record

__all__ = ["Trace", "erase", "forget_record", "search"]
