"""Writes derivatives.tsv. The expressions are those of the tables at the back of calculus books and
of a machine-learning course; values by mpmath, compared with SymPy (see oracle.py)."""

import os
import sys
from fractions import Fraction as F

import mpmath

import oracle
from oracle import Undefined, digits, free, parse, show_point, symbolic, to_mp, value

HERE = os.path.dirname(os.path.abspath(__file__))

# Each line is a statement, or `statement @ point ; point`. Points that are not given are chosen
# among the candidates below, in order, where the derivative exists from both sides.
CANDIDATES = [F(1, 2), F(-3, 4), F(7, 4), F(2, 3), F(-5, 3), F(5, 2), F(-7, 2), F(1, 5), F(9, 2), F(-1, 8), F(11, 9)]
CONSTANTS = {"a": F(3, 2), "b": F(5, 4), "c": F(2, 3), "n": F(3), "k": F(4, 3), "m": F(2), "p": F(1, 3),
             "q": F(3, 4), "r": F(7, 5), "s": F(6, 5), "t": F(3, 5), "w": F(4, 5), "u": F(1, 4), "v": F(5, 3),
             "y": F(5, 4), "z": F(2, 7), "theta": F(2, 5), "alpha": F(1, 6), "beta": F(11, 9), "mu": F(1, 9),
             "lambda": F(8, 7), "omega": F(9, 5), "phi": F(3, 8), "T": F(5, 2), "A": F(7, 3), "w_1": F(2, 9),
             "x_1": F(4, 7), "x_2": F(3, 11)}

SECTIONS = {}

# Every function by itself, of a linear function, and twice differentiated.
EVERY = """sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch
asinh acosh atanh acoth asech acsch ln log2 log10 sqrt cbrt abs erf sigma logit softplus relu relu6
leaky_relu elu selu gelu silu mish softsign hard_sigmoid hard_tanh hard_swish""".split()
SMOOTH = """sin cos tan cot sec csc asin acos atan acot asec acsc sinh cosh tanh coth sech csch
asinh acosh atanh acoth asech acsch ln sqrt cbrt erf sigma logit softplus gelu silu mish""".split()
LINEAR = ["2x + 1", "x/3 - 1/5", "1 - x/2", "3x", "5 - 4x", "a*x + b", "(x + 1)/4", "-x"]
BOTH = {
    "abs": "x=1/2 ; x=-3/4", "relu": "x=1/2 ; x=-3/4", "relu6": "x=-1 ; x=5/2 ; x=13/2",
    "leaky_relu": "x=1/2 ; x=-3/4", "elu": "x=1/2 ; x=-3/4", "selu": "x=1/2 ; x=-3/4",
    "softsign": "x=1/2 ; x=-3/4", "hard_sigmoid": "x=-4 ; x=1/2 ; x=7/2",
    "hard_tanh": "x=-2 ; x=1/2 ; x=3", "hard_swish": "x=-4 ; x=1/2 ; x=7/2",
}

rows = []
for name in EVERY:
    rows.append(f"d/dx {name}(x)" + (f" @ {BOTH[name]}" if name in BOTH else ""))
SECTIONS["table"] = rows
SECTIONS["linear"] = [f"d/dx {name}({LINEAR[i % len(LINEAR)]})" for i, name in enumerate(SMOOTH + ["abs", "relu", "elu"])]
SECTIONS["prime"] = [f"{name}'(x)" for name in EVERY if name not in BOTH] + [
    f"{name}'(x) @ {BOTH[name]}" for name in BOTH if name != "abs"]
SECTIONS["second"] = [f"{name}''(x)" if i % 2 else f"d^2/dx^2 {name}(x)" for i, name in enumerate(SMOOTH)]
SECTIONS["inner"] = [f"d/dx {name}({inner})" for name, inner in zip(SMOOTH, [
    "x^2", "sqrt(x)", "x^3 - x", "e^x", "ln(x)", "1/x", "x^2/4", "1 - x^2", "sqrt(x)", "x^2", "1 + x^2", "1 + e^x",
    "x^2", "ln(x)", "x^2 - 1", "1/x", "sqrt(x)", "e^x", "x^2", "1 + x^2", "x/(1 + x^2)", "2 + x^2", "e^(-x^2)", "x^3",
    "sin(x) + 2", "1 + x^4", "x^2 + 1", "x^2", "x^3", "x^2/(1 + x^2)", "-x^2", "x^2", "2x + 1", "x^2"])]

SECTIONS["polynomial"] = """
d/dx 7
d/dx x
d/dx x^2
d/dx x^3
d/dx x^10
d/dx (3x^2 - 5x + 2)
d/dx (x^5 - 4x^3 + 2x - 9)
d/dx (2/3*x^3 - 1/2*x^2 + x/7)
d/dx (0.5x^2 + 1.25x - 0.75)
d/dx (x + 1)^5
d/dx (2x - 3)^7
d/dx ((x^2 + 1)*(x^3 - 2x))
d/dx (x*(x - 1)*(x - 2))
d/dx (x^2 - x + 1)^4
d/dx ((x + 1)^2*(x - 1)^3)
d/dx (a*x^2 + b*x + c)
d/dx x^n
d/dx (a*x + b)^n
d/dx a*x^n @ a=3/2, n=3, x=1/2 ; a=3/2, n=3, x=7/4
d/dx (x - a)^2*(x - b)
d/dx -x^2
d/dx (1 - x)^3*x
d/dx x²
d/dx (x³ − 2·x²)
""".strip().splitlines()

SECTIONS["power"] = """
d/dx 1/x
d/dx 1/x^2
d/dx x^(-3)
d/dx x^(1/2)
d/dx x^(1/3)
d/dx x^(2/3)
d/dx x^(-1/2)
d/dx x^(5/2)
d/dx x^pi
d/dx x^e
d/dx sqrt(x)
d/dx √(x)
d/dx 1/sqrt(x)
d/dx cbrt(x)
d/dx cbrt(x^2) @ x=1/2 ; x=-3/4
d/dx root(x, 4)
d/dx root(x, 5) @ x=1/2 ; x=-3/4
d/dx sqrt(2x + 3)
d/dx sqrt(1 - x^2)
d/dx sqrt(x^2 + 1)
d/dx sqrt(a^2 - x^2)
d/dx 1/sqrt(1 + x^2)
d/dx x*sqrt(x)
d/dx x*sqrt(1 - x^2)
d/dx x^2*sqrt(x + 1)
d/dx sqrt(x + sqrt(x))
d/dx sqrt(x + sqrt(x + sqrt(x)))
d/dx sqrt(1 + sqrt(x))
d/dx cbrt(1 + x^3)
d/dx (x^2 + 1)^(3/2)
d/dx (x^2 + 1)^(-1/2)
d/dx (1 + sqrt(x))^3
d/dx (sqrt(x) + x)^3 @ x=4 ; x=9/4
d/dx sqrt((1 + x)/(1 - x))
d/dx x^0
d/dx (x + 1)^0.5
d/dx sqrt(x^2)
d/dx (x^2)^0.5 @ x=-3 ; x=2
""".strip().splitlines()

SECTIONS["quotient"] = """
d/dx x/(x + 1)
d/dx (x - 1)/(x + 1)
d/dx (x^2 + 1)/(x - 1)
d/dx (2x + 3)/(5x - 7)
d/dx (a*x + b)/(c*x + k)
d/dx x/(x^2 + 1)
d/dx (x^2 - 1)/(x^2 + 1)
d/dx 1/(x^2 + x + 1)
d/dx 1/(1 + x)^2
d/dx x^2/(1 + x)^3
d/dx sin(x)/x
d/dx x/sin(x)
d/dx cos(x)/(1 + sin(x))
d/dx sin(x)/(1 + cos(x))
d/dx (1 - cos(x))/(1 + cos(x))
d/dx e^x/x
d/dx e^x/(1 + e^x)
d/dx x/e^x
d/dx ln(x)/x
d/dx x/ln(x)
d/dx ln(x)/x^2
d/dx 1/ln(x)
d/dx (1 + ln(x))/(1 - ln(x))
d/dx tan(x)/x
d/dx atan(x)/(1 + x^2)
d/dx atan(x)/(1 - 2x)^(1/6)
d/dx asin(x)/x
d/dx (e^x - e^(-x))/(e^x + e^(-x))
d/dx (1 - e^(-2x))/(1 + e^(-2x))
d/dx x/sqrt(1 + x^2)
d/dx sqrt(x)/(1 + x)
d/dx 1/(1 + 1/x)
d/dx 1/(1 + 1/(1 + 1/x))
d/dx (x + 1/x)/(x - 1/x)
d/dx (sin(x) + cos(x))/(sin(x) - cos(x))
""".strip().splitlines()

SECTIONS["product"] = """
d/dx x*sin(x)
d/dx x^2*sin(x)
d/dx x^2*cos(x)
d/dx sin(x)*cos(x)
d/dx x*e^x
d/dx x^2*e^x
d/dx x^3*e^(-2x)
d/dx e^x*sin(x)
d/dx e^(-x)*cos(2x)
d/dx e^(a*x)*sin(b*x)
d/dx x*ln(x)
d/dx (x*ln(x) - x)
d/dx x^2*ln(x)
d/dx sqrt(x)*ln(x)
d/dx e^x*ln(x)
d/dx x*tan(x)
d/dx sec(x)*tan(x)
d/dx x*atan(x)
d/dx x*asin(x)
d/dx (x*asin(x) + sqrt(1 - x^2))
d/dx (x*atan(x) - 1/2*ln(1 + x^2))
d/dx x*sinh(x)
d/dx sinh(x)*cosh(x)
d/dx e^x*tanh(x)
d/dx x*sin(x)*e^x
d/dx x*sigma(x)
d/dx sigma(x)*(1 - sigma(x))
d/dx tanh(x)*sigma(x)
d/dx x*erf(x)
d/dx x·sin(x)
""".strip().splitlines()

SECTIONS["chain"] = """
d/dx sin(x)^2
d/dx cos(x)^3
d/dx sin(x^2)
d/dx sin(2x)
d/dx sin(3x)*cos(2x)
d/dx sin(sin(x))
d/dx sin(cos(x))
d/dx sin(cos(tan(x)))
d/dx cos(sqrt(x))
d/dx tan(x)^2
d/dx tan(x/2)
d/dx sec(x)^2
d/dx sqrt(sin(x) + 2)
d/dx (sin(x) + cos(x))^2
d/dx (sin(x)^2 + cos(x)^2)
d/dx (sin(x)^4 + cos(x)^4)
d/dx e^(2x)
d/dx e^(-x)
d/dx e^(-x^2)
d/dx e^(-x^2/2)
d/dx e^(a*x)
d/dx e^sin(x)
d/dx e^(x*sin(x))
d/dx e^sqrt(x)
d/dx e^(1/x)
d/dx e^(e^x)
d/dx exp(-(x - mu)^2/(2*s^2))/(s*sqrt(2*pi))
d/dx ln(2x)
d/dx ln(x^2)
d/dx ln(-x) @ x=-1/2 ; x=-3
d/dx ln(abs(x)) @ x=1/2 ; x=-3
d/dx ln(x^2 + 1)
d/dx ln(sin(x))
d/dx ln(cos(x))
d/dx ln(tan(x))
d/dx ln(abs(sec(x) + tan(x)))
d/dx ln(ln(x))
d/dx ln(x + sqrt(x^2 + 1))
d/dx ln(x + sqrt(x^2 - 1))
d/dx ln((1 + x)/(1 - x))
d/dx ln(sqrt(1 + x^2))
d/dx ln(1 + e^x)
d/dx ln(1 + e^(-x))
d/dx ln(e^x + e^(-x))
d/dx ln(x)^2
d/dx ln(x)^3
d/dx log(x, 2)
d/dx log(x, a)
d/dx log(x^2 + 1, 10)
d/dx log2(1 + 2^x)
d/dx log(x)
d/dx asin(2x)
d/dx asin(x/a) @ x=1/2, a=3/2 ; x=-3/4, a=2
d/dx acos(1 - x)
d/dx atan(1/x)
d/dx atan(x/a)
d/dx 1/a*atan(x/a)
d/dx atan(sqrt(x))
d/dx atan(e^x)
d/dx atan((1 + x)/(1 - x))
d/dx atan(sinh(x))
d/dx asin(tanh(x))
d/dx 2*atan(tanh(x/2))
d/dx asin(sin(x)) @ x=1/2 ; x=5/2
d/dx acos(cos(x)) @ x=1/2 ; x=-3/4
d/dx sin(asin(x))
d/dx cos(asin(x))
d/dx tan(acos(x))
d/dx arcsin(x^2)
d/dx arctan(3x)
d/dx arsinh(2x)
d/dx arccosh(x)
d/dx artanh(x/2)
d/dx sinh(x)^2
d/dx cosh(2x)
d/dx tanh(x)^2
d/dx tanh(x)^3
d/dx tanh(1 - tanh(x))
d/dx ln(cosh(x))
d/dx ln(sinh(x))
d/dx ln(tanh(x/2))
d/dx sqrt(cosh(x))
d/dx asinh(sinh(x))
d/dx atanh(sin(x))
d/dx acosh(x^2 + 1)
d/dx erf(x/sqrt(2))
d/dx erf(x)^2
d/dx e^(-x^2)*erf(x)
d/dx (x*erf(x) + e^(-x^2)/sqrt(pi))
""".strip().splitlines()

SECTIONS["exponential"] = """
d/dx 2^x
d/dx 10^x
d/dx a^x
d/dx 2^(-x)
d/dx 2^-x
d/dx 3^(x^2)
d/dx a^(b*x)
d/dx x*2^x
d/dx 2^x*x^2
d/dx x^x
d/dx x^(2x)
d/dx x^(1/x)
d/dx x^sin(x)
d/dx x^ln(x)
d/dx x^sqrt(x)
d/dx sin(x)^x
d/dx (1 + 1/x)^x
d/dx ln(x)^x
d/dx (x^2 + 1)^x
d/dx (cos(x) + 2)^sin(x)
d/dx x^(x^x)
d/dx (x^x)^x
d/dx e^(x*ln(x))
d/dx e^x*x^e
d/dx (x^e + e^x)
d/dx pi^x
d/dx sqrt(x)^x
d/dx x^2*(x + 1)^3/(x^2 + 4)^(1/2)
d/dx (x + 1)^2*sqrt(x + 2)/(x^2 + 3)^4
d/dx ((x + 1)*(x + 2))/((x + 3)*(x + 4))
d/dx (x^2 + 1)^3*(x - 1)^4/(x + 5)^2
d/dx x^n*e^(-x) @ n=3, x=1/2 ; n=3, x=7/4
d/dx A*e^(-k*x)*cos(omega*x + phi)
d/dx sin(x^x)
""".strip().splitlines()

SECTIONS["higher"] = """
d^2/dx^2 x^4
d^3/dx^3 x^5
d^4/dx^4 x^4
d^5/dx^5 x^4
d^2/dx^2 1/x
d^3/dx^3 1/(1 + x)
d^6/dx^6 1/x
d^2/dx^2 sqrt(x)
d^4/dx^4 sqrt(x)
d^2/dx^2 ln(x)
d^5/dx^5 ln(x)
d^3/dx^3 sin(x)
d^4/dx^4 sin(x)
d^6/dx^6 cos(2x)
d^2/dx^2 tan(x)
d^3/dx^3 tan(x)
d^4/dx^4 tan(x)
d^2/dx^2 x*e^x
d^5/dx^5 x*e^x
d^3/dx^3 x^2*e^x
d^3/dx^3 e^(2x)
d^3/dx^3 e^(-x^2)
d^4/dx^4 e^(-x^2/2)
d^2/dx^2 e^x*sin(x)
d^4/dx^4 e^x*sin(x)
d^3/dx^3 x*sin(x)
d^2/dx^2 x*ln(x)
d^3/dx^3 x^2*ln(x)
d^2/dx^2 x^x
d^3/dx^3 atan(x)
d^4/dx^4 atan(x)
d^3/dx^3 asin(x)
d^2/dx^2 x/(x + 1)
d^2/dx^2 x/(x^2 + 1)
d^3/dx^3 (x - 1)/(x + 1)
d^2/dx^2 sqrt(1 + x^2)
d^3/dx^3 sqrt(1 - x^2)
d^2/dx^2 2^x
d^3/dx^3 a^x
d^2/dx^2 x^n @ n=3, x=1/2 ; n=3, x=7/4
d^3/dx^3 x^n @ n=3, x=1/2 ; n=3, x=7/4
d^2/dx^2 abs(x)^3 @ x=1/2 ; x=-3/4
d^2/dx^2 x*abs(x) @ x=1/2 ; x=-3/4
d/dx (d/dx x*sin(x))
D(x, D(x, x^3*e^x))
tanh''(x)
tanh'''(x)
tanh''''(x)
sigma''(x)
sigma'''(x)
sigma''''(x)
softplus''(x)
softplus'''(x)
silu''(x)
silu'''(x)
gelu''(x)
gelu'''(x)
mish''(x)
sinh''(x)
cosh'''(x)
sech''(x)
erf''(x)
erf'''(x)
d^5/dx^5 tanh(x)
d^6/dx^6 sigma(x)
d^4/dx^4 softplus(x)
d^2/dx^2 ln(cosh(x))
d^2/dx^2 sigma(2x + 1)
d^2/dx^2 tanh(a*x)
elu''(x) @ x=1/2 ; x=-3/4
""".strip().splitlines()

SECTIONS["partial"] = """
∂/∂x x^2*y
∂/∂y x^2*y
∂/∂x (x^2 + x*y + y^2)
∂/∂y (x^2 + x*y + y^2)
∂/∂x sin(x*y)
∂/∂y sin(x*y)
∂/∂x e^(x*y)
∂/∂x x^y
∂/∂y x^y
∂/∂x x/y
∂/∂y x/y
∂/∂x (x - y)/(x + y)
∂/∂y (x - y)/(x + y)
∂/∂x sqrt(x^2 + y^2)
∂/∂y ln(x^2 + y^2)
∂/∂x atan(y/x)
∂/∂y atan(y/x)
∂/∂z x*y*z*e^(x + y + z)
∂^2/∂x^2 x^3*y^2
∂^2/∂x∂y x^3*y^2
∂^2/∂y∂x sin(x*y)
∂^2/∂x∂y e^(x*y)
∂^2/∂x∂y x^y
∂^2/∂x∂y sqrt(x^2 + y^2)
∂^2/∂x^2 ln(x^2 + y^2)
∂^3/∂x^2∂y x^3*y^2*e^y
∂^3/∂x∂y∂z x*y^2*z^3
∂^4/∂x^2∂y^2 e^(2x + 3y)
∂^2/∂x^2 1/sqrt(x^2 + y^2)
∂/∂x 1/2*(x - y)^2
D(w, (w*x + b - y)^2)
D(b, (w*x + b - y)^2)
D(w, sigma(w*x + b))
D(b, sigma(w*x + b))
D(x, sigma(w*x + b))
D(w, 1/2*(sigma(w*x + b) - y)^2)
D(w, tanh(w*x + b)^2)
D(w, relu(w*x + b)) @ w=1/2, x=2, b=1 ; w=1/2, x=2, b=-3
D(w_1, (w_1*x_1 + x_2)^3)
D(x_1, w_1*x_1^2*x_2)
D(theta, r*cos(theta))
D(t, sin(omega*t + phi))
D(T, e^(-a/T))
D(x, D(y, x^2*ln(y)))
∂/∂p (-y*ln(p) - (1 - y)*ln(1 - p))
∂/∂z (-y*ln(sigma(z)) - (1 - y)*ln(1 - sigma(z)))
∂/∂z (ln(1 + e^z) - y*z)
∂/∂z (softplus(z) - y*z)
∂^2/∂z^2 (softplus(z) - y*z)
∂/∂x e^x/(e^x + e^y + e^z)
∂/∂y e^x/(e^x + e^y + e^z)
∂/∂x ln(e^x + e^y + e^z)
∂^2/∂x∂y ln(e^x + e^y)
∂/∂x (-ln(e^x/(e^x + e^y)))
∂/∂w ln(1 + e^(-y*w*x))
∂/∂w max(0, 1 - y*w*x) @ w=1/2, x=1, y=1 ; w=2, x=1, y=1
∂/∂mu (x - mu)^2/(2*s^2)
∂/∂s (ln(s) + (x - mu)^2/(2*s^2))
∂/∂p (p*ln(p/q) + (1 - p)*ln((1 - p)/(1 - q)))
∂/∂x (sqrt(1 + (x - y)^2) - 1)
∂/∂x ln(cosh(x - y))
∂/∂x piecewise(abs(x - y) <= 1, 1/2*(x - y)^2, abs(x - y) - 1/2) @ x=1, y=1/2 ; x=3, y=1/2 ; x=-2, y=1/2
∂/∂x abs(x - y) @ x=1, y=1/2 ; x=-2, y=1/2
∂/∂w (w^2*lambda + (w*x - y)^2)
∂/∂w lambda*abs(w) @ w=1/2, lambda=3 ; w=-1/2, lambda=3
""".strip().splitlines()

SECTIONS["activation"] = """
d/dx sigma(2x)
d/dx sigma(-x)
d/dx sigma(x)^2
d/dx (2*sigma(2x) - 1)
d/dx 1/(1 + e^(-x))
d/dx 1/(1 + e^(-k*x))
d/dx σ(x)
d/dx sigmoid(3x)
d/dx logistic(x^2)
d/dx ln(sigma(x))
d/dx ln(1 - sigma(x))
d/dx logit(sigma(x))
d/dx sigma(logit(x))
d/dx sigma(sigma(x))
d/dx tanh(sigma(x))
d/dx sigma(tanh(x))
d/dx tanh(tanh(x))
d/dx tanh(tanh(tanh(x)))
d/dx softplus(2x)
d/dx softplus(x)^2
d/dx softplus(-x)
d/dx (softplus(x) - softplus(-x))
d/dx softplus(softplus(x))
d/dx x*tanh(softplus(x))
d/dx x*tanh(ln(1 + e^x))
d/dx x/(1 + e^(-x))
d/dx x*sigma(1.702x)
d/dx swish(2x)
d/dx silu(x)*x
d/dx 0.5*x*(1 + tanh(sqrt(2/pi)*(x + 0.044715*x^3)))
d/dx gelu(2x)
d/dx 1.7159*tanh(2/3*x)
d/dx relu(x)^2 @ x=1/2 ; x=-3/4
d/dx relu(2x - 1) @ x=1 ; x=-1
d/dx relu(x)*sigma(x) @ x=1/2 ; x=-3/4
d/dx (relu(x) - relu(-x)) @ x=1/2 ; x=-3/4
d/dx sigma(relu(x)) @ x=1/2 ; x=-3/4
d/dx leaky_relu(x, 0.2) @ x=1/2 ; x=-3/4
d/dx leaky_relu(x, a) @ x=1/2, a=1/10 ; x=-3/4, a=1/10
d/dx leaky_relu(3x) @ x=1/2 ; x=-3/4
d/dx elu(x, a) @ x=1/2, a=2 ; x=-3/4, a=2
d/dx elu(2x) @ x=1/2 ; x=-3/4
d/dx selu(x)^2 @ x=1/2 ; x=-3/4
d/dx softsign(2x) @ x=1/2 ; x=-3/4
d/dx x/(1 + abs(x)) @ x=1/2 ; x=-3/4
d/dx hard_sigmoid(2x) @ x=-4 ; x=1/2 ; x=4
d/dx x*relu6(x + 3)/6 @ x=-4 ; x=1/2 ; x=4
d/dx (1 - tanh(x)^2)
d/dx (tanh(x) - x)/x^3
d/dx sigma((x - a)/T)
""".strip().splitlines()

SECTIONS["kinked"] = """
d/dx abs(x)^2 @ x=1/2 ; x=-3/4
d/dx x*abs(x) @ x=1/2 ; x=-3/4
d/dx abs(x^2 - 4) @ x=1 ; x=3 ; x=-5/2
d/dx abs(sin(x)) @ x=1/2 ; x=-1 ; x=4
d/dx |x - 1| @ x=2 ; x=1/2
d/dx sqrt(abs(x)) @ x=1/2 ; x=-3/4
d/dx e^(-abs(x)) @ x=1/2 ; x=-3/4
d/dx sign(x) @ x=1/2 ; x=-3/4
d/dx x*sign(x) @ x=1/2 ; x=-3/4
d/dx x^2*sign(x) @ x=1/2 ; x=-3/4
d/dx floor(x) @ x=1/2 ; x=-3/4
d/dx ceil(x) @ x=1/2 ; x=-3/4
d/dx x*floor(x) @ x=5/2 ; x=-3/4
d/dx (x - floor(x)) @ x=1/2 ; x=7/3
d/dx floor(x)^2 @ x=5/2
d/dx max(x, 0) @ x=1/2 ; x=-3/4
d/dx max(x, 1 - x) @ x=3/4 ; x=1/4
d/dx min(x, x^2) @ x=1/2 ; x=2 ; x=-1
d/dx max(x^2, 2x + 3) @ x=0 ; x=4 ; x=-2
d/dx max(sin(x), cos(x)) @ x=0 ; x=2
d/dx min(max(x, 0), 1) @ x=-1 ; x=1/2 ; x=2
d/dx max(x, 2x, 3x) @ x=1 ; x=-1
d/dx max(0, x)^2 @ x=1/2 ; x=-3/4
d/dx piecewise(x < 0, x^2, x + 1) @ x=-1 ; x=1/2
d/dx piecewise(x >= 0, x^2, -x^2) @ x=-1 ; x=1/2
d/dx piecewise(x < 0, -x, x < 1, x^2, 2x - 1) @ x=-1 ; x=1/2 ; x=2
d/dx piecewise(x < -1, -1, x > 1, 1, x^3) @ x=-2 ; x=1/2 ; x=2
d/dx piecewise(x != 0, sin(x)/x, 1) @ x=1/2 ; x=-1
d/dx piecewise(0 <= x and x <= 1, x^2*(3 - 2x), 0) @ x=1/2 ; x=2 ; x=-1
d/dx x*piecewise(x > 0, ln(x), 0) @ x=1/2 ; x=-1
d/dx piecewise(x > 0, e^(-1/x), 0) @ x=1/2 ; x=-1
d/dx abs(abs(x) - 1) @ x=1/2 ; x=2 ; x=-1/2 ; x=-2
d/dx ln(abs(x^2 - 1)) @ x=1/2 ; x=2
d/dx 1/abs(x) @ x=1/2 ; x=-2
d/dx abs(x)^x @ x=1/2 ; x=2
d/dx asin(2x/(1 + x^2)) @ x=1/2 ; x=2 ; x=-3
d/dx acos((1 - x^2)/(1 + x^2)) @ x=1/2 ; x=-2
""".strip().splitlines()

SECTIONS["at"] = """
d/dx x^3 at x = 2 @
d/dx tanh(x) at x = 1/2 @
d/dx sigma(x) at x = 0 @
d/dx sigma(x) at x = 1.368 @
d^2/dx^2 sin(x) at x = pi/6 @
d/dx x^x at x = 1 @
d/dx ln(x) at x = a
d/dx e^(a*x) at x = 0
d/dx relu(x) at x = 3 @
d/dx sqrt(x) at x = 4 @
d/dx x*e^x at x = -1 @
d/dx atan(x) at x = 1 @
d/dx abs(x) at x = -2 @
tanh'(x) at x = 0 @
tanh'(1/2) @
sigma'(0) @
sigma''(2x)
cos'(x^2)
ln'(1 + x^2)
softplus'(a*x)
x*tanh'(x)
sin'(x)*cos(x) - sin(x)*cos'(x)
""".strip().splitlines()

SECTIONS["unknown"] = """
d/dx f(x)
d/dx f(2x)
d/dx f(x^2)
d/dx x*f(x)
d/dx f(x)^2
d/dx f(x)^3
d/dx f(x)*g(x)
d/dx f(x)/g(x)
d/dx 1/g(x)
d/dx f(g(x))
d/dx f(g(h(x)))
d/dx sin(f(x))
d/dx f(sin(x))
d/dx e^f(x)
d/dx ln(g(x))
d/dx g(x)^f(x)
d/dx sqrt(g(x))
d/dx f(x)*g(x)*h(x)
d^2/dx^2 f(x)*g(x)
d^2/dx^2 f(g(x))
d^3/dx^3 f(2x)
d/dx (f(x) + c)
d/dx f(a*x + b)
f'(x^2)
f''(3x)
d/dx f'(x)
""".strip().splitlines()


def chosen_points(e):
    names = sorted(free(e))
    others = {x: CONSTANTS[x] for x in names if x in CONSTANTS and x != main_variable(e)}
    x = main_variable(e)
    good = []
    for v in CANDIDATES:
        env = {**others, **({x: v} if x else {})}
        try:
            value(e, to_mp(env))
        except (Undefined, ZeroDivisionError, ValueError):
            continue
        good.append(env)
        if len(good) == 3 or not x:
            break
    return good


def main_variable(e):
    names = free(e)
    return "x" if "x" in names else (sorted(names)[0] if names else None)


def main():
    out, seen, notes = [], set(), []
    for section, lines in SECTIONS.items():
        number = 0
        for line in lines:
            text, at, given = line.partition("@")
            text = text.strip()
            if text in seen:
                continue
            seen.add(text)
            e = parse(text)
            points = [oracle.read_point(p) for p in given.split(";")] if at else chosen_points(e)
            if not points:
                print("no point in the domain:", text, file=sys.stderr)
                continue
            values = []
            second = None
            try:
                second = symbolic(e)
                if second.has(oracle.S.Derivative, oracle.S.Subs):
                    second = None
                    notes.append(f"{text}: SymPy leaves a derivative")
            except Exception as problem:
                notes.append(f"{text}: SymPy gives no derivative ({type(problem).__name__})")
            for env in points:
                try:
                    v = value(e, to_mp(env))
                except Undefined:
                    sys.exit(f"undefined: {text} at {show_point(env)}")
                if second is not None:
                    try:
                        check = second.subs({oracle.sym(k): oracle.S.Rational(q.numerator, q.denominator) for k, q in env.items()})
                        check = mpmath.mpf(str(oracle.S.re(oracle.S.N(check, 50))))
                        if abs(check - v) > mpmath.mpf(10) ** -32 * max(1, abs(v)):
                            notes.append(f"{text} at {show_point(env)}: mpmath {digits(v)}, SymPy {digits(check)}")
                    except (TypeError, ValueError):
                        notes.append(f"{text} at {show_point(env)}: SymPy has no number")
                values.append(digits(v))
            number += 1
            out.append((f"{section}-{number:03}", text, "; ".join(map(show_point, points)), "; ".join(values)))
    oracle.write_tsv(
        os.path.join(HERE, "derivatives.tsv"),
        """
Derivatives with their values at exact points. Written by make_derivatives.py: do not edit.
The expressions are those of calculus books' tables and of a machine-learning course; the values
are mpmath's numeric derivatives (from both sides, 80 digits), compared with SymPy's derivatives.
f, g, h have no body: the values are for f(u) = e^(u/3), g(u) = 2 + sin(u), h(u) = u^3 + u.
""",
        ("id", "statement", "points", "values"),
        out,
    )
    for note in notes:
        print(note)
    print(len(out), "rows,", sum(len(r[2].split(";")) for r in out), "values,", len(notes), "notes")


if __name__ == "__main__":
    main()
