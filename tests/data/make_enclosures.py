#!/usr/bin/env python3
"""Writes enclosures.tsv: values of elementary functions as certified by Arb.

Needs python-flint (tested with 0.9.0): `pip install python-flint`. One line per value:

    function <TAB> argument <TAB> [argument <TAB>] mantissa <TAB> exponent

An argument is `m` or `m:e` and means m * 2^e exactly (m, e in hexadecimal, signed). The true value lies
strictly between (mantissa - 1) * 2^exponent and (mantissa + 1) * 2^exponent; the mantissa has
about 110 bits. The arguments are fixed by a linear congruential generator, so that the file is
the same on every run.
"""

from pathlib import Path

from flint import arb, ctx

BITS = 110
state = 20240229


def rand(n):
    """A number in range(n)."""
    global state
    value = 0
    for _ in range(n.bit_length() // 32 + 2):
        state = (6364136223846793005 * state + 1442695040888963407) % 2**64
        value = (value << 32) | (state >> 32)
    return value % n


def dyadic(m, e=0):
    while m and m % 2 == 0:
        m, e = m // 2, e + 1
    return m, e if m else 0


def text(arg):
    m, e = arg
    return f"{m:x}" if e == 0 else f"{m:x}:{e:x}"


def real(arg):
    m, e = arg
    return arb(m) * arb(2) ** e if abs(e) < 10**6 else arb((m, e))


FUNCTIONS = {
    "exp": lambda x: x.exp(),
    "ln": lambda x: x.log(),
    "sin": lambda x: x.sin(),
    "cos": lambda x: x.cos(),
    "asin": lambda x: x.asin(),
    "acos": lambda x: x.acos(),
    "atan": lambda x: x.atan(),
    "erf": lambda x: x.erf(),
    "sqrt": lambda x: x.sqrt(),
    "root3": lambda x: x.root(3) if x > 0 else -(-x).root(3),
    "root7": lambda x: x.root(7) if x > 0 else -(-x).root(7),
    "pow": lambda x, y: x ** y,
}


def value(name, args):
    """Mantissa and exponent of a ball with a relative error below 2^-BITS."""
    prec = 256
    while prec < 2**21:
        ctx.prec = prec
        ball = FUNCTIONS[name](*[real(a) for a in args])
        if ball.is_exact() and ball == 0:
            return None
        if ball.rel_accuracy_bits() > BITS + 16 and ball.is_finite():
            m, e = (int(n) for n in ball.mid().man_exp())
            excess = m.bit_length() - BITS
            if excess > 0:
                return (m + (1 << (excess - 1))) >> excess, e + excess
            return m << -excess, e + excess
        prec *= 2
    return None


def ordinary(count, low, high, bits=60):
    """Random numbers of many sizes, 2^low to 2^high."""
    for _ in range(count):
        size = rand(bits) + 1
        m = rand(2**size) + 1
        top = low + rand(high - low + 1)
        yield dyadic(m if rand(2) else -m, top - m.bit_length())


def cases():
    tiny = [dyadic(s, e) for e in (-1, -30, -64, -111, -300, -2000, -10**6) for s in (1, -1, 3, -5)]
    near_one = [dyadic((1 << k) + s, -k) for k in (3, 20, 64, 111, 300, 1000) for s in (1, -1, 7)]
    for x in [*ordinary(240, -40, 8), *ordinary(60, -300, 30), *tiny, *near_one, dyadic(1), dyadic(-1)]:
        yield "exp", x
        yield "sin", x
        yield "cos", x
        yield "atan", x
    for x in [dyadic(1, e) for e in (100, 1000, 3000, 20000, 30000)]:
        yield "sin", x
        yield "cos", x
        yield "atan", x
        yield "ln", x
        yield "sqrt", x
    for e in (-20000, -10**6):
        yield "ln", dyadic(3, e)
        yield "root7", dyadic(-3, e)
    yield "exp", dyadic(1, 30)
    yield "exp", dyadic(-1, 30)
    yield "exp", dyadic(-12345678901)
    # Near the zeros of sine and cosine: π/2 cut to k places, and numerators of its convergents.
    for k in (10, 60, 120, 400, 1500):
        ctx.prec = 4000
        n = int((arb.pi() / 2 * arb(2) ** k).floor().unique_fmpz())
        for s in (0, 1):
            yield "sin", dyadic(n + s, -k)
            yield "cos", dyadic(n + s, -k)
            yield "sin", dyadic(2 * n + s, -k)
            yield "cos", dyadic(3 * n + s, -k)
    for n in (22, 355, 103993, 5419351, 6134899525417045):
        yield "sin", dyadic(n)
        yield "cos", dyadic(n)
    positive = [dyadic(abs(m), e) for m, e in [*ordinary(260, -60, 60), *ordinary(60, -3000, 3000)]]
    for x in [*positive, *near_one]:
        yield "ln", x
        yield "sqrt", x
        yield "root3", x
        yield "root7", dyadic(-x[0], x[1])
    inside = [x for x in [*ordinary(300, -60, 0), *ordinary(40, -400, 0)]]
    edge = [dyadic((1 << k) - s, -k) for k in (3, 20, 64, 111, 300, 1000) for s in (1, 7)]
    for m, e in [*inside, *edge, *tiny[4:]]:
        yield "asin", (m, e)
        yield "acos", (m, e)
        yield "asin", (-m, e)
        yield "acos", (-m, e)
    for x in [*ordinary(300, -40, 3), *ordinary(80, 1, 4), *ordinary(30, -300, -40), *tiny, *near_one]:
        yield "erf", x
    for k in (6, 10, 20, 30, 40):
        yield "erf", dyadic(k)
        yield "erf", dyadic(-3 * k - 1, -2)
    for x in positive[:200]:
        for y in ordinary(1, -20, 6):
            yield "pow", x, y
    for x in near_one[:12]:
        yield "pow", x, dyadic(12345678901, -3)
        yield "pow", x, dyadic(-1, -70)


def main():
    lines, seen = [], set()
    for name, *args in cases():
        key = (name, *args)
        if key in seen:
            continue
        seen.add(key)
        ctx.prec = 256
        result = value(name, args)
        if result is None:
            continue
        m, e = result
        lines.append("\t".join([name, *map(text, args), f"{m:x}", f"{e:x}"]))
    path = Path(__file__).with_name("enclosures.tsv")
    path.write_text("\n".join(lines) + "\n", encoding="ascii")
    print(len(lines), "values,", path.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
