#!/usr/bin/env python3
"""Symbols of the built library: the shared one exports only dtl_ names, and
no object of src holds data that can be written, thread-local apart."""
import re
import subprocess

from gatelib import Gate

RUNTIME = re.compile(r"^(_init|_fini|__\w+|_edata|_end|\w*san_\w*)(@.*)?$")
WRITABLE = re.compile(r"^\.(data|bss)(?!\.rel\.ro)")
ROW = re.compile(r"\s*\d+:\s+\S+\s+(\d+|0x\w+)\s+(\w+)\s+(\w+)\s+\w+\s+"
                 r"(\w+)\s+(\S+)")


def output(*command):
    return subprocess.run(command, capture_output=True, text=True,
                          check=True).stdout


def check_shared(gate, path):
    rows = output("nm", "-D", "--defined-only", "-P", str(path)).splitlines()
    for row in rows:
        name = row.split()[0]
        if not name.startswith("dtl_") and not RUNTIME.match(name):
            gate.report(path.name, 0, f"exports {name}")
    return len(rows)


def check_object(gate, path):
    sections = dict(re.findall(r"\[\s*(\d+)\] (\S+)",
                               output("readelf", "-SW", str(path))))
    for row in output("readelf", "-sW", str(path)).splitlines():
        match = ROW.match(row)
        if not match or match.group(2) != "OBJECT":
            continue
        name, section = match.group(5), sections.get(match.group(4), "")
        if match.group(4) == "COM" or WRITABLE.match(section):
            if not name.startswith((".L", "__", "*.")) and "san" not in name:
                gate.report(path.name, 0, f"writable data: {name}")


def main():
    gate = Gate()
    shared = list(gate.build.glob("libdateline.so"))
    folder = gate.build / "CMakeFiles" / "dateline_objects.dir"
    objects = sorted(folder.rglob("*.o"))
    if not shared or not objects:
        gate.report(gate.build, 0, "nothing is built here")
    for path in shared:
        check_shared(gate, path)
    for path in objects:
        check_object(gate, path)
    gate.finish(f"{len(objects)} objects")


if __name__ == "__main__":
    main()
