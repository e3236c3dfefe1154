"""All that milipol needs -> a zip that installs without a network.

    .venv/bin/python tools/bundle.py dist

It is for the platform and the Python that it runs on, and has the libraries for
spreadsheets, too.
"""

import hashlib
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = """\
milipol {version} with all it needs, for {python} on {platform}; no network is used.
Check the files: sha256sum --check SHA256SUMS
Install milipol: pip install --no-index --find-links . "milipol-cli[sheets]"
"""


def bundle(folder: Path) -> Path:
    """Writes the zip into the folder; gives its path."""
    with tempfile.TemporaryDirectory() as temporary:
        subprocess.run(
            [
                *(sys.executable, "-m", "pip", "wheel", "--quiet"),
                *("--no-build-isolation", "--wheel-dir", temporary, f"{ROOT}[sheets]"),
            ],
            check=True,
        )
        contents = {path.name: path.read_bytes() for path in Path(temporary).iterdir()}
    sums = [f"{hashlib.sha256(contents[name]).hexdigest()}  {name}\n" for name in sorted(contents)]
    (wheel,) = (name for name in contents if name.startswith("milipol_cli-"))
    version = wheel.split("-")[1]
    python, platform = sys.implementation.cache_tag, sysconfig.get_platform()
    readme = README.format(version=version, python=python, platform=platform)
    contents["SHA256SUMS"] = "".join(sums).encode()
    contents["README.txt"] = readme.encode()
    name = f"milipol-{version}-{python}-{platform}"
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / f"{name}.zip"
    with zipfile.ZipFile(target, "w") as archive:
        for path in sorted(contents):
            archive.writestr(f"{name}/{path}", contents[path])
    return target


if __name__ == "__main__":
    print(f"Wrote {bundle(Path(sys.argv[1]))}.")
