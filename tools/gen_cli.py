#!/usr/bin/env python3
"""Man pages and the table of options, from docs/cli/*.md.

    gen_cli.py header OUT.h DOC.md...     table and --help pages for cli/opt.c
    gen_cli.py man OUT_DIR DOC.md...      a roff page for each document

A document is front matter (command, summary, usage, options) and Markdown:
headings, paragraphs, lists of one level, fenced blocks, `code`. The options of
dateline.md belong to every command; "include: FILE" takes in those of a file.
Standard library only.
"""
import re
import sys
import textwrap
from pathlib import Path

MAX_OPTIONS = 40  # OPT_MAX of cli/opt.h
OPTION_KEYS = {"name", "short", "arg", "values", "type", "max", "default",
               "repeat", "since", "help", "example"}
NEEDED = {"name", "since", "help", "example"}


class Page:
    def __init__(self, path):
        self.path = path
        self.fields = {}
        self.options = []
        text = path.read_text(encoding="utf-8")
        _, front, self.body = text.split("---\n", 2)
        for number, line in enumerate(front.splitlines(), 2):
            self.read_line(line, number)
        for option in self.options:
            missing = NEEDED - option.keys()
            if missing:
                self.fail(f"option {option} lacks {sorted(missing)}")

    def fail(self, message):
        sys.exit(f"{self.path}: {message}")

    def read_line(self, line, number):
        indented = re.fullmatch(r"  (- |  )([a-z]+): (.*)", line)
        plain = re.fullmatch(r"([a-z]+):(?: (.*))?", line)
        if indented:
            start, key, value = indented.groups()
            if key not in OPTION_KEYS:
                self.fail(f"line {number}: no such key {key}")
            if start == "- ":
                self.options.append({})
            self.options[-1][key] = value
        elif plain:
            self.fields[plain.group(1)] = plain.group(2) or ""
            if plain.group(1) == "include":  # options of several commands
                self.include(self.path.parent / plain.group(2))
        else:
            self.fail(f"line {number}: cannot read {line!r}")

    def include(self, path):
        text = path.read_text(encoding="utf-8")
        for number, line in enumerate(text.splitlines(), 1):
            self.read_line(line, number)


def read_pages(names):
    pages = {}
    for name in sorted(names):
        page = Page(Path(name))
        pages[page.fields["command"]] = page
    common = pages["dateline"].options
    for command, page in pages.items():
        page.common = common
        if command == "dateline":  # takes --help and --version itself
            page.options = [o for o in common if "arg" not in o]
            page.common = [o for o in common if "arg" in o]
        if len(page.options) + len(page.common) > MAX_OPTIONS:
            page.fail("too many options")
    return pages


def kind(option):
    if "arg" not in option:
        return "OPT_FLAG"
    if "values" in option:
        return "OPT_LIST"
    if "|" in option["arg"]:
        return "OPT_CHOICE"
    types = {"date": "OPT_DATE", "number": "OPT_NUMBER"}
    return types.get(option.get("type"), "OPT_TEXT")


def spelled(option):
    short = f"-{option['short']}, " if "short" in option else "    "
    arg = f" {option['arg']}" if "arg" in option else ""
    return f"  {short}--{option['name']}{arg}"


def explained(option):
    text = option["help"]
    if "values" in option:
        text += f" ({option['values'].replace('|', ', ')})"
    if option.get("repeat") == "yes":
        text += " May be given more than once."
    if "default" in option:
        text += f" [default: {option['default']}]"
    return text


def option_lines(options):
    lines = []
    for option in options:
        left = spelled(option)
        right = textwrap.wrap(explained(option), 52)
        if len(left) > 24:
            lines.append(left)
            left = ""
        for text in right:
            lines.append(f"{left:<26}{text}")
            left = ""
    return lines


def help_lines(page):
    summary = page.fields["summary"]
    lines = ["Usage: " + page.fields["usage"], "",
             summary[0].upper() + summary[1:] + "."]
    if page.fields["command"] == "dateline":
        lines += ["", "Commands:"] + page.command_lines
    if page.options:
        lines += ["", "Options:"] + option_lines(page.options)
    if page.common:
        lines += ["", "Options of every command:"] + option_lines(page.common)
    return lines


def c_string(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def spec_row(option):
    letter = f"'{option['short']}'" if "short" in option else "0"
    words = option.get("values")
    if kind(option) == "OPT_CHOICE":
        words = option["arg"]
    words = c_string(words) if words else "NULL"
    return (f"    {{ {c_string(option['name'])}, {letter}, {kind(option)},"
            f" {words}, {option.get('max', '0')},"
            f" {'true' if option.get('repeat') == 'yes' else 'false'} }},")


def table(page):
    return page.options + page.common


def write_header(out, pages):
    lines = ["/* cli_options.h — made by tools/gen_cli.py from docs/cli. */"]
    for command, page in pages.items():
        name = command.upper()
        options = table(page)
        lines.append(f"static const opt_spec OPT_{name}[] = {{")
        lines += [spec_row(option) for option in options] + ["};"]
        lines.append(f"static const char *const HELP_{name}[] = {{")
        lines += [f"    {c_string(text)}," for text in help_lines(page)]
        lines += ["    NULL", "};"]
    lines.append("static const struct opt_command OPT_COMMANDS[] = {")
    for command, page in pages.items():
        name = command.upper()
        count = len(table(page))
        lines.append(f"    {{ {c_string(command)}, OPT_{name}, {count},"
                     f" HELP_{name} }},")
    lines.append("};")
    Path(out).write_text("\n".join(lines) + "\n", encoding="utf-8")


def roff_text(text):
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = re.sub(r"`([^`]+)`", r"\\fB\1\\fR", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"\\fB\1\\fR", text)
    return "\\&" + text if text.startswith((".", "'")) else text


def roff_body(body):
    lines, fenced = [], False
    for line in body.splitlines():
        if line.startswith("```"):
            fenced = not fenced
            lines.append(".nf" if fenced else ".fi")
        elif fenced:
            lines.append(roff_text(line))
        elif line.startswith("## "):
            lines.append(".SH " + line[3:])
        elif line.startswith("- "):
            lines += [".IP \\(bu 2", roff_text(line[2:])]
        elif not line:
            lines.append(".PP")
        else:
            lines.append(roff_text(line.strip()))
    return lines


def roff_options(title, options):
    lines = [f".SH {title}"] if options else []
    for option in options:
        name = f"\\fB\\-\\-{roff_text(option['name'])}\\fR"
        if "short" in option:
            name = f"\\fB\\-{option['short']}\\fR, " + name
        if "arg" in option:
            name += f" \\fI{roff_text(option['arg'])}\\fR"
        since = f" Since {option['since']}. Example:"
        lines += [".TP", name, roff_text(explained(option) + since),
                  f"\\fB{roff_text(option['example'])}\\fR"]
    return lines


def write_man(folder, pages):
    for page in pages.values():
        name = page.path.stem
        lines = [f".TH {name.upper()} 1 \"\" \"Dateline\"",
                 ".SH NAME",
                 roff_text(f"{name} - {page.fields['summary']}"),
                 ".SH SYNOPSIS", roff_text(f"`{page.fields['usage']}`")]
        lines += roff_body(page.body.split("## SEE ALSO")[0].strip())
        lines += roff_options("OPTIONS", page.options)
        lines += roff_options("OPTIONS OF EVERY COMMAND", page.common)
        if "## SEE ALSO" in page.body:
            rest = page.body.split("## SEE ALSO")[1].strip()
            lines += [".SH SEE ALSO"] + roff_body(rest)
        out = Path(folder) / f"{name}.1"
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("header", "man"):
        sys.exit(__doc__)
    pages = read_pages(sys.argv[3:])
    order = ("code", "parse", "times", "places", "explain", "codebook")
    known = [name for name in order if name in pages]
    known += sorted(pages.keys() - set(order) - {"dateline"})
    pages["dateline"].command_lines = [
        f"  {name:<10}{pages[name].fields['summary']}" for name in known]
    write = write_header if sys.argv[1] == "header" else write_man
    write(sys.argv[2], pages)


if __name__ == "__main__":
    main()
