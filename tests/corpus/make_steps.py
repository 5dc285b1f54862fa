"""True steps, and each of them made false in ten ways, for tests/verify_mutations.rs.

Every true step is checked by SymPy at random rational points to 40 digits, and every mutant is kept
only if it differs there: SymPy shares no code with the engine.
Columns: kind of the slip ('' for a true step), left side, right side, both in LaTeX.
"""
import random
from pathlib import Path

import sympy as sp

random.seed(20261125)
x, y, a, b = sp.symbols("x y a b", real=True)


def tex(e):
    return sp.latex(e, ln_notation=True, fold_frac_powers=False)


def polynomial():
    n = random.randint(2, 4)
    return sum(random.choice([-3, -2, -1, 1, 2, 3, 5]) * x**k for k in random.sample(range(5), n))


def inner():
    k = random.randint(2, 5)
    return random.choice([k * x, x**2 + k, k * x + 1, -k * x, x**2, x**3 - k * x])


def outer(u):
    return random.choice([sp.sin(u), sp.cos(u), sp.exp(u), sp.atan(u), sp.log(u**2 + 1), sp.tanh(u)])


def derivative():
    kind = random.randint(0, 5)
    if kind == 0:
        u = polynomial()
    elif kind == 1:
        u = outer(inner())
    elif kind == 2:
        u = (x ** random.randint(1, 3)) * outer(inner())
    elif kind == 3:
        u = outer(inner()) / (x**2 + random.randint(1, 4))
    elif kind == 4:
        u = (inner()) ** random.randint(2, 4)
    else:
        u = 1 / (1 + sp.exp(-random.randint(1, 4) * x))
    if not u.has(x):
        return None
    return (r"\frac{d}{dx}\left(%s\right)" % tex(u), sp.diff(u, x))


def algebra():
    kind = random.randint(0, 6)
    k, m = random.randint(2, 6), random.randint(2, 6)
    if kind == 0:
        e = (k * x + m * y) ** 2
        return tex(e), sp.expand(e)
    if kind == 1:
        e = (x + k) * (x - m) * (x + 1)
        return tex(e), sp.expand(e)
    if kind == 2:
        p = sp.expand((x - k) * (x + m) * random.randint(2, 4))
        return tex(p), sp.factor(p)
    if kind == 3:
        e = sp.Rational(k, 1) / (x**2 + m) + m / (x**2 + 1)
        return tex(e), sp.together(e)
    if kind == 4:
        e = sp.exp(k * x) * sp.exp(-m * x) + k
        return r"e^{%d x} e^{-%d x} + %d" % (k, m, k), sp.exp((k - m) * x) + k
    if kind == 5:
        return tex(k * (a - m * b) - m * (k * a + b)), sp.expand(k * (a - m * b) - m * (k * a + b))
    e = (a * x + b) ** 2 - (a * x - b) ** 2
    return tex(e), sp.expand(e)


def numbers():
    p, q = random.randint(11, 99), random.randint(11, 99)
    r = random.randint(2, 9)
    return (r"(%d)(0.%d) - \frac{%d}{4}" % (r, p, q), sp.Rational(r * p, 100) - sp.Rational(q, 4))


POINTS = [
    {x: sp.Rational(7, 5), y: sp.Rational(-3, 7), a: sp.Rational(5, 3), b: sp.Rational(9, 4)},
    {x: sp.Rational(-11, 8), y: sp.Rational(13, 6), a: sp.Rational(-2, 9), b: sp.Rational(3, 5)},
]


def differs(p, q):
    for point in POINTS:
        u, v = (sp.N(e.subs(point), 40) for e in (p, q))
        if not (u.is_number and v.is_number and u.is_finite and v.is_finite):
            return False
        if abs(u - v) > sp.Float("1e-25"):
            return True
    return False


def nodes(e, path=()):
    yield path, e
    for i, arg in enumerate(e.args):
        yield from nodes(arg, path + (i,))


def put(e, path, new):
    if not path:
        return new
    args = list(e.args)
    args[path[0]] = put(args[path[0]], path[1:], new)
    return e.func(*args)


def mutants(right):
    """Ten ways to make it false."""
    all_nodes = list(nodes(right))
    pick = lambda test: random.choice([n for n in all_nodes if test(n[1])] or [None])
    ways = []

    def add(kind, found, change):
        if found is not None:
            path, e = found
            ways.append((kind, put(right, path, change(e))))

    add("sign.term", pick(lambda e: e.is_Add), lambda e: e - 2 * e.args[random.randrange(len(e.args))])
    add("sign.extra", ((), right), lambda e: -e)
    add("number.copied", pick(lambda e: e.is_Integer and e not in (0, 1, -1)), lambda e: e + 1)
    add("number.copied", pick(lambda e: e.is_Integer and e not in (0, 1, -1)), lambda e: 2 * e)
    add("exponent.wrong", pick(lambda e: e.is_Pow and e.exp.is_Integer), lambda e: e.base ** (e.exp + 1))
    add("factor.lost", pick(lambda e: e.is_Mul), lambda e: e / e.args[random.randrange(len(e.args))])
    add("term.lost", pick(lambda e: e.is_Add), lambda e: e - e.args[random.randrange(len(e.args))])
    add("factor.extra", ((), right), lambda e: 2 * e)
    add("function.swapped", pick(lambda e: e.func in (sp.sin, sp.cos)),
        lambda e: (sp.cos if e.func == sp.sin else sp.sin)(e.args[0]))
    add("sign.exponent", pick(lambda e: e.func == sp.exp), lambda e: sp.exp(-e.args[0]))
    add("term.extra", ((), right), lambda e: e + 1)
    add("exponent.extra", pick(lambda e: e == x or e == y), lambda e: e**2)
    return ways


def main(out):
    seen = set()
    while len(seen) < 520:
        made = random.choice([derivative, derivative, algebra, algebra, numbers])()
        if made is None:
            continue
        left, right = made
        line = left + "\t" + tex(right)
        if line in seen or not right.args:
            continue
        seen.add(line)
        print("\t%s" % line, file=out)
        kept = 0
        for kind, wrong in mutants(right):
            if kept < 10 and differs(right, wrong):
                kept += 1
                print("%s\t%s\t%s" % (kind, left, tex(wrong)), file=out)


with open(Path(__file__).with_name("steps.tsv"), "w") as out:
    main(out)
