#!/usr/bin/env python3
"""Runs one scenario: the built program from end to end, against a server on loopback and in a folder of its own.

    scenario.py NIANBAO SAMPLE_PORTAL FILE_test.py NAME      runs `scenario_NAME(place)` of the file

Exit code 0 it held, 1 it did not (what did not is printed), 77 it cannot be run here (why is printed).
"""

import importlib.util
import pathlib
import sys
import tempfile
import traceback

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import support  # noqa: E402  (found by the line above)

SKIPPED = 77


def load(path):
    specification = importlib.util.spec_from_file_location(pathlib.Path(path).stem, path)
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


def main():
    nianbao, sample_portal, path, name = sys.argv[1:]
    scenario = getattr(load(path), "scenario_" + name)
    with tempfile.TemporaryDirectory(prefix="nianbao-scenario-") as folder:
        place = support.Place(nianbao, sample_portal, pathlib.Path(folder).resolve())
        try:
            scenario(place)
        except support.Skip as reason:
            print(f"skipped: {reason}")
            return SKIPPED
        except Exception:  # pylint: disable=broad-except
            traceback.print_exc(file=sys.stdout)
            for ended in place.history:
                print(ended)
            return 1
        finally:
            place.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
