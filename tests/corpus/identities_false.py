"""The classic false equalities: `lhs == rhs | assumptions`."""

FALSE = """
(a + b)^2 == a^2 + b^2
(a - b)^2 == a^2 - b^2
(a + b)^3 == a^3 + b^3
sqrt(a + b) == sqrt(a) + sqrt(b)
sqrt(a^2 + b^2) == a + b
sqrt(x^2) == x
sqrt(x^2 + 1) == x + 1
1/(a + b) == 1/a + 1/b
(a + b)/b == a
(a + b)/(a + c) == b/c
a/(b + c) == a/b + a/c
-x^2 == (-x)^2
2^3 == 6
2*3^x == 6^x
x^2*x^3 == x^6
(x^2)^3 == x^5
x^(-1) == -x
x^(-2) == -x^2
x^(1/2) == 1/x^2
x^0 == 0
e^(x + y) == e^x + e^y
e^(x*y) == e^x*e^y
e^(2*x) == 2*e^x
e^(-x) == -e^x
(e^x)^2 == e^(x^2)
ln(x + y) == ln(x) + ln(y) | x > 0; y > 0
ln(x*y) == ln(x)*ln(y) | x > 0; y > 0
ln(x)/ln(y) == ln(x/y) | x > 1; y > 1
ln(x)/ln(y) == ln(x) - ln(y) | x > 1; y > 1
ln(x)^2 == 2*ln(x)
ln(1 + x) == ln(x) + 1 | x > 0
e^(2*ln(x)) == 2*x
ln(2)*ln(3) == ln(6)
sin(x + y) == sin(x) + sin(y)
sin(2*x) == 2*sin(x)
cos(2*x) == 2*cos(x)
cos(x + y) == cos(x)*cos(y) + sin(x)*sin(y)
sin(x)^2 == sin(x^2)
sin(x)^2 - cos(x)^2 == 1
sin(x)^2 == (1 + cos(2*x))/2
sin(x)/x == sin(1)
tan(x + y) == tan(x) + tan(y)
asin(x) == 1/sin(x)
atan(x) == asin(x)/acos(x)
asin(sin(x)) == x
acos(cos(x)) == x
atan(tan(x)) == x
atan(x) + atan(1/x) == pi/2
asin(x) == acos(x)
cosh(x)^2 + sinh(x)^2 == 1
tanh(x) == cosh(x)/sinh(x)
tanh(x + y) == tanh(x) + tanh(y)
tanh(x) == 2*sigma(x) - 1
tanh(x) == 2*sigma(2*x)
sigma(-x) == -sigma(x)
sigma(2*x) == 2*sigma(x)
sigma(x) == 1/(1 + e^x)
sigma'(x) == sigma(x)*(1 + sigma(x))
sigma'(x) == 1 - sigma(x)^2
sigma'(x) == 1/(1 + e^(-x))^2
tanh'(x) == 1 + tanh(x)^2
tanh'(x) == sigma(2*x)*(1 - sigma(2*x))
tanh'(x) == 4*(sigma(2*x) - sigma(2*x))
tanh'(x) == 2*(sigma(2*x) - sigma(2*x)^2)
tanh'(x) == 4*((1 + e^(-2*x))/(1 + e^(-2*x))^2)
((1 + e^(-2*x))*2*e^(-2*x) - (1 - e^(-2*x))*(-2)*e^(-2*x))/(1 + e^(-2*x))^2 == (2*e^(-2*x) + 2*e^(-4*x) + 2*e^(-2*x) - 2*e^(-4*x)*e^(-2*x))/(1 + e^(-2*x))^2
softplus'(x) == 1 - sigma(x)
softplus'(x) == 1/(1 + e^x)
softplus(x) == x + ln(1 + e^x)
silu'(x) == sigma(x)*(1 - sigma(x))
silu'(x) == sigma(x) + sigma(x)*(1 - sigma(x))
gelu'(x) == 1/2*(1 + erf(x/sqrt(2)))
relu(x + y) == relu(x) + relu(y)
relu(x) == abs(x)
abs(x + y) == abs(x) + abs(y)
abs(x - y) == abs(x) - abs(y)
abs(x) == x
max(x, y) == (x + y - abs(x - y))/2
max(x + 1, y) == max(x, y) + 1
floor(x + y) == floor(x) + floor(y)
floor(2*x) == 2*floor(x)
floor(-x) == -floor(x)
floor(x) == x
D(x, x^n) == x^(n - 1) | x > 0
D(x, x^n) == n*x^n | x > 0
D(x, x^n) == n*x^(n + 1) | x > 0
D(x, e^x) == x*e^(x - 1)
D(x, e^(2*x)) == e^(2*x)
D(x, e^(-x)) == e^(-x)
D(x, a^x) == x*a^(x - 1) | a > 1; x > 0
D(x, 2^x) == 2^x
D(x, x^x) == x*x^(x - 1) | x > 0
D(x, x^x) == x^x*ln(x) | x > 0
D(x, ln(2*x)) == 1/(2*x)
D(x, ln(x^2 + 1)) == 1/(x^2 + 1)
D(x, 1/x) == 1/x^2
D(x, 1/x) == ln(x)
D(x, 1/x^2) == 1/(2*x)
D(x, sqrt(x)) == 1/sqrt(x)
D(x, sqrt(1 - x^2)) == 1/(2*sqrt(1 - x^2))
D(x, sqrt(1 - x^2)) == x/sqrt(1 - x^2)
D(x, sin(2*x)) == cos(2*x)
D(x, sin(x^2)) == cos(x^2)
D(x, sin(x^2)) == cos(2*x)
D(x, cos(x)) == sin(x)
D(x, sin(x)^2) == 2*sin(x)
D(x, sin(x)^2) == cos(x)^2
D(x, tan(x)) == sec(x)
D(x, tan(x)) == 1 - tan(x)^2
D(x, atan(x)) == 1/(1 - x^2)
D(x, atan(2*x)) == 1/(1 + 4*x^2)
D(x, asin(x)) == 1/sqrt(1 + x^2)
D(x, asin(x)) == -cos(x)/sin(x)^2
D(x, x*sin(x)) == cos(x)
D(x, x*e^x) == e^x
D(x, x^2*e^x) == 2*x*e^x
D(x, sin(x)/x) == cos(x)
D(x, sin(x)/x) == (sin(x) - x*cos(x))/x^2
D(x, sin(x)/x) == (x*cos(x) - sin(x))/x
D(x, sin(x)/x) == (x*cos(x) + sin(x))/x^2
D(x, x/(x + 1)) == 1/(x + 1)
D(x, (x^2 + 1)^5) == 5*(x^2 + 1)^4
D(x, (2*x - 3)^7) == 7*(2*x - 3)^6
D(x, erf(x)) == e^(-x^2)
D(x, sinh(x)) == -cosh(x)
D(x, cosh(x)) == -sinh(x)
D(x, abs(x)) == 1
D(x, x*abs(x)) == abs(x)
D(x, D(x, sin(x))) == sin(x)
D(x, D(x, x^3)) == 3*x
D(y, x^2*y) == 2*x*y
D(x, x^y) == x^y*ln(x) | x > 0; y > 0
D(w, (w*x + b - y)^2) == 2*(w*x + b - y)
D(w, sigma(w*x + b)) == sigma(w*x + b)*(1 - sigma(w*x + b))
D(x, f(g(x))) == f'(g(x))
D(x, f(g(x))) == f'(x)*g'(x)
D(x, f(x)*g(x)) == f'(x)*g'(x)
D(x, f(x)/g(x)) == f'(x)/g'(x)
D(x, f(x)/g(x)) == (f(x)*g'(x) - f'(x)*g(x))/g(x)^2
D(x, f(x)^2) == 2*f(x)
D(x, 1/sqrt(1 - x^2)) == -x/sqrt(1 - x^2)
2/3 == 0.667
1/3 == 0.3333333333333333
pi == 22/7
pi == 3.14159265358979
sqrt(2) == 1.41421356
e == 2.718281828459045
sqrt(2) + 10^(-30) == sqrt(2)
sin(x) + 10^(-12) == sin(x)
x + 10^(-12) == x
e^(pi*sqrt(163)) == 640320^3 + 744
pi^4 + pi^5 == e^6
max(x, -1000000) == x
tanh(100*x) == sign(x)
floor(x + 10^(-13)) == floor(x)
1 - 1/e == 1 + 1/e
1/2^99 == 1/2^98
x == X
x^2 == x^2 + 1
cbrt(x) == sqrt(x)
x*y/(x + y) == 1/(x + y)
x - (y - z) == x - y - z
2*(x + y) == 2*x + y
x/(y/z) == x/(y*z)
(x/y)/z == x*z/y
sin(n*pi) == n | n : integer
(-1)^n == 1 | n : integer
cos(n*pi) == -1 | n : integer
x^n == n*x | x > 0
"""
