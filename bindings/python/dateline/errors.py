"""What goes wrong, as an exception; what is odd, as a warning."""
import re

_NUMBER = re.compile(r"^(E\d{3}): (.*)", re.S)


class DatelineError(Exception):
    """A document, an option or a file that the library refuses.

    status  "syntax", "invalid", "limit", "not found", "input/output", ...
    number  "E119", as docs/errors.md lists them; "" where there is none
    line    of the file that `source` names, or the number of the article in
            code_many, from 1; 0 where there is none
    byte    offset in the line, or in the article as JSON
    source  the file at fault, or ""
    """

    def __init__(self, message, status="invalid", source="", line=0, byte=0):
        match = _NUMBER.match(message)
        self.number = match.group(1) if match else ""
        self.message = match.group(2) if match else message
        self.status = status
        self.source = source
        self.line = line
        self.byte = byte
        super().__init__(message)

    def __str__(self):
        place = self.source
        if self.line:
            place += f":{self.line}" if place else f"line {self.line}"
        text = f"{self.number}: {self.message}" if self.number \
            else self.message
        if self.byte:
            text += f" (byte {self.byte})"
        return f"{place}: {text}" if place else text

    def __reduce__(self):
        text = f"{self.number}: {self.message}" if self.number \
            else self.message
        return (DatelineError, (text, self.status, self.source, self.line,
                                self.byte))


class DatelineWarning(UserWarning):
    """A document that is read all the same: a date that is none, no day."""
