"""The true equalities: `lhs == rhs | assumptions | conditions`."""

TRUE = {}

TRUE["rational"] = """
(x + 1)^2 == x^2 + 2*x + 1
(a + b)^2 == a^2 + 2*a*b + b^2
(a - b)^3 == a^3 - 3*a^2*b + 3*a*b^2 - b^3
(a + b)*(a - b) == a^2 - b^2
a^3 - b^3 == (a - b)*(a^2 + a*b + b^2)
a^3 + b^3 == (a + b)*(a^2 - a*b + b^2)
a^4 - b^4 == (a - b)*(a + b)*(a^2 + b^2)
(a + b)^2 - (a - b)^2 == 4*a*b
(a + b)^2 + (a - b)^2 == 2*a^2 + 2*b^2
(a + b + c)^2 == a^2 + b^2 + c^2 + 2*a*b + 2*b*c + 2*a*c
(x + 1)^5 == x^5 + 5*x^4 + 10*x^3 + 10*x^2 + 5*x + 1
x^4 + 4 == (x^2 + 2*x + 2)*(x^2 - 2*x + 2)
(a^2 + b^2)*(c^2 + d^2) == (a*c - b*d)^2 + (a*d + b*c)^2
x^2 - 5*x + 6 == (x - 2)*(x - 3)
x^2 + b*x == (x + b/2)^2 - b^2/4
1/x + 1/y == (x + y)/(x*y)
1/(x - 1) - 1/(x + 1) == 2/(x^2 - 1)
x/(x + 1) == 1 - 1/(x + 1)
1/(x*(x + 1)) == 1/x - 1/(x + 1)
(x^2 - 1)/(x - 1) == x + 1 | | x != 1
(x^3 - 1)/(x - 1) == x^2 + x + 1 | | x != 1
(x^2 - 4)/(x^2 - 5*x + 6) == (x + 2)/(x - 3) | | x != 2
x/x == 1 | | x != 0
0/x == 0 | | x != 0
1/(1/x) == x | | x != 0
x^2/x == x | | x != 0
(a/b)/(c/d) == a*d/(b*c) | | d != 0
a/b + c/d == (a*d + b*c)/(b*d)
1/(1 + 1/x) == x/(x + 1) | | x != 0
1/(1 + 1/(1 + 1/x)) == (x + 1)/(2*x + 1) | | x != 0; x != -1
(1/x)/(-1 - 1/x) == -1/(x + 1) | | x != 0
(3*x + 7)/(x + 4) == (-3*x - 7)/(-x - 4)
(-2*x - 2*x^2 - 2)/(x + x^2 + 1) == -2
(x^2 + x - 6)/(x + 3) == x - 2 | | x != -3
(x^4 - 1)/(x^2 + 1) == x^2 - 1
(x - y)/(y - x) == -1 | | x != y
1/(x - y) + 1/(y - x) == 0 | | x != y
(1 - x^4)/(1 - x) == 1 + x + x^2 + x^3 | | x != 1
0.75 + 0.5*x == 3/4 + x/2
0.1 + 0.2 == 0.3
x - (y - z) == x - y + z
w*(x + y) + b == w*x + w*y + b
w_1*(w_0*x + b_0) + b_1 == w_1*w_0*x + (w_1*b_0 + b_1)
k - k == 0
"""

TRUE["exponential"] = """
e^x*e^y == e^(x + y)
e^x*e^(-x) == 1
e^x*e^(-2*x) == e^(-x)
(e^x)^2 == e^(2*x)
e^(x - y) == e^x/e^y
e^(-x) == 1/e^x
e^(2*x) - 1 == (e^x - 1)*(e^x + 1)
(e^x + e^(-x))^2 - (e^x - e^(-x))^2 == 4
(e^x - e^(-x))/(e^x + e^(-x)) == (1 - e^(-2*x))/(1 + e^(-2*x))
(e^(2*x) - 1)/(e^(2*x) + 1) == (1 - e^(-2*x))/(1 + e^(-2*x))
1/(1 + e^(-x)) == e^x/(e^x + 1)
e^(-x)/(1 + e^(-x))^2 == e^x/(1 + e^x)^2
1/(1 + e^x) + 1/(1 + e^(-x)) == 1
e^(x + 1) == e*e^x
exp(x) == e^x
2^x*2^y == 2^(x + y)
2^x*3^x == 6^x
4^x == 2^(2*x)
2^(x + 3) == 8*2^x
2^(-x) == (1/2)^x
2^x == e^(x*ln(2))
8^(1/3) == 2
e^0 == 1
x^0 == 1
"""

TRUE["logarithm"] = """
ln(e^x) == x
e^(ln(x)) == x | | x > 0
ln(x*y) == ln(x) + ln(y) | x > 0; y > 0
ln(x*y) == ln(x) + ln(y) | | x > 0; y > 0
ln(x/y) == ln(x) - ln(y) | x > 0; y > 0
ln(1/x) == -ln(x)
ln(x^3) == 3*ln(x)
ln(x^2) == 2*ln(x) | x > 0
ln(x^2) == 2*ln(x) | | x > 0
ln(x^2) == 2*ln(abs(x))
ln(sqrt(x)) == 1/2*ln(x)
ln(x^n) == n*ln(x) | x > 0
ln(2) + ln(3) == ln(6)
ln(8) == 3*ln(2)
ln(1/2) == -ln(2)
ln(e) == 1
ln(1) == 0
ln(2*x) == ln(2) + ln(x)
e^(x*ln(2)) == 2^x
x^x == e^(x*ln(x)) | x > 0
a^x == e^(x*ln(a)) | a > 0
a^(x + y) == a^x*a^y | a > 0
(a*b)^x == a^x*b^x | a > 0; b > 0
(a^x)^y == a^(x*y) | a > 0
x^ln(y) == y^ln(x) | x > 0; y > 0
log(x, 2) == ln(x)/ln(2)
log2(8) == 3
log10(1000) == 3
log2(x) == ln(x)/ln(2)
log10(100*x) == 2 + log10(x)
log2(2^x) == x
log(x, 10) == log10(x)
log(8, 4) == 3/2
log(a, b)*log(b, a) == 1 | a > 1; b > 1
ln(x + 1) - ln(x) == ln(1 + 1/x) | x > 0
ln(1 + e^x) - ln(1 + e^(-x)) == x
ln(1 + e^x) == x + ln(1 + e^(-x))
ln((1 + x)/(1 - x)) == ln(1 + x) - ln(1 - x)
ln(x + sqrt(x^2 + 1)) == -ln(sqrt(x^2 + 1) - x)
"""

TRUE["power"] = """
x^2*x^3 == x^5
(x^3)^2 == x^6
x*x^(-1) == 1 | | x != 0
x^(-2) == 1/x^2
x^(1/2) == sqrt(x)
x^(1/3) == cbrt(x) | x >= 0
(x^3)^(1/3) == x | | x >= 0
cbrt(x^3) == x
cbrt(x)^3 == x
cbrt(-x) == -cbrt(x)
root(x, 5)^5 == x
sqrt(x^2) == abs(x)
sqrt(x^2) == x | x >= 0
sqrt(x^2) == -x | x <= 0
sqrt(x)^2 == x | | x >= 0
sqrt(x^4) == x^2
sqrt(x^6) == abs(x)^3
sqrt(x*y) == sqrt(x)*sqrt(y) | x >= 0; y >= 0
sqrt(x)*sqrt(y) == sqrt(x*y) | | x >= 0; y >= 0
sqrt(x/y) == sqrt(x)/sqrt(y) | x >= 0; y > 0
sqrt(1/n) == 1/sqrt(n)
x/sqrt(x) == sqrt(x) | | x > 0
2*a/sqrt(a) == 2*sqrt(a) | | a > 0
sqrt(12) == 2*sqrt(3)
sqrt(2)*sqrt(3) == sqrt(6)
sqrt(8)/sqrt(2) == 2
1/sqrt(2) == sqrt(2)/2
1/(sqrt(2) - 1) == sqrt(2) + 1
sqrt(3 + 2*sqrt(2)) == 1 + sqrt(2)
(sqrt(x) + 1)*(sqrt(x) - 1) == x - 1 | | x >= 0
(x - 1)/(sqrt(x) - 1) == sqrt(x) + 1 | x >= 0 | x != 1
sqrt(x + 1) - sqrt(x) == 1/(sqrt(x + 1) + sqrt(x))
x^a*x^b == x^(a + b) | x > 0
(x^a)^b == x^(a*b) | x > 0
x^(-a) == 1/x^a | x > 0
x^n*x == x^(n + 1) | x > 0
x^(2*n) == (x^n)^2 | n : integer; x > 0
(-1)^(2*n) == 1 | n : integer
x*sqrt(x) == x^(3/2)
sqrt(sqrt(x)) == x^(1/4)
(n + 1)^((n + 2)/(n + 1))/(n + 2) == (n + 1)*(n + 1)^(1/(n + 1))/(n + 2) | n > 0
sqrt(1 - 2*x^2 + x^4) == abs(x^2 - 1)
sqrt(2*x*sqrt(x^2 + 1) + 2*x^2 + 1) == sqrt(x^2 + 1) + x
cbrt(sqrt(108) + 10) - cbrt(sqrt(108) - 10) == 2
root(77 + 20*sqrt(13), 6) - root(77 - 20*sqrt(13) + 0, 6) == 1
(a^2 - b)/(a + sqrt(b)) == a - sqrt(b) | b >= 0 | a + sqrt(b) != 0
"""

TRUE["sigmoid"] = """
sigma(x) == e^x/(1 + e^x)
sigma(-x) == 1 - sigma(x)
sigma(x) + sigma(-x) == 1
sigma'(x) == sigma(x)*(1 - sigma(x))
sigma'(x) == e^(-x)/(1 + e^(-x))^2
sigma'(x) == sigma(x)*sigma(-x)
sigma'(-x) == sigma'(x)
sigma''(x) == sigma(x)*(1 - sigma(x))*(1 - 2*sigma(x))
sigma(x) == 1/2*(1 + tanh(x/2))
sigma(x) == 1/2 + 1/2*tanh(x/2)
tanh(x) == 2*sigma(2*x) - 1
tanh(x) == (1 - e^(-2*x))/(1 + e^(-2*x))
tanh(x) == (e^x - e^(-x))/(e^x + e^(-x))
tanh(x) == (e^(2*x) - 1)/(e^(2*x) + 1)
tanh(x) == sinh(x)/cosh(x)
tanh(x) == 1 - 2/(e^(2*x) + 1)
tanh'(x) == 1 - tanh(x)^2
tanh'(x) == 4*(sigma(2*x) - sigma(2*x)^2)
tanh'(x) == 4*sigma(2*x)*(1 - sigma(2*x))
tanh'(x) == 4*e^(-2*x)/(1 + e^(-2*x))^2
tanh'(x) == 1/cosh(x)^2
tanh'(x) == sech(x)^2
tanh'(x) == (1 - tanh(x))*(1 + tanh(x))
tanh''(x) == -2*tanh(x)*(1 - tanh(x)^2)
1 - tanh(x)^2 == 4*(sigma(2*x) - sigma(2*x)^2)
((1 + e^(-2*x))^2 - (1 - e^(-2*x))^2)/(1 + e^(-2*x))^2 == 4*e^(-2*x)/(1 + e^(-2*x))^2
4*e^(-2*x)/(1 + e^(-2*x))^2 == 4*((1 + e^(-2*x) - 1)/(1 + e^(-2*x))^2)
4*((1 + e^(-2*x) - 1)/(1 + e^(-2*x))^2) == 4*(1/(1 + e^(-2*x)) - 1/(1 + e^(-2*x))^2)
softplus'(x) == sigma(x)
softplus''(x) == sigma(x)*(1 - sigma(x))
softplus(x) - softplus(-x) == x
softplus(x) == -ln(sigma(-x))
softplus(-x) == -ln(sigma(x))
softplus(x) == ln(2) + x/2 + ln(cosh(x/2))
e^softplus(x) == 1 + e^x
ln(sigma(x)) == -ln(1 + e^(-x))
ln(sigma(x)) == x - softplus(x)
logit(sigma(x)) == x
sigma(logit(x)) == x | x > 0; x < 1
sigma(logit(x)) == x | | 0 < x and x < 1
logit(x) == ln(x) - ln(1 - x)
logit(1 - x) == -logit(x)
logit'(x) == 1/(x*(1 - x)) | x > 0; x < 1
silu(x) == x/(1 + e^(-x))
silu'(x) == sigma(x) + x*sigma(x)*(1 - sigma(x))
silu'(x) == silu(x) + sigma(x)*(1 - silu(x))
silu(x) - silu(-x) == x
mish(x) == x*tanh(softplus(x))
mish(x) == x*(e^(2*x) + 2*e^x)/(e^(2*x) + 2*e^x + 2)
tanh(softplus(x)) == ((1 + e^x)^2 - 1)/((1 + e^x)^2 + 1)
gelu(x) == x/2*(1 + erf(x/sqrt(2)))
gelu(x) - gelu(-x) == x
gelu'(x) == 1/2*(1 + erf(x/sqrt(2))) + x*e^(-x^2/2)/sqrt(2*pi)
erf'(x) == 2/sqrt(pi)*e^(-x^2)
erf(-x) == -erf(x)
D(w, 1/2*(sigma(w*x + b) - y)^2) == (sigma(w*x + b) - y)*sigma(w*x + b)*(1 - sigma(w*x + b))*x
D(z, -y*ln(sigma(z)) - (1 - y)*ln(1 - sigma(z))) == sigma(z) - y
D(z, softplus(z) - y*z) == sigma(z) - y
D(x, ln(e^x + e^y)) == 1/(1 + e^(y - x))
D(x, ln(e^x + e^y)) == sigma(x - y)
e^x/(e^x + e^y) == sigma(x - y)
D(x, e^x/(e^x + e^y)) == e^x/(e^x + e^y)*(1 - e^x/(e^x + e^y))
(1 - tanh(x))/(1 + tanh(x)) == e^(-2*x)
"""

TRUE["hyperbolic"] = """
cosh(x)^2 - sinh(x)^2 == 1
sinh(2*x) == 2*sinh(x)*cosh(x)
cosh(2*x) == cosh(x)^2 + sinh(x)^2
cosh(2*x) == 2*cosh(x)^2 - 1
cosh(2*x) == 1 + 2*sinh(x)^2
cosh(x) + sinh(x) == e^x
cosh(x) - sinh(x) == e^(-x)
sinh(x + y) == sinh(x)*cosh(y) + cosh(x)*sinh(y)
cosh(x + y) == cosh(x)*cosh(y) + sinh(x)*sinh(y)
tanh(2*x) == 2*tanh(x)/(1 + tanh(x)^2)
tanh(x + y) == (tanh(x) + tanh(y))/(1 + tanh(x)*tanh(y))
1 - tanh(x)^2 == sech(x)^2
coth(x)^2 - 1 == csch(x)^2
coth(x) == 1/tanh(x)
sech(x) == 1/cosh(x)
sinh(-x) == -sinh(x)
cosh(-x) == cosh(x)
tanh(-x) == -tanh(x)
tanh(x/2) == (cosh(x) - 1)/sinh(x) | | x != 0
sinh(3*x) == 3*sinh(x) + 4*sinh(x)^3
sinh(x)^2 == (cosh(2*x) - 1)/2
sinh'(x) == cosh(x)
cosh'(x) == sinh(x)
sech'(x) == -sech(x)*tanh(x)
coth'(x) == -csch(x)^2
csch'(x) == -csch(x)*coth(x)
asinh(x) == ln(x + sqrt(x^2 + 1))
sinh(asinh(x)) == x
asinh(sinh(x)) == x
cosh(acosh(x)) == x | | x >= 1
cosh(asinh(x)) == sqrt(1 + x^2)
tanh(atanh(x)) == x | x > -1; x < 1
atanh(tanh(x)) == x
asinh'(x) == 1/sqrt(x^2 + 1)
acosh'(x) == 1/sqrt(x^2 - 1) | x > 1
atanh'(x) == 1/(1 - x^2) | x > -1; x < 1
acoth'(x) == 1/(1 - x^2) | x > 1
acosh(cosh(x)) == abs(x)
acoth(x) == atanh(1/x)
asech(x) == acosh(1/x)
acsch(x) == asinh(1/x)
(cosh(x) + sinh(x))^3 == cosh(3*x) + sinh(3*x)
"""

TRUE["trigonometric"] = """
sin(x)^2 + cos(x)^2 == 1
sin(2*x) == 2*sin(x)*cos(x)
cos(2*x) == cos(x)^2 - sin(x)^2
cos(2*x) == 1 - 2*sin(x)^2
cos(2*x) == 2*cos(x)^2 - 1
sin(x + y) == sin(x)*cos(y) + cos(x)*sin(y)
cos(x + y) == cos(x)*cos(y) - sin(x)*sin(y)
sin(x - y) == sin(x)*cos(y) - cos(x)*sin(y)
sin(3*x) == 3*sin(x) - 4*sin(x)^3
cos(3*x) == 4*cos(x)^3 - 3*cos(x)
sin(x)^2 == (1 - cos(2*x))/2
cos(x)^2 == (1 + cos(2*x))/2
sin(x)*cos(y) == 1/2*(sin(x + y) + sin(x - y))
sin(x) + sin(y) == 2*sin((x + y)/2)*cos((x - y)/2)
sin(-x) == -sin(x)
cos(-x) == cos(x)
sin(x + pi) == -sin(x)
cos(x + 2*pi) == cos(x)
sin(pi/2 - x) == cos(x)
cos(x + pi/2) == -sin(x)
tan(x) == sin(x)/cos(x)
1 + tan(x)^2 == 1/cos(x)^2
1 + tan(x)^2 == sec(x)^2
1 + cot(x)^2 == csc(x)^2
tan(x)*cos(x) == sin(x) | | cos(x) != 0
tan(x)*cot(x) == 1 | | cos(x) != 0; sin(x) != 0
tan(x + pi) == tan(x)
tan(x/2) == sin(x)/(1 + cos(x))
sin(x)/(1 + cos(x)) == (1 - cos(x))/sin(x) | | sin(x) != 0
sin(x)^4 - cos(x)^4 == sin(x)^2 - cos(x)^2
sin(x)^4 + cos(x)^4 == 1 - 2*sin(x)^2*cos(x)^2
(sin(x) + cos(x))^2 == 1 + sin(2*x)
sec(x)^2 - tan(x)^2 == 1 | | cos(x) != 0
(1 - cos(x))*(1 + cos(x)) == sin(x)^2
sin(pi/6) == 1/2
cos(pi/3) == 1/2
sin(pi/4) == sqrt(2)/2
cos(pi/6) == sqrt(3)/2
tan(pi/3) == sqrt(3)
sin(pi) == 0
cos(pi) == -1
cos(pi/7) - cos(2*pi/7) + cos(3*pi/7) == 1/2
cos(pi/5) == (1 + sqrt(5))/4
sin(n*pi) == 0 | n : integer
a*sin(x) + a*cos(x) == a*sqrt(2)*sin(x + pi/4)
sin'(x) == cos(x)
cos'(x) == -sin(x)
tan'(x) == 1 + tan(x)^2
tan'(x) == 1/cos(x)^2
sec'(x) == sec(x)*tan(x)
cot'(x) == -1/sin(x)^2
csc'(x) == -csc(x)*cot(x)
"""

TRUE["inverse"] = """
sin(asin(x)) == x | x >= -1; x <= 1
sin(asin(x)) == x | | -1 <= x and x <= 1
asin(sin(x)) == x | x >= -pi/2; x <= pi/2
acos(cos(x)) == x | x >= 0; x <= pi
tan(atan(x)) == x
atan(tan(x)) == x | x > -pi/2; x < pi/2
asin(x) + acos(x) == pi/2 | | -1 <= x and x <= 1
atan(x) + atan(1/x) == pi/2 | x > 0
atan(x) + atan(1/x) == -pi/2 | x < 0
atan(1/2) == pi/2 - atan(2)
atan(1/2) + atan(1/3) == pi/4
4*atan(1/5) - atan(1/239) == pi/4
atan(1) == pi/4
asin(1/2) == pi/6
acos(0) == pi/2
acos(-x) == pi - acos(x)
asin(-x) == -asin(x)
cos(asin(x)) == sqrt(1 - x^2)
sin(acos(x)) == sqrt(1 - x^2)
sin(atan(x)) == x/sqrt(1 + x^2)
cos(atan(x)) == 1/sqrt(1 + x^2)
tan(asin(x)) == x/sqrt(1 - x^2)
acot(x) == atan(1/x)
asec(x) == acos(1/x)
asin'(x) == 1/sqrt(1 - x^2) | x > -1; x < 1
acos'(x) == -1/sqrt(1 - x^2) | x > -1; x < 1
atan'(x) == 1/(1 + x^2)
acot'(x) == -1/(1 + x^2) | | x != 0
asec'(x) == 1/(abs(x)*sqrt(x^2 - 1)) | x > 1
2*atan(x) == atan(2*x/(1 - x^2)) | x > -1; x < 1
2*atan(tanh(x/2)) == atan(sinh(x))
asin(tanh(x)) == atan(sinh(x))
"""

TRUE["absolute"] = """
abs(-x) == abs(x)
abs(x)^2 == x^2
abs(x*y) == abs(x)*abs(y)
abs(x/y) == abs(x)/abs(y)
abs(x^2) == x^2
abs(x^2 - 4) == abs(x - 2)*abs(x + 2)
abs(x) == x | x > 0
abs(x) == -x | x < 0
abs(x - 1) == abs(1 - x)
x*sign(x) == abs(x)
sign(x)*abs(x) == x
abs(x)/x == sign(x) | | x != 0
sign(x)^2 == 1 | x != 0
sign(-x) == -sign(x)
sign(3*x) == sign(x)
abs(sign(x)) == 1 | x != 0
max(x, y) == (x + y + abs(x - y))/2
min(x, y) == (x + y - abs(x - y))/2
max(x, y) + min(x, y) == x + y
max(x, y)*min(x, y) == x*y
max(x, 0) == (x + abs(x))/2
max(x, y) == -min(-x, -y)
max(x, 0) - max(-x, 0) == x
max(x, 0) + max(-x, 0) == abs(x)
max(x, x) == x
max(x, -x) == abs(x)
max(x, y) == max(y, x)
relu(x) == piecewise(x > 0, x, 0)
relu(x) - relu(-x) == x
relu(x) == x*sign(relu(x))
leaky_relu(x) == max(0, x) + 0.01*min(0, x)
elu(x) == max(x, 0) + min(e^x - 1, 0)
hard_tanh(x) == max(-1, min(1, x))
hard_tanh(x) == (abs(x + 1) - abs(x - 1))/2
hard_sigmoid(x) == relu6(x + 3)/6
hard_swish(x) == x*hard_sigmoid(x)
softsign(x) == x/(1 + abs(x))
floor(x + 1) == floor(x) + 1
ceil(x) == -floor(-x)
floor(5/2) == 2
ceil(-5/2) == -2
floor(n) == n | n : integer
floor(x + n) == floor(x) + n | n : integer
abs(x) == piecewise(x >= 0, x, -x)
piecewise(x < 0, -x, x) == abs(x)
piecewise(x > 0, 1, 2) + 3 == piecewise(x > 0, 4, 5)
piecewise(x > 0, x, x) == x
abs(e^x) == e^x
abs(x^2 + 1) == x^2 + 1
sqrt((x - 1)^2) == abs(x - 1)
(1 - x^2)/sqrt(1 - 2*x^2 + x^4) == sign(1 - x^2) | | x^2 != 1
D(x, abs(x)) == sign(x) | | x != 0
D(x, abs(x)) == x/abs(x)
D(x, x*abs(x)) == 2*abs(x) | | x != 0
D(x, max(x, 0)) == piecewise(x > 0, 1, 0) | x != 0
D(x, relu(x)) == 1/2*(1 + sign(x)) | x != 0
D(x, sqrt(x^2)) == x/abs(x)
D(x, ln(abs(x))) == 1/x
softsign'(x) == 1/(1 + abs(x))^2 | x != 0
"""

TRUE["derivative"] = """
D(x, x^n) == n*x^(n - 1) | x > 0
D(x, x^2) == 2*x
D(x, 1/x) == -1/x^2
D(x, sqrt(x)) == 1/(2*sqrt(x))
D(x, cbrt(x)) == 1/(3*cbrt(x)^2)
D(x, e^(a*x)) == a*e^(a*x)
D(x, a^x) == a^x*ln(a) | a > 0
D(x, ln(x)) == 1/x | x > 0
D(x, ln(x)) == 1/x | | x > 0
D(x, ln(2*x)) == 1/x | x > 0
D(x, log(x, b)) == 1/(x*ln(b)) | x > 0; b > 1
D(x, x^x) == x^x*(1 + ln(x)) | x > 0
D(x, x*ln(x) - x) == ln(x)
D(x, x*e^x) == (x + 1)*e^x
D(x, e^(-x^2/2)) == -x*e^(-x^2/2)
D(x, sin(x)*cos(x)) == cos(2*x)
D(x, sin(x)^2) == sin(2*x)
D(x, sin(x)^2 + cos(x)^2) == 0
D(x, sin(2*x + 1)) == 2*cos(2*x + 1)
D(x, ln(sin(x))) == cot(x) | sin(x) > 0
D(x, ln(cos(x))) == -tan(x) | cos(x) > 0
D(x, ln(cosh(x))) == tanh(x)
D(x, (x^2 + 1)^5) == 10*x*(x^2 + 1)^4
D(x, x/(x + 1)) == 1/(x + 1)^2
D(x, (x - 1)/(x + 1)) == 2/(x + 1)^2
D(x, x/(x^2 + 1)) == (1 - x^2)/(x^2 + 1)^2
D(x, sin(x)/x) == (x*cos(x) - sin(x))/x^2
D(x, ln(x)/x) == (1 - ln(x))/x^2
D(x, sqrt(1 + x^2)) == x/sqrt(1 + x^2)
D(x, sqrt(1 - x^2)) == -x/sqrt(1 - x^2)
D(x, ln(x + sqrt(x^2 + 1))) == 1/sqrt(x^2 + 1)
D(x, x*atan(x) - 1/2*ln(1 + x^2)) == atan(x)
D(x, x*asin(x) + sqrt(1 - x^2)) == asin(x) | x > -1; x < 1
D(x, asin(x) + acos(x)) == 0 | | -1 < x and x < 1
D(x, atan(x) + atan(1/x)) == 0 | | x != 0
D(x, 1/2*(e^x*sin(x) - e^x*cos(x))) == e^x*sin(x)
D(x, D(x, sin(a*x))) == -a^2*sin(a*x)
D(x, D(x, e^(-x^2))) == (4*x^2 - 2)*e^(-x^2)
D(x, D(x, x^2*ln(x))) == 2*ln(x) + 3
D(x, D(x, D(x, x^3))) == 6
D(x, D(y, x^2*y^3)) == 6*x*y^2
D(x, D(y, sin(x*y))) == D(y, D(x, sin(x*y)))
D(x, D(x, ln(x^2 + y^2))) + D(y, D(y, ln(x^2 + y^2))) == 0 | | x^2 + y^2 != 0
D(x, sqrt(x^2 + y^2)) == x/sqrt(x^2 + y^2)
x*D(x, x^2*y) + y*D(y, x^2*y) == 3*x^2*y
D(x, f(g(x))) == f'(g(x))*g'(x)
D(x, f(x)*g(x)) == f'(x)*g(x) + f(x)*g'(x)
D(x, f(x)/g(x)) == (f'(x)*g(x) - f(x)*g'(x))/g(x)^2
D(x, 1/g(x)) == -g'(x)/g(x)^2
D(x, f(x)^2) == 2*f(x)*f'(x)
D(x, f(x^2)) == 2*x*f'(x^2)
D(x, e^f(x)) == f'(x)*e^f(x)
D(x, x^3)/D(x, x^2) == 3/2*x | | x != 0
D(x, atan(x)/(1 - 2*x)^(1/6)) == (1/(1 + x^2) + atan(x)/(3*(1 - 2*x)))/(1 - 2*x)^(1/6)
D(x, (sqrt(x) + x)^3) == 3*(sqrt(x) + x)^2*(1 + 1/(2*sqrt(x)))
D(x, 1/(1 + e^(-x))) == e^(-x)/(1 + e^(-x))^2
D(x, (1 - e^(-2*x))/(1 + e^(-2*x))) == 4*e^(-2*x)/(1 + e^(-2*x))^2
D(t, t + t^2) == 1 + 2*t
"""
