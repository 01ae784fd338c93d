"""Write the baselines anew and say where they changed: `python -m tests.baselines.update [SCENARIO ...]`."""

import json
import sys

from tests.baselines.measuring import EXPECTED, first_difference, measured, names, path_of


def write(name: str) -> str | None:
    """Write the totals of one scenario; the first difference from what was there."""
    path, found = path_of(name), measured(name)
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else None
    path.write_text(json.dumps(found, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return "new" if before is None else first_difference(before, found)


def main(chosen: list[str]) -> None:
    """Write the chosen baselines, by default all, and remove those of scenarios that are gone."""
    EXPECTED.mkdir(exist_ok=True)
    known = names()
    for name in chosen or known:
        print(f"{name}: {write(name) or 'as it was'}")
    for path in sorted(EXPECTED.glob("*.json")):
        if path.stem not in known:
            path.unlink()
            print(f"{path.stem}: removed, there is no such scenario")


if __name__ == "__main__":
    main(sys.argv[1:])
