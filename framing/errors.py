"""The errors that framing raises on purpose; each message names the thing, the place and the cure.

`FramingError` is what they have in common: who catches it catches whatever can be wrong with a text, a file or a
call. Each is also the error of Python's own that fits, so that ``except ValueError`` and its like go on working.
"""


class FramingError(Exception):
    """Whatever framing raises on purpose."""


class InputError(FramingError, ValueError):
    """What was given has the right type but cannot be used: too long, damaged, empty, unknown."""


class InputTypeError(FramingError, TypeError):
    """What was given has the wrong type, such as bytes for a text."""


class ModelFileError(InputError):
    """A model or knowledge file is missing, damaged or of another format; the message names file and cure."""


class ResumeError(InputError):
    """What stands there of an earlier run cannot be gone on with; the message names the reason and the cure."""


class MissingColumnError(FramingError, KeyError):
    """A table lacks a column that is named; the message lists those it has."""


class MissingExtraError(FramingError, ImportError):
    """A library that comes with an extra is not installed."""


class MissingFolderError(FramingError, FileNotFoundError):
    """A folder that is to be written to, or that comes with framing, does not exist."""


class FolderGivenError(FramingError, IsADirectoryError):
    """A folder was given where a file is to be written."""
