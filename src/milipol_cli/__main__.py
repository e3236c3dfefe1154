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
    except Exception as error:
        compiled = _compiled_file(error.__cause__ or error)
        if compiled is None:
            raise
        print(  # noqa: T201  what else prints may be damaged, too
            f"milipol: the installation is damaged: {compiled} is not whole, perhaps"
            " since a disk was full; delete that file, or install milipol again",
            file=sys.stderr,
        )
        sys.exit(4)
    finally:
        gc.freeze()


def _compiled_file(error: BaseException) -> str | None:
    """The compiled file that Python could not load, if that is what failed."""
    traceback = error.__traceback__
    while traceback is not None and traceback.tb_next is not None:
        traceback = traceback.tb_next
    if traceback is None or "importlib" not in traceback.tb_frame.f_code.co_filename:
        return None
    path = traceback.tb_frame.f_locals.get("bytecode_path")
    return None if path is None else str(path)


if __name__ == "__main__":
    main()
