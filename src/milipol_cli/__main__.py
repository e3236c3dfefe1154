"""The program: `milipol`, and `python -m milipol_cli`."""

import gc
import sys


def main() -> None:
    """Runs the program and ends the process with its exit code."""
    # The process is over before garbage matters: looking for it while modules load
    # costs a twentieth of the whole run, and once more at the end a tenth.
    gc.disable()
    try:
        from milipol_cli.app import app  # noqa: PLC0415  loaded without collector

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
