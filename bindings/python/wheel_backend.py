"""Makes the wheel of this package by the standard library alone (PEP 517), so
that `pip install ./bindings/python` needs neither network nor setuptools. The
same files give the same bytes."""
import base64
import hashlib
import re
import tarfile
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = "dateline"
WHEEL = ("Wheel-Version: 1.0\nGenerator: dateline\nRoot-Is-Purelib: true\n"
         "Tag: py3-none-any\n")


def _field(name):
    """A text of [project] in pyproject.toml."""
    text = (HERE / "pyproject.toml").read_text(encoding="utf-8")
    return re.search(rf'^{name} = "(.*)"$', text, re.M).group(1)


def _metadata():
    readme = (HERE / "README.md").read_text(encoding="utf-8")
    return ("Metadata-Version: 2.1\n"
            f"Name: {PACKAGE}\nVersion: {_field('version')}\n"
            f"Summary: {_field('description')}\nLicense: Apache-2.0\n"
            f"Requires-Python: {_field('requires-python')}\n"
            "Provides-Extra: frame\n"
            'Requires-Dist: pandas; extra == "frame"\n'
            "Description-Content-Type: text/markdown\n\n" + readme)


def _record(name, data):
    digest = base64.urlsafe_b64encode(hashlib.sha256(data).digest())
    return f"{name},sha256={digest.decode().rstrip('=')},{len(data)}\n"


def _write(folder, files):
    """A wheel of {name: bytes}; its file name."""
    base = f"{PACKAGE}-{_field('version')}"
    info = f"{base}.dist-info"
    files[f"{info}/METADATA"] = _metadata().encode()
    files[f"{info}/WHEEL"] = WHEEL.encode()
    record = "".join(_record(*item) for item in files.items())
    files[f"{info}/RECORD"] = (record + f"{info}/RECORD,,\n").encode()
    name = f"{base}-py3-none-any.whl"
    with zipfile.ZipFile(Path(folder, name), "w",
                         zipfile.ZIP_DEFLATED) as wheel:
        for path, data in files.items():
            entry = zipfile.ZipInfo(path)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            wheel.writestr(entry, data)
    return name


def build_wheel(wheel_directory, config_settings=None,
                metadata_directory=None):
    """The wheel."""
    return _write(wheel_directory, {
        f"{PACKAGE}/{path.name}": path.read_bytes()
        for path in sorted((HERE / PACKAGE).glob("*.py"))})


def build_editable(wheel_directory, config_settings=None,
                   metadata_directory=None):
    """A wheel that points here: `pip install -e`."""
    return _write(wheel_directory,
                  {f"{PACKAGE}.pth": f"{HERE}\n".encode()})


def build_sdist(sdist_directory, config_settings=None):
    """The sources."""
    base = f"{PACKAGE}-{_field('version')}"
    name = f"{base}.tar.gz"
    with tarfile.open(Path(sdist_directory, name), "w:gz") as archive:
        for path in ("pyproject.toml", "README.md", Path(__file__).name):
            archive.add(HERE / path, f"{base}/{path}")
        for path in sorted((HERE / PACKAGE).glob("*.py")):
            archive.add(path, f"{base}/{PACKAGE}/{path.name}")
    return name
