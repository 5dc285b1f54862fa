"""Writes evaluate.tsv: values to digits and places, exact ties, and values that do not exist.

Digits come from mpmath at 120 digits or more; rounding is half-up (a tie goes away from zero), on
exact fractions where the value is rational.
"""

import os
import re
import sys
from fractions import Fraction as F

import mpmath
from mpmath import mp

import oracle
from oracle import Undefined, parse, read_point, to_mp, value

HERE = os.path.dirname(os.path.abspath(__file__))

# `expression [@ point] [# request]`; no request: the exact rational value is expected.
VALUES = """
1/2 + 1/3
2^10
2^-3
(-2)^3
-2^2
2^3^2
0.1 + 0.2
0.75
3/4 - 0.75
x^2 + 1/3 @ x=1/2
x^2*y @ x=2/3, y=-9/2
(x^2 - 1)/(x + 1) @ x=5/2
abs(x - 3) @ x=1/4
floor(7/2)
floor(-7/2)
ceil(-7/2)
ceil(3)
floor(x) @ x=-1/3
sign(-5)
sign(0)
max(1/3, 1/2, 2/5)
min(-1, 2)
sqrt(9/4)
sqrt(x) @ x=16
cbrt(-27)
root(32, 5)
8^(2/3)
4^(-1/2)
0^0
0^3
x^0 @ x=0
relu(x) @ x=-2
relu(x) @ x=7/3
relu6(x) @ x=9
leaky_relu(x) @ x=-3
leaky_relu(x, 0.2) @ x=-3
elu(x) @ x=2
hard_tanh(x) @ x=5/2
hard_sigmoid(x) @ x=1
hard_swish(x) @ x=1
softsign(x) @ x=-3
piecewise(x < 0, x^2, x + 1) @ x=-3
piecewise(x < 0, x^2, x + 1) @ x=0
sigma(0)
tanh(0)
ln(1)
e^0
sin(0)
0.75*0.9 + (-0.63)*(-1.1)
0.24*(-0.3) + (-1.7)*0.8
1/3 # to 10 digits
2/3 # to 10 digits
1/7 # to 50 digits
22/7 # to 6 places
-2/3 # to 3 places
1/8 # to 2 places
-1/8 # to 2 places
0.5 # to 0 places
1.5 # to 0 places
2.5 # to 0 places
-2.5 # to 0 places
2.675 # to 2 places
1.005 # to 2 places
0.045 # to 2 places
0.00005 # to 4 places
0.00004999 # to 4 places
0.99995 # to 4 places
9.99995 # to 4 places
x/16 # to 3 places @ x=1
sqrt(1/64) # to 2 places
x^2 # to 1 places @ x=1/2
(x + 1)/8 # to 2 places @ x=0
1234567.5 # to 0 places
1234.5678 # to 2 places
123456 # to 3 digits
0.00123456 # to 3 digits
0.125 # to 2 digits
0.135 # to 2 digits
99.95 # to 3 digits
pi # to 50 digits
e # to 50 digits
pi # to 0 places
pi^2 # to 4 places
sqrt(2) # to 50 digits
sqrt(2) # to 100 digits
sqrt(10) # to 20 digits
(1 + sqrt(5))/2 # to 30 digits
cbrt(2) # to 30 digits
2^(1/12) # to 20 digits
2^pi # to 20 digits
pi^e # to 20 digits
e^pi # to 20 digits
e^pi - pi # to 20 digits
x^x # to 20 digits @ x=3/2
ln(2) # to 50 digits
ln(10) # to 30 digits
log10(2) # to 30 digits
log2(3) # to 30 digits
log(10, 7) # to 20 digits
ln(1 + 10^(-20)) # to 20 digits
ln(x) # to 20 digits @ x=1/1000
e^(-100) # to 20 digits
e^100 # to 30 digits
e^(1/1000) # to 30 digits
e^(e^2) # to 20 digits
sin(1) # to 50 digits
cos(1) # to 50 digits
tan(1) # to 30 digits
sin(x) # to 4 places @ x=22/7
sin(10^10) # to 20 digits
sin(2^100) # to 20 digits
cos(pi/7) # to 20 digits
tan(3/2) # to 20 digits
tan(11) # to 20 digits
cot(1) # to 20 digits
sec(2) # to 20 digits
csc(3) # to 20 digits
asin(1/3) # to 30 digits
acos(-1/3) # to 30 digits
atan(1) # to 30 digits
4*atan(1) # to 40 digits
acot(-2) # to 20 digits
asec(3) # to 20 digits
acsc(-3/2) # to 20 digits
asin(1) # to 10 places
sinh(1) # to 30 digits
cosh(1) # to 30 digits
tanh(1/2) # to 30 digits
tanh(20) # to 30 digits
coth(2) # to 20 digits
sech(2) # to 20 digits
csch(2) # to 20 digits
asinh(1) # to 30 digits
asinh(-10) # to 20 digits
acosh(2) # to 30 digits
atanh(1/2) # to 30 digits
acoth(2) # to 20 digits
asech(1/2) # to 20 digits
acsch(-2) # to 20 digits
erf(1/2) # to 30 digits
erf(1) # to 50 digits
erf(3) # to 20 digits
erf(-2) # to 20 digits
1 - erf(5) # to 20 digits
sigma(1) # to 50 digits
sigma(1.368) # to 50 digits
sigma(x) # to 4 places @ x=1.368
sigma(-1.432) # to 4 places
sigma(-50) # to 20 digits
1 - sigma(50) # to 20 digits
softplus(1) # to 30 digits
softplus(-30) # to 20 digits
logit(3/4) # to 20 digits
gelu(1) # to 30 digits
gelu(-2) # to 20 digits
silu(-1) # to 20 digits
swish(2) # to 20 digits
mish(1) # to 30 digits
elu(-1) # to 20 digits
elu(-1, 2) # to 20 digits
selu(-1) # to 20 digits
selu(1) # to 20 digits
hard_sigmoid(1/2) # to 5 places
abs(-pi) # to 10 digits
max(e, pi) # to 10 digits
min(sqrt(2), 3/2) # to 10 digits
floor(pi)
ceil(e)
floor(e^10)
sign(e - pi)
piecewise(x > 0, ln(x), 0) # to 10 digits @ x=2
x*sin(y) # to 15 digits @ x=3/2, y=-1/4
sqrt(x^2 + y^2) # to 12 digits @ x=1, y=2
e^(pi*sqrt(163)) # to 40 digits
e^(pi*sqrt(163)) - 262537412640768744 # to 10 digits
sqrt(2) + sqrt(3) - sqrt(5 + 2*sqrt(6)) + 1/3 # to 5 digits
sin(355) # to 10 digits
((125.5/100)^0.25) - 1 # to 4 places
(1 + 1/1000000)^1000000 # to 15 digits
2^1000 # to 10 digits
1/2^1000 # to 10 digits
tanh'(x) # to 20 digits @ x=1/2
sigma'(x) # to 6 places @ x=1.368
d/dx x^3 @ x=2
d/dx x^x # to 10 digits @ x=2
relu'(x) @ x=3
0.05*0.01 # to 3 places
-0.0625 # to 3 places
100 # to 2 places
7 # to 3 places
0 # to 2 places
""".strip().splitlines()

UNDEFINED = """
1/0
0/0
0^-1
0^(-1/2)
x/x @ x=0
1/(x - 1) @ x=1
1/(sqrt(2)*sqrt(3) - sqrt(6))
ln(0)
ln(-1)
ln(x) @ x=-2
sqrt(-1)
sqrt(x - 1) @ x=0
root(-16, 4)
(-8)^(1/3)
(-2)^0.5
(-2)^pi
x^(1/2) @ x=-4
x^x @ x=-1/2
asin(2)
acos(-3/2)
asin(x) @ x=1.0001
acosh(1/2)
acosh(-2)
atanh(1)
atanh(-2)
acoth(1/2)
asech(0)
asech(2)
acsch(0)
asec(1/2)
acsc(0)
acot(0)
coth(0)
csch(0)
tan(pi/2)
sec(pi/2)
cot(0)
csc(pi)
log(2, 1)
log(2, -3)
log(-2, 3)
log(5, 0)
log2(0)
log10(-1)
logit(0)
logit(1)
logit(2)
0*ln(-1)
ln(-1) - ln(-1)
piecewise(x > 0, 1) @ x=-1
piecewise(x > 0, ln(x), 1/x) @ x=0
e^(1/0)
abs(1/0)
max(1, 1/0)
1 + sqrt(-4)^2
d/dx abs(x) @ x=0
d/dx max(x, 0) @ x=0
relu'(x) @ x=0
relu6'(x) @ x=6
hard_tanh'(x) @ x=1
hard_sigmoid'(x) @ x=-3
leaky_relu'(x) @ x=0
d/dx sign(x) @ x=0
d/dx floor(x) @ x=2
d/dx sqrt(x) @ x=0
d/dx cbrt(x) @ x=0
d/dx ln(x) @ x=-1
d/dx piecewise(x < 0, sin(x), 1/2) @ x=0
""".strip().splitlines()


def exact(e, env):
    """The value as a fraction where plain arithmetic gives it, else None."""
    kind = e[0]
    if kind == "num":
        return e[1]
    if kind == "sym":
        return env.get(e[1])
    if kind == "neg":
        a = exact(e[1], env)
        return None if a is None else -a
    if kind in ("add", "sub", "mul", "div", "pow"):
        a, b = exact(e[1], env), exact(e[2], env)
        if a is None or b is None or (kind == "pow" and b.denominator != 1):
            return None
        return {"add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b, "div": lambda: a / b,
                "pow": lambda: a ** int(b)}[kind]()
    return None


def rational_near(v):
    """A small fraction that agrees with v to 60 digits, if any."""
    f = F(int(mpmath.nint(v * mpmath.mpf(10) ** 70)), 10**70).limit_denominator(10**9)
    return f if abs(mpmath.mpf(f.numerator) / f.denominator - v) < mpmath.mpf(10) ** -60 else None


def round_half_up(q, places):
    """The decimal text of a fraction, a tie away from zero, with all its places."""
    scaled = abs(q) * F(10) ** places
    n = (scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator)
    text = str(n).rjust(max(places, 0) + 1, "0") if places > 0 else str(n * 10 ** (-places))
    if places > 0:
        text = text[:-places] + "." + text[-places:]
    return "-" + text if q < 0 and n else text


def to_fraction(v):
    return F(int(mpmath.nint(v * mpmath.mpf(2) ** 1500)), 2**1500)


def rounded(q, request):
    m = re.fullmatch(r"to (\d+) (digits|places)", request)
    count, unit = int(m[1]), m[2]
    if unit == "places":
        return round_half_up(q, count)
    if q == 0:
        return "0"
    top = 0
    while abs(q) >= F(10) ** (top + 1):
        top += 1
    while abs(q) < F(10) ** top:
        top -= 1
    text = round_half_up(q, count - 1 - top)
    return text


def main():
    rows = []
    for number, line in enumerate(VALUES, 1):
        m = re.fullmatch(r"(.*?)(?: # (to \d+ (?:digits|places)))?(?: @ (.*?))?(?: # (to \d+ (?:digits|places)))?", line)
        text, request, at = m[1], m[2] or m[4] or "", m[3] or ""
        mp.dps = 450 if "1000" in text else 150
        env = {k: v for k, v in read_point(at).items()}
        e = parse(text)
        q = exact(e, env)
        v = value(e, to_mp(env))
        if q is None:
            q = rational_near(v)
        if request:
            want = rounded(q if q is not None else to_fraction(v), request)
        else:
            assert q is not None, text
            want = str(q)
        rows.append((f"value-{number:03}", text, oracle.show_point(env), request, want))
    mp.dps = 80
    for number, line in enumerate(UNDEFINED, 1):
        text, _, at = line.partition(" @ ")
        env = read_point(at)
        try:
            value(parse(text), to_mp(env))
            sys.exit(f"has a value: {line}")
        except Undefined:
            pass
        rows.append((f"undefined-{number:03}", text, oracle.show_point(env), "", "undefined"))
    oracle.write_tsv(
        os.path.join(HERE, "evaluate.tsv"),
        """
Values of expressions at exact points. Written by make_evaluate.py: do not edit.
Digits are mpmath's; rounding is half-up, a tie goes away from zero. Without a request the value is
rational and expected exactly. `undefined`: there is no real value and a clear error is expected.
""",
        ("id", "expression", "at", "request", "expected"),
        rows,
    )
    print(len(VALUES), "values,", len(UNDEFINED), "undefined")


if __name__ == "__main__":
    main()
