"""The independent oracle behind the corpora: a reader of the expression language and two evaluators.

The reader follows the written description of the language, not the engine's code. Values come from
mpmath at high precision (numeric differentiation included) and, as a second opinion, from SymPy's
symbolic differentiation. Nothing here is used at test time; the generators `make_*.py` store what
it computes. Needs `pip install mpmath sympy`.
"""

import re
from fractions import Fraction

import mpmath
import sympy
from mpmath import mp

mp.dps = 80


class Undefined(Exception):
    """The expression has no real value there."""


# Reading

GREEK = {
    "σ": "sigma", "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "θ": "theta", "λ": "lambda",
    "μ": "mu", "φ": "phi", "ω": "omega", "τ": "tau", "ε": "epsilon", "η": "eta", "ρ": "rho",
}
VARIABLE = r"(?:" + "|".join(GREEK.values()) + r"|[a-zA-Zα-ω])(?:_[A-Za-z0-9]+)?"
TOKEN = re.compile(
    r"\s*(?:(?P<num>\d+(?:\.\d+)?)"
    rf"|(?P<diff>[d∂](?:\^\d+)?/(?:[d∂]{VARIABLE}(?:\^\d+)?)+(?![\w(]))"
    r"|(?P<name>[A-Za-zα-ω][A-Za-z0-9α-ω]*(?:_[A-Za-z0-9]+)*)(?P<primes>'*)"
    r"|(?P<op><=|>=|!=|:=|[-+*/^(),=<>|;·×÷−≤≥≠²³√π]))"
)
SPELL = {"·": "*", "×": "*", "÷": "/", "−": "-", "≤": "<=", "≥": ">=", "≠": "!="}
RELS = ("<", "<=", ">", ">=", "=", "!=")


def tokens(text):
    out, at = [], 0
    text = text.strip()
    while at < len(text):
        m = TOKEN.match(text, at)
        if not m:
            raise SyntaxError(f"{text!r} at {at}: {text[at:]!r}")
        at = m.end()
        if m["num"]:
            out.append(("num", Fraction(m["num"])))
        elif m["diff"]:
            out.append(("diff", m["diff"]))
        elif m["name"]:
            name = m["name"]
            for letter, spelled in GREEK.items():
                name = name.replace(letter, spelled)
            out.append(("name", name, len(m["primes"])))
        else:
            op = SPELL.get(m["op"], m["op"])
            if op == "π":
                out.append(("name", "pi", 0))
            elif op in "²³":
                out += [("op", "^"), ("num", Fraction("²³".index(op) + 2))]
            else:
                out.append(("op", op))
    return out


class Reader:
    def __init__(self, text):
        self.text, self.toks, self.at = text, tokens(text), 0

    def peek(self, k=0):
        i = self.at + k
        return self.toks[i] if i < len(self.toks) else ("end",)

    def op(self, *ops):
        t = self.peek()
        if t[0] == "op" and t[1] in ops:
            self.at += 1
            return t[1]
        return None

    def expect(self, op):
        if not self.op(op):
            raise SyntaxError(f"{self.text!r}: expected {op!r} at {self.peek()}")

    def whole(self):
        e = self.sum()
        if self.peek()[:2] == ("name", "at"):
            self.at += 1
            var = self.peek()[1]
            self.at += 1
            self.expect("=")
            e = ("at", e, var, self.sum())
        if self.peek() != ("end",):
            raise SyntaxError(f"{self.text!r}: left over from {self.peek()}")
        return e

    def condition(self):
        left = self.comparison()
        while self.peek()[:2] == ("name", "and"):
            self.at += 1
            left = ("and", left, self.comparison())
        return left

    def comparison(self):
        a = self.sum()
        op = self.op(*RELS)
        if not op:
            return a
        b = self.sum()
        out = ("rel", op, a, b)
        op = self.op(*RELS)
        return ("and", out, ("rel", op, b, self.sum())) if op else out

    def sum(self):
        e = self.product()
        while op := self.op("+", "-"):
            e = ("add" if op == "+" else "sub", e, self.product())
        return e

    def starts_implicit(self):
        """A factor that may stand without `*`: after a number or a closing parenthesis."""
        before = self.toks[self.at - 1]
        t = self.peek()
        if t[0] == "name":
            return before[0] == "num" and t[1] not in ("at", "and")
        return t == ("op", "(") and before in [("op", ")")] + [b for b in [before] if b[0] == "num"]

    def product(self):
        if self.op("-"):
            return ("neg", self.product())
        e = self.signed()
        while True:
            if op := self.op("*", "/"):
                e = ("mul" if op == "*" else "div", e, self.signed())
            elif self.starts_implicit():
                e = ("mul", e, self.power())
            else:
                return e

    def signed(self):
        if self.op("-"):
            return ("neg", self.signed())
        if self.op("+"):
            return self.signed()
        if self.peek()[0] == "diff":
            return self.derivative()
        return self.power()

    def derivative(self):
        _, text = self.peek()
        self.at += 1
        below = text.split("/", 1)[1]
        vars_ = re.findall(rf"[d∂]({VARIABLE})(?:\^(\d+))?", below)
        body = self.product()
        for x, n in reversed(vars_):
            body = ("deriv", GREEK.get(x, x), int(n or 1), body)
        return body

    def power(self):
        base = self.atom()
        if self.op("^"):
            return ("pow", base, self.signed_power())
        return base

    def signed_power(self):
        if self.op("-"):
            return ("neg", self.signed_power())
        return self.power()

    def atom(self):
        t = self.peek()
        self.at += 1
        if t[0] == "num":
            return ("num", t[1])
        if t == ("op", "("):
            e = self.condition()
            self.expect(")")
            return e
        if t == ("op", "|"):
            e = self.sum()
            self.expect("|")
            return ("call", "abs", 0, [e])
        if t == ("op", "√"):
            return ("call", "sqrt", 0, [self.atom()])
        if t[0] == "name":
            _, name, primes = t
            if self.peek() == ("op", "(") and (name in FUNCTIONS or name in ("piecewise", "D") or primes):
                self.at += 1
                args = [self.condition()]
                while self.op(","):
                    args.append(self.condition())
                self.expect(")")
                if name == "D":
                    return ("deriv", args[0][1], 1, args[1])
                if name == "piecewise":
                    return ("piecewise", args)
                return ("call", name, primes, args)
            if name in ("pi", "e"):
                return ("const", name)
            return ("sym", name)
        raise SyntaxError(f"{self.text!r}: {t} cannot start a value")


def parse(text):
    return Reader(text).whole()


def parse_condition(text):
    r = Reader(text)
    c = r.condition()
    assert r.peek() == ("end",), text
    return c


def free(e):
    """The free symbols, in alphabetical order."""
    kind = e[0]
    if kind == "sym":
        return {e[1]}
    if kind == "at":
        return (free(e[1]) - {e[2]}) | free(e[3])
    if kind == "call":
        return set().union(*map(free, e[3]))
    if kind == "piecewise":
        return set().union(*map(free, e[1]))
    if kind == "deriv":
        return free(e[3]) | {e[1]}
    return set().union(set(), *(free(k) for k in e[1:] if isinstance(k, tuple)))


# Values by mpmath


def tiny():
    return mpmath.mpf(10) ** (-(mp.dps * 3) // 4)


def is_zero(v):
    return abs(v) < tiny()


def is_int(v):
    return is_zero(v - mpmath.nint(v))


def real(v):
    if isinstance(v, mpmath.mpc):
        raise Undefined
    if not mpmath.isfinite(v):
        raise Undefined
    return v


def need(ok):
    if not ok:
        raise Undefined


def power(u, v):
    if is_zero(u):
        if is_zero(v):
            return mpmath.mpf(1)
        need(v > 0)
        return mpmath.mpf(0)
    if u < 0:
        need(is_int(v))
        return u ** int(mpmath.nint(v))
    return mpmath.exp(v * mpmath.log(u))


def div(u, v):
    need(not is_zero(v))
    return u / v


def ln(u):
    need(u > tiny())
    return mpmath.log(u)


def root(u, k):
    k = int(k)
    if k % 2 == 1:
        return mpmath.sign(u) * mpmath.root(abs(u), k) if not is_zero(u) else mpmath.mpf(0)
    need(u > -tiny())
    return mpmath.root(max(u, mpmath.mpf(0)), k)


def within(f, low, high):
    def g(u):
        need(low - tiny() <= u <= high + tiny())
        return mpmath.re(f(min(max(u, low), high)))

    return g


def logistic(u):
    return 1 / (1 + mpmath.exp(-u))


def open_unit(f):
    def g(u):
        need(-1 + tiny() < u < 1 - tiny())
        return f(u)

    return g


def nonzero(f):
    def g(u):
        need(not is_zero(u))
        return f(u)

    return g


def acosh(u):
    need(u >= 1 - tiny())
    return mpmath.acosh(max(u, mpmath.mpf(1)))


def asech(u):
    need(tiny() < u <= 1 + tiny())
    return acosh(1 / u)


def outside(f):
    def g(u):
        need(abs(u) > 1 + tiny())
        return f(u)

    return g


def log_base(u, b):
    return div(ln(u), ln(b))


def clamp(u, low, high):
    return min(max(u, mpmath.mpf(low)), mpmath.mpf(high))


def hard_sigmoid(u):
    return clamp(u / 6 + mpmath.mpf(1) / 2, 0, 1)


def floor(u):
    n = mpmath.nint(u)
    return n if is_zero(u - n) else mpmath.floor(u)


def sign(u):
    return mpmath.mpf(0) if is_zero(u) else mpmath.sign(u)


def elu(u, a=1):
    return u if u > 0 else a * mpmath.expm1(u)


def selu(u):
    alpha = mpmath.mpf("1.6732632423543772848170429916717")
    return mpmath.mpf("1.0507009873554804934193349852946") * elu(u, alpha)


def tan(u):
    return div(mpmath.sin(u), mpmath.cos(u))


FUNCTIONS = {
    "exp": mpmath.exp, "ln": ln, "log": lambda u, *b: log_base(u, *b) if b else ln(u),
    "log2": lambda u: log_base(u, mpmath.mpf(2)), "log10": lambda u: log_base(u, mpmath.mpf(10)),
    "sqrt": lambda u: root(u, 2), "cbrt": lambda u: root(u, 3), "root": root,
    "abs": abs, "sign": sign, "floor": floor, "ceil": lambda u: -floor(-u),
    "min": min, "max": max, "erf": mpmath.erf,
    "sin": mpmath.sin, "cos": mpmath.cos, "tan": tan,
    "cot": lambda u: div(mpmath.cos(u), mpmath.sin(u)),
    "sec": lambda u: div(1, mpmath.cos(u)), "csc": lambda u: div(1, mpmath.sin(u)),
    "asin": within(mpmath.asin, -1, 1), "acos": within(mpmath.acos, -1, 1), "atan": mpmath.atan,
    "acot": nonzero(lambda u: mpmath.atan(1 / u)),
    "asec": nonzero(lambda u: within(mpmath.acos, -1, 1)(1 / u)),
    "acsc": nonzero(lambda u: within(mpmath.asin, -1, 1)(1 / u)),
    "sinh": mpmath.sinh, "cosh": mpmath.cosh, "tanh": mpmath.tanh,
    "coth": nonzero(mpmath.coth), "sech": mpmath.sech, "csch": nonzero(mpmath.csch),
    "asinh": mpmath.asinh, "acosh": acosh, "atanh": open_unit(mpmath.atanh),
    "acoth": outside(lambda u: mpmath.atanh(1 / u)), "asech": asech,
    "acsch": nonzero(lambda u: mpmath.asinh(1 / u)),
    "sigma": logistic, "sigmoid": logistic, "logistic": logistic,
    "logit": lambda u: ln(div(u, 1 - u)), "softplus": lambda u: mpmath.log1p(mpmath.exp(u)),
    "relu": lambda u: max(u, mpmath.mpf(0)), "relu6": lambda u: clamp(u, 0, 6),
    "leaky_relu": lambda u, a=mpmath.mpf(1) / 100: u if u >= 0 else a * u,
    "elu": elu, "selu": selu, "gelu": lambda u: u * mpmath.ncdf(u),
    "silu": lambda u: u * logistic(u), "swish": lambda u: u * logistic(u),
    "mish": lambda u: u * mpmath.tanh(mpmath.log1p(mpmath.exp(u))),
    "softsign": lambda u: u / (1 + abs(u)), "hard_sigmoid": hard_sigmoid,
    "hard_tanh": lambda u: clamp(u, -1, 1), "hard_swish": lambda u: u * hard_sigmoid(u),
    # Stand-ins for the functions without a body; the test support has the same three.
    "f": lambda u: mpmath.exp(u / 3), "g": lambda u: 2 + mpmath.sin(u), "h": lambda u: u**3 + u,
}
for short in ("sin", "cos", "tan", "cot", "sec", "csc"):
    FUNCTIONS["arc" + short] = FUNCTIONS["a" + short]
for short in ("sinh", "cosh", "tanh", "coth", "sech", "csch"):
    FUNCTIONS["ar" + short] = FUNCTIONS["arc" + short] = FUNCTIONS["a" + short]


def holds(c, env):
    if c[0] == "and":
        return holds(c[1], env) and holds(c[2], env)
    _, op, a, b = c
    d = value(a, env) - value(b, env)
    if is_zero(d):
        return op in ("=", "<=", ">=")
    return op == "!=" or op in (("<", "<=") if d < 0 else (">", ">="))


def value(e, env):
    """The real value of `e`; raises Undefined."""
    kind = e[0]
    if kind == "num":
        return mpmath.mpf(e[1].numerator) / e[1].denominator
    if kind == "sym":
        return env[e[1]]
    if kind == "const":
        return mp.pi + 0 if e[1] == "pi" else mp.e + 0
    if kind == "neg":
        return -value(e[1], env)
    if kind in ("add", "sub", "mul", "div", "pow"):
        a, b = value(e[1], env), value(e[2], env)
        if kind == "add":
            return a + b
        if kind == "sub":
            return a - b
        if kind == "mul":
            return a * b
        return real(div(a, b) if kind == "div" else power(a, b))
    if kind == "call":
        _, name, primes, args = e
        vals = [value(a, env) for a in args]
        if not primes:
            return real(FUNCTIONS[name](*vals))
        return differentiate(lambda t: real(FUNCTIONS[name](t)), vals[0], primes)
    if kind == "piecewise":
        args = e[1]
        for c, v in zip(args[0::2], args[1::2]):
            if holds(c, env):
                return value(v, env)
        need(len(args) % 2 == 1)
        return value(args[-1], env)
    if kind == "at":
        return value(e[1], {**env, e[2]: value(e[3], env)})
    if kind == "deriv":
        orders, body = {}, e
        while body[0] == "deriv":
            orders[body[1]] = orders.get(body[1], 0) + body[2]
            body = body[3]
        names = sorted(orders)
        if len(names) == 1:
            x = names[0]
            return differentiate(lambda t: value(body, {**env, x: t}), env[x], orders[x])
        point = tuple(env[x] for x in names)
        f = lambda *ts: value(body, {**env, **dict(zip(names, ts))})
        return mpmath.diff(f, point, tuple(orders[x] for x in names))
    raise AssertionError(kind)


def differentiate(f, x, n):
    """The n-th derivative from both sides; Undefined where they differ (a kink or a jump).

    A difference quotient over a tiny step that blows up is a vertical tangent.
    """
    f(x)
    left = mpmath.diff(f, x, n, direction=-1)
    right = mpmath.diff(f, x, n, direction=1)
    need(abs(left) < mpmath.mpf(10) ** 30)
    need(abs(left - right) <= mpmath.mpf(10) ** -15 * max(1, abs(left)))
    return mpmath.diff(f, x, n)


# A second opinion by SymPy


def sym(x):
    return sympy.Symbol(x, real=True)


def sp_root(u, k):
    k = int(k)
    return u ** sympy.Rational(1, k) if k % 2 == 0 else sympy.sign(u) * sympy.Abs(u) ** sympy.Rational(1, k)


S = sympy
HALF = sympy.Rational(1, 2)
SP = {
    "exp": S.exp, "ln": S.log, "log": lambda u, *b: S.log(u) / S.log(b[0]) if b else S.log(u),
    "log2": lambda u: S.log(u) / S.log(2), "log10": lambda u: S.log(u) / S.log(10),
    "sqrt": S.sqrt, "cbrt": lambda u: sp_root(u, 3), "root": sp_root, "abs": S.Abs, "sign": S.sign,
    "floor": S.floor, "ceil": S.ceiling, "min": S.Min, "max": S.Max, "erf": S.erf,
    "sin": S.sin, "cos": S.cos, "tan": S.tan, "cot": S.cot, "sec": S.sec, "csc": S.csc,
    "asin": S.asin, "acos": S.acos, "atan": S.atan, "acot": S.acot, "asec": S.asec, "acsc": S.acsc,
    "sinh": S.sinh, "cosh": S.cosh, "tanh": S.tanh, "coth": S.coth, "sech": S.sech, "csch": S.csch,
    "asinh": S.asinh, "acosh": S.acosh, "atanh": S.atanh, "acoth": S.acoth, "asech": S.asech, "acsch": S.acsch,
    "sigma": lambda u: 1 / (1 + S.exp(-u)), "logit": lambda u: S.log(u / (1 - u)),
    "softplus": lambda u: S.log(1 + S.exp(u)), "relu": lambda u: S.Max(u, 0),
    "relu6": lambda u: S.Min(S.Max(u, 0), 6),
    "leaky_relu": lambda u, a=S.Rational(1, 100): S.Piecewise((u, u >= 0), (a * u, True)),
    "elu": lambda u, a=1: S.Piecewise((u, u > 0), (a * (S.exp(u) - 1), True)),
    "selu": lambda u: S.Rational("1.0507009873554804934193349852946") * SP["elu"](
        u, S.Rational("1.6732632423543772848170429916717")),
    "gelu": lambda u: u / 2 * (1 + S.erf(u / S.sqrt(2))), "silu": lambda u: u / (1 + S.exp(-u)),
    "mish": lambda u: u * S.tanh(S.log(1 + S.exp(u))), "softsign": lambda u: u / (1 + S.Abs(u)),
    "hard_sigmoid": lambda u: S.Max(0, S.Min(1, u / 6 + HALF)), "hard_tanh": lambda u: S.Max(-1, S.Min(1, u)),
    "hard_swish": lambda u: u * S.Max(0, S.Min(1, u / 6 + HALF)),
    "f": lambda u: S.exp(u / 3), "g": lambda u: 2 + S.sin(u), "h": lambda u: u**3 + u,
}
SP["sigmoid"] = SP["logistic"] = SP["sigma"]
SP["swish"] = SP["silu"]
for short in ("sin", "cos", "tan", "cot", "sec", "csc"):
    SP["arc" + short] = SP["a" + short]
for short in ("sinh", "cosh", "tanh", "coth", "sech", "csch"):
    SP["ar" + short] = SP["arc" + short] = SP["a" + short]


def symbolic(e):
    """`e` as a SymPy expression, derivatives carried out."""
    kind = e[0]
    if kind == "num":
        return S.Rational(e[1].numerator, e[1].denominator)
    if kind == "sym":
        return sym(e[1])
    if kind == "const":
        return S.pi if e[1] == "pi" else S.E
    if kind == "neg":
        return -symbolic(e[1])
    if kind in ("add", "sub", "mul", "div", "pow"):
        a, b = symbolic(e[1]), symbolic(e[2])
        return {"add": lambda: a + b, "sub": lambda: a - b, "mul": lambda: a * b, "div": lambda: a / b,
                "pow": lambda: a**b}[kind]()
    if kind == "call":
        _, name, primes, args = e
        vals = [symbolic(a) for a in args]
        if not primes:
            return SP[name](*vals)
        t = S.Symbol("t_", real=True)
        return S.diff(SP[name](t), t, primes).subs(t, vals[0])
    if kind == "piecewise":
        args = e[1]
        pairs = [(symbolic(v), relation(c)) for c, v in zip(args[0::2], args[1::2])]
        if len(args) % 2:
            pairs.append((symbolic(args[-1]), True))
        return S.Piecewise(*pairs)
    if kind == "at":
        return symbolic(e[1]).subs(sym(e[2]), symbolic(e[3]))
    if kind == "deriv":
        return S.diff(symbolic(e[3]), sym(e[1]), e[2])
    raise AssertionError(kind)


def relation(c):
    if c[0] == "and":
        return S.And(relation(c[1]), relation(c[2]))
    _, op, a, b = c
    a, b = symbolic(a), symbolic(b)
    return {"<": S.Lt, "<=": S.Le, ">": S.Gt, ">=": S.Ge, "=": S.Eq, "!=": S.Ne}[op](a, b)


# Points and texts


def read_point(text):
    """`x=1/2, a=3` as a dictionary of fractions."""
    out = {}
    for part in filter(None, (p.strip() for p in text.split(","))):
        name, _, v = part.partition("=")
        out[name.strip()] = Fraction(v.strip())
    return out


def show_point(env):
    return ", ".join(f"{x}={v}" for x, v in sorted(env.items()))


def to_mp(env):
    return {x: mpmath.mpf(v.numerator) / v.denominator for x, v in env.items()}


def digits(v, n=30):
    """`v` to n significant digits, in a form that Rust's `f64::from_str` reads."""
    if is_zero(v):
        return "0"
    return mpmath.nstr(v, n, strip_zeros=False, min_fixed=-6, max_fixed=40)


def write_tsv(path, header, columns, rows):
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in header.strip().splitlines():
            out.write(f"# {line}".rstrip() + "\n")
        out.write("# " + "\t".join(columns) + "\n")
        for row in rows:
            assert len(row) == len(columns), row
            assert not any("\t" in cell or "\n" in cell for cell in row), row
            out.write("\t".join(row) + "\n")
