"""More true equalities, of the classes that are hard to decide: `lhs == rhs | assumptions | conditions`."""

TRUE = {}

TRUE["cyclotomic"] = """
cos(pi/7) - cos(2*pi/7) + cos(3*pi/7) == 1/2
sin(pi/18)*sin(5*pi/18)*sin(7*pi/18) == 1/8
tan(3*pi/11) + 4*sin(2*pi/11) == sqrt(11)
cos(2*pi/7) + cos(4*pi/7) + cos(6*pi/7) == -1/2
cos(2*pi/5) + cos(4*pi/5) == -1/2
cos(pi/9)*cos(2*pi/9)*cos(4*pi/9) == 1/8
tan(pi/7)*tan(2*pi/7)*tan(3*pi/7) == sqrt(7)
sin(pi/7)*sin(2*pi/7)*sin(3*pi/7) == sqrt(7)/8
sin(2*pi/7) + sin(4*pi/7) - sin(pi/7) == sqrt(7)/2
tan(pi/9)*tan(2*pi/9)*tan(4*pi/9) == sqrt(3)
cos(pi/11) + cos(3*pi/11) + cos(5*pi/11) + cos(7*pi/11) + cos(9*pi/11) == 1/2
1/sin(pi/7) == 1/sin(2*pi/7) + 1/sin(3*pi/7)
sin(pi/14)*sin(3*pi/14)*sin(5*pi/14) == 1/8
4*cos(pi/15)*cos(7*pi/15) - 2*cos(2*pi/5) == -1/2 + 2*cos(8*pi/15) - cos(2*pi/5) + 1/2 + cos(2*pi/5)
cos(pi/8) == sqrt(2 + sqrt(2))/2
sin(pi/16) == sqrt(2 - sqrt(2 + sqrt(2)))/2
cos(pi/24) == sqrt(2 + sqrt(2 + sqrt(3)))/2
tan(pi/24) == sqrt(6) - sqrt(3) + sqrt(2) - 2
cos(4*pi/9)^3 - 3*cos(4*pi/9)/4 == -1/8
sin(pi/9) + sin(2*pi/9) == sin(4*pi/9)
tan(pi/5)*tan(2*pi/5) == sqrt(5)
cos(pi/17)^2 + sin(pi/17)^2 == 1
sin(3*pi/13)/sin(pi/13) == 1 + 2*cos(2*pi/13)
"""

TRUE["integer"] = """
sin(n*pi) == 0 | n : integer
cos(n*pi) == (-1)^n | n : integer
sin(x + n*pi) == (-1)^n*sin(x) | n : integer
cos(x + 2*n*pi) == cos(x) | n : integer
sin(x - 2*pi*n) == sin(x) | n : integer
tan(x + n*pi) == tan(x) | n : integer
(-1)^(2*n) == 1 | n : integer
(-1)^(n + 1) == -(-1)^n | n : integer
((-1)^n)^2 == 1 | n : integer
floor(x + n) == floor(x) + n | n : integer
ceil(x - n) == ceil(x) - n | n : integer
floor(n) == n | n : integer
ceil(2*n) == 2*n | n : integer
floor(n + 1/2) == n | n : integer
ceil(n + 1/2) == n + 1 | n : integer
floor(x) + ceil(-x) == 0
floor(x + 1) - floor(x) == 1
ceil(x) == -floor(-x)
x - floor(x) == (x + 3) - floor(x + 3)
floor(x) == 0 | x >= 0; x < 1
floor(x) == 2 | x >= 2; x < 3
ceil(x) == 1 | x > 0; x <= 1
floor(x/2) == 0 | x >= 0; x < 2
floor(-x) == -1 | x > 0; x <= 1
floor(sin(x)/2) + 1 == ceil(sin(x)/2) | x > 0; x < 3
x^n*x == x^(n + 1) | n : integer; x > 0
(x*y)^n == x^n*y^n | n : integer; x > 0; y > 0
(x^n)^2 == x^(2*n) | n : integer; x > 0
2^n*2^n == 4^n | n : integer
cos(n*pi)^2 == 1 | n : integer
sin(n*pi + pi/2) == (-1)^n | n : integer
"""

TRUE["inverse"] = """
asin(sin(x)) == x | x >= -pi/2; x <= pi/2
asin(sin(x)) == pi - x | x >= pi/2; x <= 3*pi/2
acos(cos(x)) == x | x >= 0; x <= pi
acos(cos(x)) == -x | x >= -pi; x <= 0
acos(cos(x)) == 2*pi - x | x >= pi; x <= 2*pi
atan(tan(x)) == x | x > -pi/2; x < pi/2
atan(tan(x)) == x - pi | x > pi/2; x < 3*pi/2
atan(x) + atan(y) == atan((x + y)/(1 - x*y)) | x*y < 1
atan(x) - atan(y) == atan((x - y)/(1 + x*y)) | x > 0; y > 0
atan(x) + atan(1/x) == -pi/2 | x < 0
2*atan(x) == atan(2*x/(1 - x^2)) | x > -1; x < 1
2*atan(x) == asin(2*x/(1 + x^2)) | x > -1; x < 1
2*atan(x) == acos((1 - x^2)/(1 + x^2)) | x >= 0
asin(x) == atan(x/sqrt(1 - x^2)) | x > -1; x < 1
acos(x) == pi/2 - asin(x)
acos(-x) == pi - acos(x)
acos(x) == 2*asin(sqrt((1 - x)/2)) | x >= -1; x <= 1
asin(x) == acos(sqrt(1 - x^2)) | x >= 0; x <= 1
atan(1/2) + atan(1/3) == pi/4
4*atan(1/5) - atan(1/239) == pi/4
atan(1) + atan(2) + atan(3) == pi
2*atan(1/3) + atan(1/7) == pi/4
asin(3/5) + asin(4/5) == pi/2
asin(5/13) == atan(5/12)
tan(atan(x) + atan(y)) == (x + y)/(1 - x*y)
sin(2*asin(x)) == 2*x*sqrt(1 - x^2)
cos(2*atan(x)) == (1 - x^2)/(1 + x^2)
sin(acos(x)) == sqrt(1 - x^2)
cos(asin(x)/2)^2 == (1 + sqrt(1 - x^2))/2
tan(asin(x)) == x/sqrt(1 - x^2)
sec(atan(x)) == sqrt(1 + x^2)
atan(sinh(x)) == asin(tanh(x))
atan(e^x) == pi/4 + atan(tanh(x/2))
asinh(x) == ln(x + sqrt(x^2 + 1))
acosh(x) == ln(x + sqrt(x^2 - 1))
atanh(x) == ln((1 + x)/(1 - x))/2
atanh(x) == ln(1 + x)/2 - ln(1 - x)/2
asinh(-x) == -asinh(x)
sinh(asinh(x)) == x
cosh(acosh(x)) == x | | x >= 1
tanh(atanh(x)) == x | | x > -1; x < 1
asinh(sinh(x)) == x
acosh(cosh(x)) == abs(x)
atanh(tanh(x)) == x
cosh(asinh(x)) == sqrt(1 + x^2)
sinh(acosh(x)) == sqrt(x^2 - 1) | x >= 1
acosh(x) == 2*ln(sqrt((x + 1)/2) + sqrt((x - 1)/2)) | x >= 1
acoth(x) == atanh(1/x)
logit(x) == 2*atanh(2*x - 1)
sigma(logit(x)) == x | | x > 0; x < 1
asec(x) == acos(1/x)
acot(x) + atan(x) == pi/2 | x > 0
D(x, atan(x) + atan(1/x)) == 0 | | x != 0
"""

TRUE["maximum"] = """
max(x, max(y, z)) == max(max(x, y), z)
max(x, y, 0) == max(x, max(0, y))
min(x, min(y, z)) == min(min(x, y), z)
max(x, min(x, y)) == x
min(x, max(x, y)) == x
max(x, min(y, z)) == min(max(x, y), max(x, z))
max(x, y) - min(x, y) == abs(x - y)
max(x, y)*min(x, y) == x*y
max(-x, -y) == -min(x, y)
max(x + z, y + z) == max(x, y) + z
max(2*x, 2*y) == 2*max(x, y)
max(x*z, y*z) == z*max(x, y) | z > 0
max(x, y)^2 + min(x, y)^2 == x^2 + y^2
max(x, 0) - max(-x, 0) == x
max(x, 0) + max(-x, 0) == abs(x)
max(x, 0)*max(-x, 0) == 0
abs(x + y) + abs(x - y) == 2*max(abs(x), abs(y))
abs(abs(x) - abs(y)) == max(abs(x), abs(y)) - min(abs(x), abs(y))
abs(x - 1) + abs(x - 2) == 1 | x >= 1; x <= 2
abs(x - 1) + abs(x - 2) == 2*x - 3 | x >= 2
relu(relu(x)) == relu(x)
relu(x) - relu(-x) == x
relu(x)*relu(-x) == 0
relu(x) == (x + abs(x))/2
relu(x - 1) - relu(x - 1)*sign(relu(x - 1)) == 0
hard_tanh(x) == max(-1, min(1, x))
relu6(x) == min(max(x, 0), 6)
abs(x + abs(x)) == x + abs(x)
sign(x)*sign(y) == sign(x*y)
sign(x)^3 == sign(x)
sign(abs(x)) == sign(x)^2
piecewise(x < 0, -x, x) == abs(x)
piecewise(x < y, x, y) == min(x, y)
leaky_relu(x, a) == max(x, a*x) | a > 0; a < 1
hard_sigmoid(x) == (hard_tanh(x/3) + 1)/2
max(x, y, z) == max(z, y, x)
sqrt(max(x, 0)^2) == max(x, 0)
max(e^x, e^y) == e^max(x, y)
"""

TRUE["radical"] = """
sqrt(3 + 2*sqrt(2)) == 1 + sqrt(2)
cbrt(2 + sqrt(5)) + cbrt(2 - sqrt(5)) == 1
sqrt(5 + 2*sqrt(6)) == sqrt(2) + sqrt(3)
sqrt(7 - 4*sqrt(3)) == 2 - sqrt(3)
cbrt(7 + 5*sqrt(2)) == 1 + sqrt(2)
cbrt(26 + 15*sqrt(3)) == 2 + sqrt(3)
sqrt(2 + sqrt(3)) == (sqrt(6) + sqrt(2))/2
sqrt(4 + sqrt(7)) - sqrt(4 - sqrt(7)) == sqrt(2)
1/(sqrt(2) + sqrt(3)) == sqrt(3) - sqrt(2)
1/(1 + sqrt(2) + sqrt(3)) == (2 + sqrt(2) - sqrt(6))/4
cbrt(cbrt(2) - 1) == cbrt(1/9) - cbrt(2/9) + cbrt(4/9)
sqrt(cbrt(5) - cbrt(4)) == (cbrt(2) + cbrt(20) - cbrt(25))/3
1/(1 + cbrt(2) + cbrt(4)) == cbrt(2) - 1
sqrt(x + 2*sqrt(x - 1)) == 1 + sqrt(x - 1) | x >= 1
sqrt(x + 1 + 2*sqrt(x)) == 1 + sqrt(x)
sqrt(x^2 + 2*x + 1) == abs(x + 1)
sqrt(x)*sqrt(y) == sqrt(x*y) | x >= 0; y >= 0
sqrt(x/y) == sqrt(x)/sqrt(y) | x > 0; y > 0
(sqrt(x) - sqrt(y))*(sqrt(x) + sqrt(y)) == x - y | x >= 0; y >= 0
(sqrt(x + 1) - sqrt(x))*(sqrt(x + 1) + sqrt(x)) == 1 | x >= 0
1/(sqrt(x + 1) + sqrt(x)) == sqrt(x + 1) - sqrt(x)
cbrt(x^3) == x
cbrt(-x) == -cbrt(x)
cbrt(x*y) == cbrt(x)*cbrt(y)
x^(2/3) == cbrt(x)^2 | x >= 0
root(x^4, 4) == abs(x)
sqrt(sqrt(x)) == root(x, 4)
sqrt(x)^3 == x*sqrt(x)
2^(1/2)*2^(1/3) == 2^(5/6)
sqrt(8)*cbrt(4) == 4*2^(1/6)
sqrt(1/2) == sqrt(2)/2
sqrt(12) - sqrt(27) + sqrt(3) == 0
(1 + sqrt(5))/2*((1 - sqrt(5))/2) == -1
((1 + sqrt(5))/2)^2 == (1 + sqrt(5))/2 + 1
"""

TRUE["exponent"] = """
a^(x + y) == a^x*a^y | a > 0
a^(x - y) == a^x/a^y | a > 0
(a^x)^y == a^(x*y) | a > 0
(a*b)^x == a^x*b^x | a > 0; b > 0
a^x == e^(x*ln(a)) | a > 0
log(x, a) == 1/log(a, x) | x > 1; a > 1
log(x, 4) == log2(x)/2
log(x, 1/2) == -log2(x)
log(x, a)*log(a, b) == log(x, b) | x > 0; a > 1; b > 1
log10(1000*x) == 3 + log10(x)
log2(x) + log10(x) == ln(x)*(1/ln(2) + 1/ln(10))
log2(8)*log10(100) == 6
ln(8)/ln(4) == 3/2
log(27, 9) == 3/2
2^(log2(x)) == x | | x > 0
10^(2*log10(x)) == x^2 | x > 0
a^(log(x, a)) == x | a > 1; x > 0
ln(sqrt(x)) == ln(x)/2
ln(x^3) == 3*ln(x)
ln(1/x) == -ln(x)
ln(x^2) == 2*ln(abs(x))
ln(x^2 - 1) == ln(x - 1) + ln(x + 1) | x > 1
ln(e^x + 1) - x == ln(1 + e^(-x))
ln(e^(x^2)) == x^2
e^(ln(x)/2) == sqrt(x) | x > 0
x^x == e^(x*ln(x)) | x > 0
x^(1/ln(x)) == e | x > 1
4^x - 2^(x + 1) + 1 == (2^x - 1)^2
(e^x + e^(-x))^2 - (e^x - e^(-x))^2 == 4
x^log10(y) == y^log10(x) | x > 0; y > 0
2^x*3^x == 6^x
8^(x/3) == 2^x
(1/2)^x == 2^(-x)
ln(6) == ln(2) + ln(3)
ln(12)/2 == ln(2) + ln(3)/2
"""

TRUE["family"] = """
sigma(x) + sigma(-x) == 1
sigma(x) == (1 + tanh(x/2))/2
sigma(2*x) == e^x/(2*cosh(x))
softplus(x) - softplus(-x) == x
softplus(ln(x)) == ln(1 + x) | x > 0
ln(sigma(x)) == -softplus(-x)
sigma(x)*(1 - sigma(x)) == 1/(4*cosh(x/2)^2)
silu(x) - silu(-x) == x
silu(x) + silu(-x) == x*tanh(x/2)
mish(x) == x*((1 + e^x)^2 - 1)/((1 + e^x)^2 + 1)
gelu(x) - gelu(-x) == x
gelu(x) + gelu(-x) == x*erf(x/sqrt(2))
erf(-x) == -erf(x)
erf(x - y) + erf(y - x) == 0
D(x, erf(x)^2) == 4*erf(x)*e^(-x^2)/sqrt(pi)
sinh(3*x) == 3*sinh(x) + 4*sinh(x)^3
cosh(x/2)^2 == (1 + cosh(x))/2
tanh(x/2) == sinh(x)/(1 + cosh(x))
tanh(x/2) == (cosh(x) - 1)/sinh(x) | | x != 0
sinh(x + y)*sinh(x - y) == cosh(x)^2 - cosh(y)^2
cosh(x) + sinh(x) == e^x
coth(x) - tanh(x) == 2/sinh(2*x)
sech(x)^2 == 1 - tanh(x)^2
cosh(ln(x)) == (x + 1/x)/2 | x > 0
tanh(ln(x)) == (x^2 - 1)/(x^2 + 1) | x > 0
tanh(x + y) == (tanh(x) + tanh(y))/(1 + tanh(x)*tanh(y))
sin(3*x) == 3*sin(x) - 4*sin(x)^3
cos(x)^4 == (3 + 4*cos(2*x) + cos(4*x))/8
sin(x)*cos(y) == (sin(x + y) + sin(x - y))/2
sin(x) + sin(y) == 2*sin((x + y)/2)*cos((x - y)/2)
cos(x) - cos(y) == -2*sin((x + y)/2)*sin((x - y)/2)
tan(x/2) == sin(x)/(1 + cos(x))
tan(x/2) == (1 - cos(x))/sin(x) | | sin(x) != 0
sin(x + pi/4) == (sin(x) + cos(x))/sqrt(2)
cos(x)*cos(pi/3 - x)*cos(pi/3 + x) == cos(3*x)/4
sin(x)*sin(pi/3 - x)*sin(pi/3 + x) == sin(3*x)/4
tan(x) + cot(x) == 2/sin(2*x)
csc(2*x) == (tan(x) + cot(x))/2
sin(x)^6 + cos(x)^6 == 1 - 3*sin(x)^2*cos(x)^2
cot(x) - tan(x) == 2*cot(2*x)
f(x + 1) - f(1 + x) == 0
f(2*x/2) == f(x)
D(x, f(x)^2) == 2*f(x)*f'(x)
D(x, f(x^2)) == 2*x*f'(x^2)
D(x, f(g(x))) == f'(g(x))*g'(x)
D(x, f(-x)) == -f'(-x)
f(sin(x)^2 + cos(x)^2) == f(1)
"""
