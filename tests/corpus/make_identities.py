"""Writes identities.tsv: true equalities, and false ones made by the slips that students make.

A true row is checked with mpmath at 20 random points to 40 digits, and its conditions at a grid of
special points: under assumptions and conditions both sides are defined at the same points. A false
row is checked to differ at a point where both sides are defined.
"""

import itertools
import os
import random
import sys
from fractions import Fraction as F

import mpmath

import oracle
from identities_false import FALSE
from identities_true import TRUE
from oracle import Undefined, free, holds, parse, parse_condition, to_mp, value

HERE = os.path.dirname(os.path.abspath(__file__))
GRID = {
    1: [F(n, 2) for n in range(-8, 9)] + [F(1, 3), F(-1, 3), F(5, 4), F(-7, 5), F(-12), F(12)],
    2: [F(n) for n in range(-2, 3)] + [F(1, 2), F(-1, 2), F(3, 4), F(-5, 2), F(3)],
    3: [F(-2), F(-1), F(0), F(1), F(1, 2), F(3)],
    4: [F(-2), F(0), F(1), F(1, 2)],
    5: [F(-1), F(0), F(2)],
    6: [F(-1), F(2)],
}


class Claim:
    def __init__(self, lhs, rhs, assumptions="", conditions=""):
        self.texts = (lhs.strip(), rhs.strip(), assumptions.strip(), conditions.strip())
        self.lhs, self.rhs = parse(lhs), parse(rhs)
        parts = [p.strip() for p in assumptions.split(";") if p.strip()]
        self.integers = {p.split(":")[0].strip() for p in parts if ":" in p}
        self.assumptions = [parse_condition(p) for p in parts if ":" not in p]
        self.conditions = [parse_condition(p) for p in conditions.split(";") if p.strip()]
        self.names = sorted(free(self.lhs) | free(self.rhs))

    def assumed(self, env):
        try:
            return all(env[n].denominator == 1 for n in self.integers if n in env) and all(
                holds(c, to_mp(env)) for c in self.assumptions
            )
        except Undefined:
            return False

    def sides(self, env):
        out = []
        for side in (self.lhs, self.rhs):
            try:
                out.append(value(side, to_mp(env)))
            except (Undefined, ZeroDivisionError, OverflowError):
                out.append(None)
        return out

    def random_points(self, tries):
        rng = random.Random(repr(self.texts))
        for _ in range(tries):
            env = {}
            for n in self.names:
                top = rng.choice([1, 2, 5, 12])
                env[n] = F(rng.randint(-top, top)) if n in self.integers else F(rng.randint(-977, 977), 977) * top
            if self.assumed(env):
                yield env


def verify_true(claim):
    good = 0
    for env in claim.random_points(4000):
        a, b = claim.sides(env)
        if a is None or b is None:
            continue
        if abs(a - b) > mpmath.mpf(10) ** -40 * max(1, abs(a)):
            return f"differs at {oracle.show_point(env)}: {mpmath.nstr(a, 20)} and {mpmath.nstr(b, 20)}"
        good += 1
        if good == 20 or not claim.names:
            break
    if good < (20 if claim.names else 1):
        return f"only {good} points in the domain"
    return verify_conditions(claim)


def verify_conditions(claim):
    """Definedness agrees where the conditions hold, and every condition is needed somewhere."""
    needed = [False] * len(claim.conditions)
    for values in itertools.product(GRID.get(len(claim.names), [F(-1), F(2)]), repeat=len(claim.names)):
        env = dict(zip(claim.names, values))
        if not claim.assumed(env):
            continue
        flags = []
        for c in claim.conditions:
            try:
                flags.append(holds(c, to_mp(env)))
            except Undefined:
                flags.append(False)
        a, b = claim.sides(env)
        if a is not None and b is not None and abs(a - b) > mpmath.mpf(10) ** -25 * max(1, abs(a)):
            return f"differs at {oracle.show_point(env)}"
        if all(flags):
            if (a is None) != (b is None):
                return f"one side is undefined at {oracle.show_point(env)}"
        elif flags.count(False) == 1 and ((a is None) != (b is None)):
            needed[flags.index(False)] = True
    spare = [c for c, n in zip(claim.texts[3].split(";"), needed) if not n and "sin" not in c and "cos" not in c]
    return f"note: conditions not shown necessary on the grid: {spare}" if spare else None


def verify_false(claim):
    """A reason to drop the row, or None: some point of the common domain tells the sides apart."""
    special = [F(1, 2), F(2), F(-3, 4), F(3, 2), F(-2 * 10**6), 1 - F(1, 10**14)]
    grid = itertools.product(special, repeat=len(claim.names))
    points = [dict(zip(claim.names, v)) for v in itertools.islice(grid, 60)]
    common = 0
    for env in itertools.chain(claim.random_points(300), points):
        if not claim.assumed(env):
            continue
        a, b = claim.sides(env)
        if a is None or b is None:
            continue
        common += 1
        if abs(a - b) > mpmath.mpf(10) ** -60 * max(1, abs(a)):
            return None
    return "no common point" if not common else "never differs"


# Slips


def rewrite(e, slip):
    """All expressions that come from `e` by applying `slip` at one place."""
    for new in slip(e):
        yield new
    if e[0] == "call":
        for i, arg in enumerate(e[3]):
            for new in rewrite(arg, slip):
                yield ("call", e[1], e[2], e[3][:i] + [new] + e[3][i + 1 :])
    elif e[0] in ("neg", "add", "sub", "mul", "div", "pow"):
        for i in range(1, len(e)):
            for new in rewrite(e[i], slip):
                yield e[:i] + (new,) + e[i + 1 :]


def is_num(e):
    return e[0] == "num"


def slip_sign(e):
    if e[0] == "add":
        yield ("sub", e[1], e[2])
    if e[0] == "sub":
        yield ("add", e[1], e[2])
    if e[0] == "neg":
        yield e[1]


def slip_factor(e):
    if e[0] == "mul" and is_num(e[1]):
        yield e[2]
    if e[0] == "mul" and is_num(e[2]):
        yield e[1]
    if e[0] == "div" and is_num(e[2]):
        yield e[1]
    if e[0] == "mul" and e[1][0] == "div" and is_num(e[1][1]) and is_num(e[1][2]):
        yield e[2]


def slip_exponent(e):
    if e[0] == "pow" and is_num(e[2]) and not is_num(e[1]):
        yield ("pow", e[1], ("num", e[2][1] + 1))
    if e[0] == "pow" and e[2][0] in ("add", "sub"):
        yield ("pow", e[1], e[2][1])


def slip_square(e):
    """The square is lost, as in a quotient's denominator."""
    if e[0] == "pow" and e[2] == ("num", F(2)):
        yield e[1]


def slip_order(e):
    """Terms of a difference, or numerator and denominator, in the wrong order."""
    if e[0] == "sub":
        yield ("sub", e[2], e[1])
    if e[0] == "div" and not is_num(e[1]):
        yield ("div", e[2], e[1])


def slip_argument(e):
    """A multiple angle, or a sign, is lost inside a function."""
    if e[0] == "call" and e[3] and e[3][0][0] == "mul" and is_num(e[3][0][1]):
        yield ("call", e[1], e[2], [e[3][0][2]] + e[3][1:])
    if e[0] == "call" and e[3] and e[3][0][0] == "neg":
        yield ("call", e[1], e[2], [e[3][0][1]] + e[3][1:])
    if e[0] == "pow" and e[1] == ("const", "e") and e[2][0] == "neg":
        yield ("pow", e[1], e[2][1])


SWAPS = {"sin": "cos", "cos": "sin", "sinh": "cosh", "cosh": "sinh", "tanh": "sinh", "tan": "cot", "sec": "csc",
         "sigma": "tanh", "ln": "log2", "asin": "acos", "atan": "acot"}


def slip_function(e):
    if e[0] == "call" and e[1] in SWAPS:
        yield ("call", SWAPS[e[1]], e[2], e[3])


def slip_linear(e):
    """A function of a sum is read as the sum of the function's values."""
    if e[0] == "call" and e[3][0][0] in ("add", "sub"):
        kind, a, b = e[3][0]
        yield (kind, ("call", e[1], e[2], [a]), ("call", e[1], e[2], [b]))
    if e[0] == "pow" and e[1][0] in ("add", "sub") and is_num(e[2]) and e[2][1] > 1:
        kind, a, b = e[1]
        yield (kind, ("pow", a, e[2]), ("pow", b, e[2]))
    if e[0] == "div" and e[2][0] == "add":
        yield ("add", ("div", e[1], e[2][1]), ("div", e[1], e[2][2]))


def slip_term(e):
    """A term or a factor is lost."""
    if e[0] in ("add", "sub"):
        yield e[1]
    if e[0] == "mul" and not is_num(e[1]) and not is_num(e[2]):
        yield e[1]


def slip_inner(e):
    """The derivative of the inner function is lost: a factor of a product goes."""
    if e[0] == "mul" and not is_num(e[2]):
        yield e[2]


SLIPS = {
    "sign": slip_sign, "factor": slip_factor, "exponent": slip_exponent, "square": slip_square, "order": slip_order,
    "argument": slip_argument, "function": slip_function, "linear": slip_linear, "term": slip_term, "inner": slip_inner,
}

# Printing


def show(e, level=0):
    kind = e[0]
    if kind == "num":
        v = e[1]
        if v.denominator == 1:
            return str(v)
        places = next(k for k in range(1, 40) if (v * 10**k).denominator == 1)
        whole = str((v * 10**places).numerator).rjust(places + 1, "0")
        return f"{whole[:-places]}.{whole[-places:]}"
    if kind in ("sym", "const"):
        return e[1]
    if kind == "call":
        return f"{e[1]}{chr(39) * e[2]}({', '.join(map(show, e[3]))})"
    if kind == "piecewise":
        return f"piecewise({', '.join(map(show, e[1]))})"
    if kind == "rel":
        return f"{show(e[2])} {e[1]} {show(e[3])}"
    if kind == "and":
        return f"{show(e[1])} and {show(e[2])}"
    text, own = {
        "neg": lambda: (f"-{show(e[1], 2)}", 1),
        "add": lambda: (f"{show(e[1], 1)} + {show(e[2], 2)}", 1),
        "sub": lambda: (f"{show(e[1], 1)} - {show(e[2], 2)}", 1),
        "mul": lambda: (f"{show(e[1], 2)}*{show(e[2], 3)}", 2),
        "div": lambda: (f"{show(e[1], 2)}/{show(e[2], 3)}", 2),
        "pow": lambda: (f"{show(e[1], 5)}^{show(e[2], 4)}", 4),
        "deriv": lambda: (f"D({e[1]}, {show(e[3])})" if e[2] == 1 else f"D({e[1]}, {show(('deriv', e[1], e[2] - 1, e[3]))})", 5),
    }[kind]()
    return f"({text})" if own < level else text


def main():
    rows, problems, claims = [], 0, []
    for section, lines in TRUE.items():
        number = 0
        for line in filter(None, map(str.strip, lines.strip().splitlines())):
            claim_text, _, rest = line.partition(" | ")
            assumptions, _, conditions = rest.partition("|")
            lhs, _, rhs = claim_text.partition(" == ")
            claim = Claim(lhs, rhs, assumptions, conditions)
            problem = verify_true(claim)
            if problem:
                print(f"{line}\n    {problem}", file=sys.stderr)
                problems += not problem.startswith("note")
            number += 1
            claims.append((f"{section}-{number:03}", claim))
            lhs, rhs, assumptions, conditions = claim.texts
            rows.append((f"true-{section}-{number:03}", "true", lhs, rhs, assumptions, conditions))
    trues = len(rows)
    number = 0
    for line in filter(None, map(str.strip, FALSE.strip().splitlines())):
        claim_text, _, assumptions = line.partition(" | ")
        lhs, _, rhs = claim_text.partition(" == ")
        claim = Claim(lhs, rhs, assumptions)
        problem = verify_false(claim)
        if problem:
            print(f"{line}\n    {problem}", file=sys.stderr)
            problems += 1
        number += 1
        rows.append((f"false-classic-{number:03}", "false", lhs.strip(), rhs.strip(), assumptions.strip(), ""))
    counts = {}
    for index, (name, claim) in enumerate(claims):
        lhs, rhs, assumptions, _ = claim.texts
        kinds = list(SLIPS)
        kinds = kinds[index % len(kinds) :] + kinds[: index % len(kinds)]
        for kind in kinds:
            options = [new for new in rewrite(claim.rhs, SLIPS[kind]) if new != claim.rhs]
            random.Random(name + kind).shuffle(options)
            made = next((o for o in options if verify_false(Claim(lhs, show(o), assumptions)) is None), None)
            if made is not None:
                counts[kind] = counts.get(kind, 0) + 1
                rows.append((f"false-{kind}-{name}", "false", lhs, show(made), assumptions, ""))
                break
    oracle.write_tsv(
        os.path.join(HERE, "identities.tsv"),
        """
Equalities that hold and equalities that do not. Written by make_identities.py: do not edit.
The true ones are algebra, calculus and machine-learning courses' identities (identities_true.py).
The false ones are classic errors (identities_false.py) and slips applied to the true ones: the
name says which. All were checked with mpmath: true rows at 20 points to 40 digits, false rows
at a point where the sides differ. Conditions: the region on which a proof is demanded.
""",
        ("id", "verdict", "lhs", "rhs", "assumptions", "conditions"),
        rows,
    )
    print(trues, "true,", len(rows) - trues, "false:", number, "classic,", counts, problems, "problems")
    return problems


if __name__ == "__main__":
    sys.exit(bool(main()))
