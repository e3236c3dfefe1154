"""The entry point of `milipol` and of `python -m milipol_cli`."""

import gc
import sys


def main() -> None:
    """Runs milipol and exits with its exit code."""
    # The process ends before garbage matters. Collecting it while modules load takes a
    # twentieth of the run, and once more at exit a tenth.
    gc.disable()
    try:
        from milipol_cli.app import app  # noqa: PLC0415  after gc.disable()

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()


if __name__ == "__main__":
    main()
