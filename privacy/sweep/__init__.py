"""Looking for what is left of somebody: in every table, file, session, index and cache, declared or not.

The database is asked what it holds, not the models and not the declarations, so that what nobody
thought of is found too. A finding says where, never what.
"""

from privacy.sweep.findings import Finding, State, Sweep
from privacy.sweep.needles import Needle, NeedleKind
from privacy.sweep.sweeping import sweep

__all__ = ["Finding", "Needle", "NeedleKind", "State", "Sweep", "sweep"]
