"""The wheel holds the package and says the version of the library."""
import sys
import tempfile
import unittest
import zipfile
from pathlib import Path

import dateline
from support import SOURCES

sys.path.append(str(SOURCES / "bindings" / "python"))
import wheel_backend  # noqa: E402


class Wheel(unittest.TestCase):
    def test_holds_every_module(self):
        with tempfile.TemporaryDirectory() as folder:
            names = [wheel_backend.build_wheel(folder) for _ in range(2)]
            data = Path(folder, names[0]).read_bytes()
            wheel_backend.build_wheel(folder)
            self.assertEqual(data, Path(folder, names[0]).read_bytes())
            with zipfile.ZipFile(Path(folder, names[0])) as wheel:
                held = set(wheel.namelist())
                metadata = wheel.read(
                    names[0].replace("-py3-none-any.whl",
                                     ".dist-info/METADATA")).decode()
        modules = {f"dateline/{path.name}" for path in
                   (SOURCES / "bindings/python/dateline").glob("*.py")}
        self.assertTrue(modules < held)
        self.assertIn(f"Version: {dateline.engine().version}\n", metadata)

    def test_other_forms_are_made(self):
        with tempfile.TemporaryDirectory() as folder:
            for build in (wheel_backend.build_sdist,
                          wheel_backend.build_editable):
                self.assertTrue(Path(folder, build(folder)).stat().st_size)


if __name__ == "__main__":
    unittest.main()
