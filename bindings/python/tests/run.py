#!/usr/bin/env python3
"""Runs the tests of the Python package against a build.

    run.py BUILD SOURCES      0: passed; 77: Python is older than 3.9
"""
import os
import sys
import unittest


def main():
    if sys.version_info < (3, 9):
        print("Python 3.9 or later is needed; skipped")
        return 77
    build, sources = map(os.path.abspath, sys.argv[1:3])
    os.environ["DATELINE_LIBRARY"] = os.path.join(build, "libdateline.so")
    os.environ["DATELINE_COMMAND"] = os.path.join(build, "dateline")
    os.environ["DATELINE_SOURCES"] = sources
    os.environ.pop("DATELINE_DATA", None)
    here = os.path.dirname(os.path.abspath(__file__))
    sys.dont_write_bytecode = True
    sys.path[:0] = [os.path.dirname(here), here]
    tests = unittest.defaultTestLoader.discover(here, "*_test.py")
    passed = unittest.TextTestRunner(verbosity=1).run(tests).wasSuccessful()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
