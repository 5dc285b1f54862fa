"""Writes peers.tsv: inputs that other systems got wrong, with the right answer in a checkable form."""

import os
import re
import sys

import oracle
from make_evaluate import exact, rational_near, rounded, to_fraction
from make_identities import Claim, verify_false, verify_true
from make_simplify import expression_of
from oracle import Undefined, digits, parse, read_point, to_mp, value

HERE = os.path.dirname(os.path.abspath(__file__))

# `kind name: …`; the forms of the payloads are those of the other generators.
ROWS = """
value SymPy-11402: d^2/dx^2 piecewise(x != 0, sin(x)/x, 1) @ x=1/2 ; x=-1
exists-or-error SymPy-11402-at-0: d^2/dx^2 piecewise(x != 0, sin(x)/x, 1) at x = 0 # -1/3
undefined SymPy-24127-jump: d/dx piecewise(x < 0, sin(x), 1/2) @ x=0
value SymPy-24127: d/dx piecewise(x < 0, sin(x), 1/2) @ x=-1 ; x=2
undefined SymPy-max-at-kink: d/dx max(0, x) @ x=0
value symforce-36-away: d/dx max(x, e^x - 1, ((x + 1)^2 - 1)/2) @ x=1 ; x=-1
exists-or-error symforce-36-at-0: d/dx max(x, e^x - 1, ((x + 1)^2 - 1)/2) at x = 0 # 1
proved SymPy-tanh-definition: tanh(x) == (1 - e^(-2*x))/(1 + e^(-2*x))
result SymPy-13651-parentheses: simplify c - (a + b) => c - a - b || c - (a + b)
value SymPy-12799-parentheses: d/dx (cos(x) - sin(x)) @ x=1/2 ; x=2
value SymPy-10926-power: d/dx (d/dx x^3)^2 @ x=1/2 ; x=-2
rejected parse_latex-text-product: d/dx tahn(x)
result-or-rejected parse_latex-call-product: d/dx x(y - z) => y - z
result-or-rejected parse_latex-eta-call: d/dx eta*(x + eta(x + 1)) => eta*(1 + eta) || eta + eta^2
rejected parse_latex-unknown-call: d/dx foo(x)
refuted Maxima-log-square: ln(x^2) == 2*ln(x) + 1 | x > 0
conditional Maxima-log-square-domain: ln(x^2) == 2*ln(x) | | x > 0
result Maxima-radcan: simplify sqrt(1 - 2*x^2 + x^4) => abs(x^2 - 1) || abs(1 - x^2)
refuted Maxima-radcan-claim: sqrt(1 - 2*x^2 + x^4) == x^2 - 1
result Maxima-radcan-quotient: simplify (1 - x^2)/sqrt(1 - 2*x^2 + x^4) => sign(1 - x^2) || (1 - x^2)/abs(1 - x^2) || (1 - x^2)/abs(x^2 - 1) | | x^2 != 1
refuted Maxima-radcan-quotient-claim: (1 - x^2)/sqrt(1 - 2*x^2 + x^4) == -1
conditional Maxima-root-product: sqrt(x)*sqrt(y) == sqrt(x*y) | | x >= 0; y >= 0
result Maxima-root-product-simplify: simplify sqrt(x)*sqrt(y) - sqrt(x*y) => 0 || sqrt(x)*sqrt(y) - sqrt(x*y) | | x >= 0; y >= 0
conditional Maxima-log-product: ln(x*y) == ln(x) + ln(y) | | x > 0; y > 0
result Maxima-log-product-simplify: simplify ln(x*y) - ln(x) - ln(y) => 0 || ln(x*y) - ln(x) - ln(y) | | x > 0; y > 0
conditional Giac-cube-root: (x^3)^(1/3) == x | | x >= 0
proved Giac-real-cube-root: cbrt(x^3) == x
value Giac-when: d/dx piecewise(x < 0, x^2, x + 1) @ x=-2 ; x=3
undefined Giac-when-at-jump: d/dx piecewise(x < 0, x^2, x + 1) @ x=0
value Giac-floor: d/dx floor(x) @ x=1/2 ; x=-3/2
undefined Giac-floor-at-jump: d/dx floor(x) @ x=1
value Giac-sign: d/dx sign(x) @ x=1/2 ; x=-3/2
undefined Giac-sign-at-jump: d/dx sign(x) @ x=0
proved Giac-abs-product: abs(x^2 - 4) - abs(x - 2)*abs(x + 2) == 0
result Giac-abs-product-simplify: simplify abs(x^2 - 4) - abs(x - 2)*abs(x + 2) => 0
refuted CE-small-term: sin(x) + 10^(-12) == sin(x)
refuted CE-small-constant: x + 10^(-12) == x
refuted CE-decimal-small-constant: x + 0.000000000001 == x
unproved CE-max-far: max(x, -1000000) == x
unproved CE-steep-tanh: tanh(100*x) == sign(x)
unproved CE-floor-shift: floor(x + 10^(-13)) == floor(x)
refuted CE-plus-one: x^2 == x^2 + 1
conditional CE-cancel: (x^2 - 1)/(x - 1) == x + 1 | | x != 1
result CE-zero-quotient: simplify 0/x => 0 | | x != 0
result CE-self-quotient: simplify x/x => 1 | | x != 0
value CE-quotient-parentheses: d/dx (x^2 + 1)/(1 - x) @ x=1/2 ; x=3
decimal CE-76: ((125.5/100)^0.25) - 1 # to 4 places
result mathsteps-root: simplify root(x^2, 2) => abs(x)
conditional mathsteps-quotient: x/x == 1 | | x != 0
decimal mathsteps-zero-power: 0^0 #
refuted Math-Verify-sign: 1 - 1/e == 1 + 1/e
refuted Math-Verify-power: 1/2^99 == 1/2^98
refuted Math-Verify-case: x == X
proved Math-Verify-root: sqrt(1/n) == 1/sqrt(n)
refuted Math-Verify-line: 3*x - y + 13 == 3*x + 4*y + 14
result MathHook-sqrt-square: d/dx sqrt(x^2) => x/abs(x) || sign(x) || x/sqrt(x^2) | | x != 0
value MathHook-sqrt-square-value: d/dx sqrt(x^2) @ x=-3 ; x=1/2
result MathHook-power-half: simplify (x^2)^(1/2) => abs(x)
value MathHook-print: d/dx 1/(1 + exp(-x)) @ x=0 ; x=-2
result symb_anafis-asin-sin: simplify asin(sin(x)) => asin(sin(x))
refuted symb_anafis-asin-sin-claim: asin(sin(x)) == x
value symb_anafis-sigmoid: d/dx sigmoid(x) @ x=0 ; x=1/2
rejected symb_anafis-call: d/dx sigmoidd(x)
proved KAS-12: (3*x + 7)/(x + 4) == (-3*x - 7)/(-x - 4)
proved Perseus-right: D(x, sqrt(1 - x^2)) == -x/sqrt(1 - x^2)
refuted Perseus-sign: D(x, sqrt(1 - x^2)) == x/sqrt(1 - x^2)
refuted Perseus-numerator: D(x, sqrt(1 - x^2)) == -2*x/sqrt(1 - x^2)
refuted Perseus-constant: D(x, sqrt(1 - x^2)) == -1/sqrt(1 - x^2)
refuted Doenet-54: 1/8*e^(2*x) + 2*e^(-2*x) == 1/8*e^(2*x)
refuted Doenet-4: 0 == 18^x
proved STACK-614: D(x, atan(x)/(1 - 2*x)^(1/6)) == (3*(1 - 2*x) + (1 + x^2)*atan(x))/(3*(1 + x^2)*(1 - 2*x)^(7/6))
proved STACK-1109: (n + 1)^((n + 2)/(n + 1))/(n + 2) == (n + 1)*(n + 1)^(1/(n + 1))/(n + 2) | n > 0
result AngouriMath-751: simplify 2*a/sqrt(a) => 2*sqrt(a) | | a > 0
refuted AngouriMath-751-claim: 2*a/sqrt(a) == -2*sqrt(a)
result AngouriMath-715: simplify (1/x)/(-1 - 1/x) => -1/(x + 1) || 1/(-x - 1) || 1/(-1 - x) | | x != 0
refuted AngouriMath-715-claim: (1/x)/(-1 - 1/x) == -(1 + x)
rejected AngouriMath-993: D(pi, sin(pi))
value mathjs-3329: d/dx (x^2)^0.5 @ x=-3 ; x=3
result mathjs-934: simplify -(-(2)) => 2
result mathjs-934-minus: simplify 1 - -2*x => 1 + 2*x
result nerdamer-566: simplify (-2*x - 2*x^2 - 2)/(x + x^2 + 1) => -2
value nerdamer-590: d/dx (sqrt(x) + x)^3 @ x=4
rejected Symbolics-1077: D(2*x, x)
result Symbolics-1725: expand (x + 1)^3*(x - 1) => x^4 + 2*x^3 - 2*x - 1
result ModelingToolkit-545: d/dt (t + t^2) => 1 + 2*t
result ModelingToolkit-545-minus: d/dt (t - 2*t) => -1
undefined SymPy-19914-real: sqrt(-8 - sqrt(63))
unproved egg-297: 1 + a == a
conditional Alkahest-zero: 0/x == 0 | | x != 0
conditional Herbie-sqrt: sqrt(x)*sqrt(x) == x | | x >= 0
refuted Herbie-atan-tan: atan(tan(x)) == x
refuted Herbie-asin-sin: asin(sin(x)) == x
refuted control-tiny: sin(x) + 10^(-40) == sin(x)
proved green-asinh: asinh(x) == ln(x + sqrt(x^2 + 1))
proved green-atan: atan(1/2) == pi/2 - atan(2)
proved green-abs: abs(x^2 - 4) == abs(x - 2)*abs(x + 2)
proved green-cube-roots: cbrt(sqrt(108) + 10) - cbrt(sqrt(108) - 10) == 2
proved green-sixth-roots: root(77 + 20*sqrt(13), 6) - root(77 - 20*sqrt(13), 6) == 1
proved green-nested-root: sqrt(2*x*sqrt(x^2 + 1) + 2*x^2 + 1) == sqrt(x^2 + 1) + x
proved green-tanh-sigma: 1 - tanh(x)^2 == 4*(sigma(2*x) - sigma(2*x)^2)
proved green-linear-layers: w_1*(w_0*x + b_0) + b_1 == w_1*w_0*x + (w_1*b_0 + b_1)
proved green-sech: sech(x)^2 == 1 - tanh(x)^2
proved green-softplus: softplus(x) - softplus(-x) == x
proved seed-tanh: tanh'(x) == 4*(sigma(2*x) - sigma(2*x)^2)
proved seed-sigma: sigma'(x) == sigma(x)*(1 - sigma(x))
refuted seed-slip-exponent: (2*e^(-2*x) + 2*e^(-4*x) + 2*e^(-2*x) - 2*e^(-4*x))/(1 + e^(-2*x))^2 == (2*e^(-2*x) + 2*e^(-4*x) + 2*e^(-2*x) - 2*e^(-4*x)*e^(-2*x))/(1 + e^(-2*x))^2
refuted seed-slip-one: 4*e^(-2*x)/(1 + e^(-2*x))^2 == 4*((1 + e^(-2*x))/(1 + e^(-2*x))^2)
decimal seed-sigma-1: sigma(1.368) # to 4 places
decimal seed-sigma-2: sigma(-1.432) # to 4 places
refuted seed-sigma-1-sign: sigma(1.368) == 0.202943
"""


def claim_of(text):
    cells = re.split(r"\s\|(?=\s|$)", text)
    lhs, _, rhs = cells[0].partition(" == ")
    return Claim(lhs, rhs, cells[1] if len(cells) > 1 else "", cells[2] if len(cells) > 2 else "")


def row_of(kind, payload):
    """The row's four cells and a problem, if the oracle finds one."""
    if kind in ("proved", "conditional"):
        claim = claim_of(payload)
        problem = verify_true(claim)
        assert kind != "conditional" or claim.texts[3], payload
        return claim.texts, problem
    if kind in ("refuted", "unproved"):
        claim = claim_of(payload)
        return claim.texts, verify_false(claim)
    if kind == "result":
        left, _, right = payload.partition(" => ")
        cells = re.split(r"\s\|(?=\s|$)", right.replace(" || ", " @@ "))
        cells += [""] * (3 - len(cells))
        outputs = [o.strip() for o in cells[0].split(" @@ ")]
        problems = [verify_true(Claim(expression_of(left), o, cells[1], cells[2])) for o in outputs]
        return (left, " || ".join(outputs), cells[1].strip(), cells[2].strip()), next(filter(None, problems), None)
    if kind == "result-or-rejected":
        left, _, right = payload.partition(" => ")
        return (left, right, "", ""), None
    if kind == "value":
        text, _, at = payload.partition(" @ ")
        points = [read_point(p) for p in at.split(";")]
        values = [digits(value(parse(text), to_mp(p))) for p in points]
        return (text, "; ".join(values), "; ".join(map(oracle.show_point, points)), ""), None
    if kind == "exists-or-error":
        text, _, want = payload.partition(" # ")
        return (text, want, "", ""), None
    if kind == "undefined":
        text, _, at = payload.partition(" @ ")
        try:
            value(parse(text), to_mp(read_point(at)))
            return (text, "", at, ""), "has a value"
        except Undefined:
            return (text, "", at, ""), None
    if kind == "decimal":
        text, _, request = payload.partition(" #")
        request = request.strip()
        e = parse(text)
        q = exact(e, {})
        v = value(e, {})
        q = rational_near(v) if q is None else q
        want = rounded(q if q is not None else to_fraction(v), request) if request else str(q)
        return (text, want, request, ""), None
    assert kind == "rejected", kind
    return (payload, "", "", ""), None


def main():
    rows, problems = [], 0
    for line in filter(None, map(str.strip, ROWS.strip().splitlines())):
        head, _, payload = line.partition(": ")
        kind, _, name = head.partition(" ")
        cells, problem = row_of(kind, payload)
        if problem and not problem.startswith("note"):
            print(f"{line}\n    {problem}", file=sys.stderr)
            problems += 1
        rows.append((name, kind, *cells))
    oracle.write_tsv(
        os.path.join(HERE, "peers.tsv"),
        """
Inputs that other systems answered wrongly, named by system and issue number where there is one.
Written by make_peers.py: do not edit. By kind, the four cells a, b, c, d are:
proved, conditional, refuted, unproved: lhs, rhs, assumptions, conditions (unproved: never proved)
result: statement, accepted outputs, assumptions, conditions
result-or-rejected: the same, for a name before parentheses that may also be refused
value: statement, values, points; exists-or-error: statement, the value unless it is an error
decimal: expression, expected, request; undefined: expression, -, point; rejected: statement
""",
        ("id", "kind", "a", "b", "c", "d"),
        rows,
    )
    print(len(rows), "rows,", problems, "problems")
    return problems


if __name__ == "__main__":
    sys.exit(bool(main()))
