"""What privacy's own tables hold about anybody: one module for each file of ``privacy.models``.

Each module holds ``TABLES``: model ("privacy.ModelName") -> column -> declaration.
"""
