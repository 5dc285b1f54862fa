"""Writes deciding.tsv: equalities of the classes that are hard to decide, and student slips in them.

Checked like the rows of identities.tsv, with mpmath: true rows at 20 points to 40 digits and their
conditions at a grid, false rows at a point where the sides differ.
"""

import os
import random
import sys

import make_identities
import oracle
from deciding_true import TRUE
from make_identities import SLIPS, Claim, rewrite, show, verify_false, verify_true

HEADER = """
Equalities of classes that are hard to decide (deciding_true.py), and the slips of students in
them. Written by make_deciding.py: do not edit. Checked like identities.tsv.
"""


def is_false(sides, assumptions):
    try:
        return verify_false(Claim(*sides, assumptions)) is None
    except TypeError:  # The slip left a function without an argument.
        return False


def main():
    rows, counts, problems = [], {}, 0
    index = 0
    for section, lines in TRUE.items():
        for number, line in enumerate(filter(None, map(str.strip, lines.splitlines())), 1):
            claim_text, _, rest = line.partition(" | ")
            assumptions, _, conditions = rest.partition("|")
            claim = Claim(*claim_text.split(" == "), assumptions, conditions)
            problem = verify_true(claim)
            if problem:
                print(f"{line}\n    {problem}", file=sys.stderr)
                problems += not problem.startswith("note")
            lhs, rhs, assumptions, conditions = claim.texts
            rows.append((f"true-{section}-{number:03}", "true", lhs, rhs, assumptions, conditions))
            kinds = list(SLIPS)
            index += 1
            for kind in kinds[index % len(kinds) :] + kinds[: index % len(kinds)]:
                slip = SLIPS[kind]
                # A slip on the right, or else on the left.
                made = [(lhs, show(new)) for new in rewrite(claim.rhs, slip) if new != claim.rhs]
                made += [(show(new), rhs) for new in rewrite(claim.lhs, slip) if new != claim.lhs]
                random.Random(f"{section}{number}{kind}").shuffle(made)
                found = next((m for m in made if is_false(m, assumptions)), None)
                if found:
                    counts[kind] = counts.get(kind, 0) + 1
                    rows.append((f"false-{kind}-{section}-{number:03}", "false", *found, assumptions, ""))
                    break
    columns = ("id", "verdict", "lhs", "rhs", "assumptions", "conditions")
    oracle.write_tsv(os.path.join(make_identities.HERE, "deciding.tsv"), HEADER, columns, rows)
    trues = sum(row[1] == "true" for row in rows)
    print(trues, "true,", len(rows) - trues, "false:", counts, problems, "problems")
    return problems


if __name__ == "__main__":
    sys.exit(bool(main()))
