#!/usr/bin/env python3
"""Calls that the library must not make: it neither prints nor exits, reads
no locale or clock, and takes no unbounded or state-keeping string calls."""
import re

from gatelib import Gate, blank_comments, line_of

BANNED = {
    "printing": "printf fprintf vprintf vfprintf puts fputs putchar perror",
    "ending the process": "exit _exit abort quick_exit longjmp system",
    "no length or no error": "atoi atol atof strcpy strcat sprintf vsprintf "
                             "gets scanf sscanf fscanf",
    "hidden state": "strtok rand srand random drand48",
    "the locale": "strtod strtof strtold strtol strtoul strtoll strtoull "
                  "setlocale strcoll strxfrm strcasecmp strncasecmp isalpha "
                  "isdigit isspace isupper islower isalnum ispunct tolower "
                  "toupper towlower towupper iswalpha",
    "the clock or time zone": "time localtime localtime_r gmtime mktime "
                              "strftime strptime clock",
    "the environment": "getenv setenv",
}
REASON = {name: why for why, names in BANNED.items() for name in names.split()}
CALL = re.compile(r"(?<![\w.>])(" + "|".join(REASON) + r")\s*\(")
GOTO = re.compile(r"\bgoto\s+(\w+)")


def main():
    gate = Gate()
    files = gate.files("src/**/*.[ch]")
    for path in files:
        code = blank_comments(path.read_text(encoding="utf-8"))
        for match in CALL.finditer(code):
            name = match.group(1)
            gate.report(path, line_of(code, match.start()),
                        f"{name}(): {REASON[name]}")
        for match in GOTO.finditer(code):
            if match.group(1) != "out":
                gate.report(path, line_of(code, match.start()),
                            "goto to another label than `out`")
    gate.finish(f"{len(files)} files")


if __name__ == "__main__":
    main()
